"""A form that was open while something was done from the board: it writes none of it back."""

import pytest
from django.contrib.messages import get_messages

from events.lifecycle import MoveOnline, Postpone
from events.models import EventFormat, EventPage, EventStatus
from events.registrations.seats.gates import SetCapacity
from tests.admin_forms import page_form
from tests.conference.regions.people import browser_of, relay
from tests.events.factories import at
from tests.events.test_forms import PUBLISH, edit_url

from .operating import NEW, announced_event, closing, do, draft, first_item, fresh, take_back

pytestmark = pytest.mark.django_db
LINK = "https://visio.example.org/salle"


@pytest.fixture
def event() -> EventPage:
    return announced_event()


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("publishes", [True, False])
def test_an_old_form_writes_no_operation_back(event, publishes) -> None:
    client = browser_of(relay(event.region, publishes=publishes))
    sent = page_form(client, edit_url(event), summary="Un texte revu.", **(PUBLISH if publishes else {}))
    do(event, Postpone(start=NEW))
    do(event, SetCapacity(capacity=60))
    do(event, MoveOnline(online_url=LINK))
    answer = client.post(edit_url(event), sent)
    assert answer.status_code == 302
    for version in (draft(event), *([fresh(event)] if publishes else [])):
        assert version.summary == "Un texte revu."
        assert (version.start, version.end) == (NEW, at("2099-12-22", "16:00"))
        assert (first_item(version), closing(version)) == (
            at("2099-12-22", "09:00"),
            at("2099-12-21", "12:00"),
        )
        assert version.registration_settings.get_object_list()[0].capacity == 60
        assert (version.format, version.online_url) == (EventFormat.ONLINE, LINK)
    assert fresh(event).status == EventStatus.MOVED_ONLINE
    said = told(answer)
    assert "Événement reporté, Nombre de places changé, Événement passé en ligne" in said


def test_what_was_undone_meanwhile_does_not_come_back_either(event) -> None:
    client = browser_of(relay(event.region, publishes=True))
    done = do(event, SetCapacity(capacity=60))
    sent = page_form(client, edit_url(event), **PUBLISH)
    take_back(done)
    answer = client.post(edit_url(event), sent)
    assert fresh(event).registration_settings.get().capacity == 10
    assert "opération annulée" in told(answer)


def test_a_form_opened_afterwards_changes_what_it_likes(event) -> None:
    client = browser_of(relay(event.region, publishes=True))
    do(event, SetCapacity(capacity=60))
    sent = page_form(client, edit_url(event), **{"registration_settings-0-capacity": "70"}, **PUBLISH)
    answer = client.post(edit_url(event), sent)
    assert fresh(event).registration_settings.get().capacity == 70
    assert "Pendant que" not in told(answer)


def test_a_form_without_its_mark_is_taken_as_it_is(event) -> None:
    client = browser_of(relay(event.region, publishes=True))
    sent = page_form(client, edit_url(event), **PUBLISH)
    assert sent.pop("acts_seen") == ["0"]
    do(event, SetCapacity(capacity=60))
    assert client.post(edit_url(event), sent).status_code == 302
    assert fresh(event).registration_settings.get().capacity == 10
