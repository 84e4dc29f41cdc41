"""What surrounds the measures, edited by the communications team; their number is fixed but for dates."""

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import Chantier, TimelineEntry, Tool
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.measures.factories import ChantierFactory, DimensionFactory, TimelineEntryFactory
from tests.measures.inline_rows import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


def test_a_chantier_is_corrected_and_none_is_added(team: Client) -> None:
    chantier = ChantierFactory()
    data = {"name": "Nom corrigé", "impulsion": "", "position": 1}
    assert team.post(reverse("chantiers:edit", args=[chantier.pk]), data).status_code == 302
    assert Chantier.objects.get().name == "Nom corrigé"
    team.post(reverse("chantiers:add"), data)
    team.post(reverse("chantiers:delete", args=[chantier.pk]))
    assert Chantier.objects.count() == 1


def test_the_dimensions_and_tools_open(team: Client) -> None:
    tool = Tool.objects.create(key="outil", name="Outil")
    for address in (
        reverse("outils:edit", args=[tool.pk]),
        reverse("dimensions:edit", args=[DimensionFactory().pk]),
        reverse("outils:index"),
        reverse("dimensions:index"),
    ):
        assert team.get(address).status_code == 200, address


def test_a_step_of_the_mission_is_added_corrected_and_removed(team: Client) -> None:
    team.post(reverse("etapes:add"), {"date": "2023-06-01", "text": "Un pas", **rows("citations")})
    step = TimelineEntry.objects.get()
    team.post(
        reverse("etapes:edit", args=[step.pk]), {"date": "2023-06-02", "text": "Un pas", **rows("citations")}
    )
    step.refresh_from_db()
    assert step.date.isoformat() == "2023-06-02"
    team.post(reverse("etapes:delete", args=[step.pk]))
    assert not TimelineEntry.objects.exists()


def test_the_same_step_twice_is_refused_in_words(team: Client) -> None:
    step = TimelineEntryFactory()
    answer = team.post(
        reverse("etapes:add"), {"date": step.date.isoformat(), "text": step.text, **rows("citations")}
    )
    assert answer.status_code == 200
    assert TimelineEntry.objects.count() == 1
