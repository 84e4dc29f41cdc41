"""What a real site starts from: eighteen teams, each with its page, its files and its rights."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, Page, WorkflowPage

from conference.regions.models import Region, RelayTeam
from conference.regions.rights import NATIONAL_COLLECTION, REVIEW, home_page
from conference.regions.scoping import scope_of

from .people import browser_of, person

pytestmark = [pytest.mark.django_db, pytest.mark.reference]


def test_each_region_has_its_team_and_the_team_its_page() -> None:
    assert Region.objects.count() == RelayTeam.objects.count() == 18
    for team in RelayTeam.objects.select_related("region", "group", "collection"):
        assert team.group.name == f"Relais – {team.region.name}"
        user = person(f"relais-{team.region.slug}", team.group)
        (root,) = scope_of(user).roots
        assert Page.objects.get(path=root).url_path.endswith(f"/regions/{team.region.slug}/")
    assert Collection.objects.filter(name=NATIONAL_COLLECTION).count() == 1


def test_a_new_relay_lands_on_its_own_page_and_may_write_an_event() -> None:
    team = RelayTeam.objects.get(region__slug="guadeloupe")
    client = browser_of(person("relais", team.group))
    explorer = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert explorer.context["parent_page"].slug == "guadeloupe"
    agenda = Page.objects.get(pk=explorer.context["parent_page"].pk).get_children().get(slug="agenda")
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", agenda.pk])
    assert client.get(add).context["form"]["time_zone"].value() == "America/Guadeloupe"


def test_what_is_submitted_anywhere_is_reviewed() -> None:
    assert WorkflowPage.objects.get(page=home_page()).workflow.name == REVIEW
    for page in Page.objects.filter(slug="agenda"):
        assert page.get_workflow().name == REVIEW
