"""Whatever is sent to the admin's screens of registrations: a page, never an error of ours.

400 is an answer: what no page of ours sends is refused in words (conference.platform.unreadable).
"""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conference.regions.models import DataController
from events.choices import EventFormat
from events.models import EventPage
from events.registrations.models import Arrangement, Attendee, MailKind, MailText, Notice
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.regions.matrix.forms import form_in
from tests.conference.regions.matrix.visits import Answer
from tests.conference.regions.people import browser_of, communicator, relay
from tests.conference.regions.rows import undone

from ..factories import RegistrationFactory, open_event
from ..hostile import NUMBERS, PRINTED, VALUE, VALUES, ask_everything, forms_of, lost
from ..questions.factories import QuestionFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]

# A page of the admin takes longer than a visitor's, and there are thirty to ask.
FEWER = settings(max_examples=settings().max_examples // 5)


@pytest.fixture
def event() -> EventPage:
    """A hybrid event of a region, with somebody in each state, a wish and a letter that waits."""
    agenda = make_site_tree(regions=("bretagne",)).regions["bretagne"].agenda
    now, online = timezone.now(), {"format": EventFormat.HYBRID, "online_url": "https://visio.invalid/"}
    event = open_event(capacity=9, ceiling=12, waiting_list=True, parent=agenda, **online)
    ask_everything(event)
    for status in Status.values:
        until = now + timedelta(hours=3) if status in ("offered", "unconfirmed") else None
        queued = now if status in ("offered", "waitlisted") else None
        RegistrationFactory(event=event, status=status, queued_at=queued, held_until=until)
    Arrangement.objects.create(attendee=person(event), wish="une place en fauteuil")
    facts = {"subject": "Accès", "text": "Par le port."}
    Notice.objects.create(event=event, kind=MailKind.LETTER, facts=facts, leaves_at=now + timedelta(days=1))
    QuestionFactory(pk=99, region=event.region)
    MailText.objects.create(pk=99, kind=MailKind.TICKET)
    return event


@pytest.fixture
def relays(event: EventPage) -> Client:
    return browser_of(relay(event.region, publishes=True))


@pytest.fixture
def communications(event: EventPage) -> Client:
    return browser_of(communicator())


def person(event: EventPage, status: str = "confirmed") -> Attendee:
    return Attendee.objects.get(event=event, status=status)


OF_EVENT = ("event_capacity", "event_ceiling", "event_waiting_list", "event_closing", "event_letter")
FORMS: dict[str, Callable[[EventPage], str]] = {
    **{name: lambda event, name=name: reverse(name, args=[event.pk]) for name in OF_EVENT},
    "event_queue_order": lambda event: reverse(
        "event_queue_order", args=[event.pk, person(event, "waitlisted").pk]
    ),
    "event_arrangement": lambda event: reverse(
        "event_arrangement", args=[event.pk, Arrangement.objects.get().pk]
    ),
    "by hand": lambda event: f"{reverse('inscriptions:add')}?event={event.pk}",
    "add_person": lambda event: reverse("inscriptions:add_person", args=[person(event).registration_id]),
    "note": lambda event: reverse("inscriptions:note", args=[person(event).registration_id]),
    "cancel": lambda event: reverse("inscriptions:cancel", args=[person(event).registration_id]),
    "person": lambda event: reverse("inscriptions:person", args=[person(event).pk]),
    "cancel_person": lambda event: reverse("inscriptions:cancel_person", args=[person(event).pk]),
    "a question": lambda event: reverse("wagtailsnippets_registrations_question:edit", args=["99"]),
}
OF_COMMUNICATIONS: dict[str, Callable[[EventPage], str]] = {
    "a text": lambda event: reverse("wagtailsnippets_registrations_mailtext:edit", args=["99"]),
    "who answers": lambda event: reverse(
        "responsables-des-donnees:edit", args=[DataController.objects.get(region=event.region).pk]
    ),
}


@pytest.mark.parametrize("name", [*FORMS, *OF_COMMUNICATIONS])
@FEWER
@given(data=st.data(), enough=st.booleans(), strange=st.booleans())
def test_any_form_is_answered_and_nothing_typed_is_lost(
    name: str,
    event: EventPage,
    relays: Client,
    communications: Client,
    data: st.DataObject,
    enough: bool,
    strange: bool,
) -> None:
    client = relays if name in FORMS else communications
    url = (FORMS | OF_COMMUNICATIONS)[name](event)
    with undone():
        held = form_in(Answer(200, "", client.get(url).content.decode()), url)
        assert held, f"{url} shows no form"
        names = {*held, "mode", "seat", "states", "preview", "before", "inconnu"} - {"csrfmiddlewaretoken"}
        typed = data.draw(forms_of(names, VALUES if strange else PRINTED))
        answer = client.post(url, (held if enough else {}) | typed)
        assert answer.status_code in (200, 302, 303, 400)
        if answer.status_code == 200 and not strange:
            assert lost(answer, typed) == {}


LISTS = [
    *("inscriptions:index", "inscriptions:index_results", "courriels:index"),
    *("wagtailsnippets_registrations_question:list", "wagtailsnippets_registrations_mailtext:list"),
]
FILES = ["event_numbers", "event_contacts", "event_door_list", "event_answers", "event_queue", "event_board"]
ASKED = [
    *("event", "status", "mode", "kind", "region", "state", "q", "export", "ordering", "p", "format"),
    *("approved", "purpose", "next", "is_export"),
]
ASKABLE = st.one_of(
    st.sampled_from(["csv", "xlsx", "-last_name", "last_name", "mode", "inconnu", "true", "a\0b", "%", "_"]),
    VALUE,
)


@pytest.mark.parametrize("name", LISTS + FILES)
@FEWER
@given(asked=forms_of(ASKED, ASKABLE))
@example(asked={"q": "a\0b", "event": "\0"})
@example(asked={"q": "\ud7ff’%_\\", "event": "9" * 19, "region": "9" * 30, "p": "9" * 30, "export": "xlsx"})
@example(asked={"ordering": "-last_name", "q": "payet", "export": "csv", "format": "xlsx"})
def test_any_question_put_to_a_list_or_a_file_is_answered(
    name: str, event: EventPage, relays: Client, communications: Client, asked: dict
) -> None:
    client = communications if "mailtext" in name else relays
    url = reverse(name, args=[event.pk] if name in FILES else [])
    with undone():
        answer = client.get(url, asked)
        assert answer.status_code in (200, 400)
        assert b"".join(answer.streaming_content) if answer.streaming else answer.content


KEYS = st.one_of(st.just("all"), st.integers(0, 99).map(str), NUMBERS)
WORDS = forms_of(["reason", "subject", "text", "inconnu"])


@pytest.mark.parametrize("action", ["accept", "refuse", "cancel", "write"])
@FEWER
@given(ids=st.lists(KEYS, max_size=3), typed=WORDS, asked=forms_of(ASKED, ASKABLE))
@example(ids=["all"], typed={"reason": "x", "subject": "x", "text": "x"}, asked={"q": "a\0b"})
@example(ids=["all"], typed={"reason": "x", "subject": "x", "text": "x"}, asked={"event": "\0"})
@example(ids=["all"], typed={"reason": "\0", "subject": "\r\nBcc: x", "text": "x\x1b"}, asked={"status": "x"})
def test_any_bulk_act_is_answered(
    action: str, event: EventPage, relays: Client, ids: list[str], typed: dict, asked: dict
) -> None:
    back = f"{reverse('inscriptions:index')}?{urlencode(asked, doseq=True)}"
    own = [str(key) for key in Attendee.objects.values_list("pk", flat=True)] if len(ids) % 2 else []
    query = urlencode([*(("id", key) for key in [*ids, *own]), ("next", back)])
    url = f"{reverse('wagtail_bulk_action', args=['registrations', 'attendee', action])}?{query}"
    with undone():
        assert relays.get(url).status_code in (200, 302, 400, 404)
        assert relays.post(url, typed).status_code in (200, 302, 400, 404)
