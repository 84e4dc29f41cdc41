"""The admin's search takes any sign that somebody types. Found by `make fuzz` on SQLite."""

import pytest
from django.test import Client
from django.urls import reverse
from modelsearch.backends import get_search_backend

from events.models import Speaker
from tests.conference.regions.people import browser_of, superuser
from tests.events.factories import EventPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def admin() -> Client:
    return browser_of(superuser())


@pytest.mark.parametrize(
    "typed", ['"', '""', 'L"union', 'union "', "l'union", "%s", "*", "union)", "AND", "\\"]
)
def test_any_sign_may_be_typed(admin: Client, typed: str) -> None:
    Speaker.objects.create(name="Une personne")
    EventPageFactory(title="L’union des forces")
    for address in (
        reverse("wagtailadmin_pages:type_use", args=["events", "eventpage"]),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailsnippets_events_speaker:list"),
    ):
        assert admin.get(address, {"q": typed}).status_code == 200


def test_words_are_found_with_a_mark_beside_them() -> None:
    speaker = Speaker.objects.create(name="Une personne de l’union")
    backend = get_search_backend()
    backend.add(speaker)
    for typed, found in (("union", [speaker]), ('"union', [speaker]), ('un"ion', [])):
        assert list(backend.search(typed, Speaker.objects.all())) == found, typed
