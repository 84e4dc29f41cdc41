"""What was loaded without a version has one as soon as somebody changes it: the history gives it back."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from home.models import HomePage
from measures.models import Measure
from tests.admin_forms import page_form, with_boxes
from tests.conference.regions.people import browser_of, communicator
from tests.measures.test_viewsets import at, querydict_from_html

pytestmark = [pytest.mark.django_db, pytest.mark.reference]


@pytest.fixture
def team() -> Client:
    return browser_of(communicator())


def publish_home(team: Client, **changes: object) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[HomePage.objects.get().pk])
    team.post(url, page_form(team, url, **changes, **{"action-publish": "1"}))


def test_the_first_home_page_can_be_taken_back(team: Client) -> None:
    loaded = HomePage.objects.get()
    assert loaded.latest_revision is None
    kinds = [section.block_type for section in loaded.sections]
    publish_home(team, headline="Une autre phrase")  # and no section: its script sends none
    home = HomePage.objects.get()
    assert (home.headline, len(home.sections)) == ("Une autre phrase", 0)
    first = home.revisions.order_by("pk").first()
    assert [section.block_type for section in first.as_object().sections] == kinds
    history = PageLogEntry.objects.filter(page=home.pk, revision=first)
    assert [entry.action for entry in history] == ["wagtail.edit"]
    restored = reverse("wagtailadmin_pages:revisions_revert", args=[home.pk, first.pk])
    assert team.get(restored).status_code == 200


def test_one_first_version_is_enough(team: Client) -> None:
    publish_home(team, headline="Une autre phrase")
    publish_home(team, headline="Encore une")
    assert HomePage.objects.get().revisions.count() == 3


def test_looking_at_the_form_makes_no_version(team: Client) -> None:
    home = HomePage.objects.get()
    assert team.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200
    assert not home.revisions.exists()


def test_a_form_that_is_refused_changes_nothing(team: Client) -> None:
    publish_home(team, title="")
    home = HomePage.objects.get()
    assert home.title == "Accueil"
    assert not home.has_unpublished_changes


def test_the_first_text_of_a_measure_can_be_taken_back(team: Client) -> None:
    measure = Measure.objects.get(number=1)
    loaded = measure.title
    html = with_boxes(team.get(at("edit", measure.pk)).content.decode())
    data = querydict_from_html(html, form_id="w-editor-form")
    sent = {name: data.getlist(name) for name in data}
    team.post(at("edit", measure.pk), sent | {"title": "Un autre titre", "action-publish": "1"})
    measure.refresh_from_db()
    assert measure.title == "Un autre titre"
    first = measure.revisions.order_by("pk").first()
    assert first.as_object().title == loaded
    assert ModelLogEntry.objects.filter(object_id=str(measure.pk), revision=first).exists()
