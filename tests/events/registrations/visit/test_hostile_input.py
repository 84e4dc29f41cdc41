"""Whatever is sent to the form or to a link: a page, never an error of ours; what was typed stays."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from conference.platform.mails import RenderedMail
from events.choices import EventFormat
from events.models import EventPage
from events.registrations.access import link_for, link_of
from events.registrations.models import Attendee, Registration
from events.registrations.states import Status
from events.registrations.visit.submissions import COOKIE
from tests.conference.regions.rows import undone

from ..factories import RegistrationFactory, open_event
from ..hostile import ANY_TEXT, NUMBERS, PRINTED, VALUE, ask_everything, forms_of, lost

pytestmark = pytest.mark.django_db
ADDRESS = st.one_of(st.emails(), ANY_TEXT, st.just("a" * 64 + "@" + "é" * 63 + ".fr"))
OF_A_PERSON = (
    *("first_name", "last_name", "organisation", "email", "mode", "companion", "arrangement", "consent"),
    *(f"question-{number}" for number in range(1, 7)),  # of each person
)
OF_THE_WRITER = ("organisation_kind", *(f"question-{number}" for number in range(7, 13)))
PREFIXES = ("p2-", "p3-", "p9-", "p01-", "p²-", "p1000-")
OTHERS = [prefix + name for prefix in PREFIXES for name in OF_A_PERSON]
FIELDS = [*OF_A_PERSON, *OF_THE_WRITER, *OTHERS, "person", "question-x", "question-", "action", "inconnu"]
BUTTONS = st.dictionaries(
    st.sampled_from(["add", "add_companion", "remove"]), st.one_of(NUMBERS, ANY_TEXT), max_size=1
)
PEOPLE = st.lists(st.one_of(st.sampled_from(["2", "3", "9"]), NUMBERS, ANY_TEXT), max_size=25)
ENOUGH = {
    "first_name": "Aïcha",
    "last_name": "Boyer",
    "email": "aicha@exemple.invalid",
    "mode": "sur-place",
    "p2-first_name": "Marie",
    "p2-last_name": "Martin",
    "p2-mode": "en-ligne",
}
ACTIONS = st.one_of(
    st.sampled_from(["confirm", "cancel", "accept", "decline", "lengthen", "keep", "release", "erase"]),
    ANY_TEXT,
)


@pytest.fixture
def event() -> EventPage:
    """Nearly full, with a queue; on site and on line; it asks everything."""
    event = open_event(
        capacity=4, ceiling=6, waiting_list=True, format=EventFormat.HYBRID, online_url="https://a.invalid/"
    )
    ask_everything(event)
    return event


@pytest.fixture
def registration() -> Registration:
    """One to confirm, the same for all that is sent in one test."""
    return RegistrationFactory(unconfirmed=True)


@pytest.fixture
def party(event: EventPage) -> Registration:
    """One confirmed and asked whether they still come, one to whom a seat is offered, one who waits."""
    registration, now = RegistrationFactory(event=event, mode="sur-place"), timezone.now()
    Attendee.objects.update(asked_again_at=now)
    for number, status in enumerate((Status.OFFERED, Status.WAITLISTED)):
        Attendee.objects.create(
            registration=registration,
            event=event,
            first_name="Marie",
            last_name=f"Martin {number}",
            email=f"marie.{number}@exemple.invalid",
            mode="sur-place",
            status=status,
            queued_at=now,
            held_until=now + timedelta(hours=3) if status == Status.OFFERED else None,
        )
    return registration


# --- The form ------------------------------------------------------------------------------------


@given(typed=forms_of(FIELDS), people=PEOPLE, button=BUTTONS, enough=st.booleans(), address=ADDRESS)
@example(typed={"first_name": "A\0"}, people=[], button={}, enough=True, address="İ@exemple.fr")
@example(typed={}, people=["2"], button={}, enough=True, address="prénom@exemple.fr")
@example(typed={}, people=["2", "02", "2"], button={"add": ""}, enough=True, address="a@exemple.fr")
@example(typed={"p2-question-4": "9" * 5000}, people=["2"], button={}, enough=True, address="a@b.fr")
@example(typed={}, people=[], button={}, enough=True, address="a@" + "b" * 250 + ".fr")
def test_any_form_is_answered(
    client: Client, event: EventPage, typed: dict, people: list[str], button: dict, enough: bool, address: str
) -> None:
    path = f"{event.url}inscription/"
    sent = (ENOUGH if enough else {}) | typed | button | {"person": people, "email": address}
    with undone():
        assert client.post(path, sent).status_code in (200, 303)
        assert client.get(path).status_code == 200
        assert client.post(f"{path}messagerie/", {"email": address}).status_code in (200, 303)
        for registration in Registration.objects.filter(event=event):
            assert len(registration.email_key) <= 254
            assert client.get(link_for(registration)).status_code == 200
    client.cookies.clear()


@given(typed=forms_of(FIELDS, PRINTED), button=BUTTONS)
@example(typed={"email": "sans arobase", "p2-question-4": "douze", "p3-email": "x"}, button={})
def test_nothing_typed_is_lost(client: Client, event: EventPage, typed: dict, button: dict) -> None:
    """By a mistake anywhere, or by a person more; whoever is taken out goes with what was typed for them."""
    sent = {"email": "personne"} | typed | {"person": ["2", "3"]} | button
    with undone():
        answer = client.post(f"{event.url}inscription/", sent)
        assert answer.status_code == 200
        assert lost(answer, sent) == {}
        kept = [name for name in typed if name.startswith("p2-") and name[3:] in ("first_name", "email")]
        if button.get("remove") != "2":
            assert all(f'name="{name}"' in answer.content.decode() for name in kept)


@given(
    first=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80),
    address=st.emails(),
)
def test_any_name_and_address_that_pass_can_be_written_to(client: Client, first: str, address: str) -> None:
    event = open_event(capacity=None)
    client.post(f"{event.url}inscription/", {"first_name": first, "last_name": "B", "email": address})
    for registration in Registration.objects.filter(event=event):
        rendered = registration.mails.get().render(now=registration.created_at)
        assert isinstance(rendered, RenderedMail)
        assert client.get(link_for(registration)).status_code == 200


# --- The links -------------------------------------------------------------------------------------

BELOW = ("", "ajouter/", "personne/1/", "donnees/", "donnees.json", "billet/", "billet.pdf")


@given(
    token=st.text(min_size=1, max_size=200).filter(lambda text: "/" not in text), below=st.sampled_from(BELOW)
)
@example(token=".", below="")
@example(token="%00", below="billet.pdf")
@example(token="0" * 32 + ".", below="donnees/")
def test_any_link_is_answered(client: Client, token: str, below: str) -> None:
    path = f"/inscriptions/{quote(token, safe='')}/{below}"
    assert client.get(path).status_code in (404, 301)
    assert client.post(path, {"action": "confirm"}).status_code in (404, 405)


@given(cut=st.integers(min_value=0, max_value=60), put=st.text(max_size=5), below=st.sampled_from(BELOW))
def test_a_link_with_a_letter_changed_opens_nothing(
    client: Client, registration: Registration, cut: int, put: str, below: str
) -> None:
    token = link_for(registration).removeprefix("/inscriptions/").rstrip("/")
    changed = (token[:cut] + put + token[cut + 1 :]).replace("/", "")
    if changed not in ("", token):
        path = f"/inscriptions/{quote(changed, safe='')}/{below}"
        assert client.get(path).status_code in (404, 301)


@given(cookie=st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=300))
@example(cookie="eyJ9:1:x")
def test_any_cookie_is_answered(client: Client, registration: Registration, cookie: str) -> None:
    event = registration.event
    client.cookies[COOKIE] = cookie
    for path in (f"{event.url}inscription/", f"{event.url}inscription/messagerie/"):
        assert client.get(path).status_code in (200, 303)


@given(sent=forms_of(["person", "number", "swap", "reason"]), action=ACTIONS, own=st.integers(0, 2))
@example(sent={"number": "9" * 19, "person": ["²", "9" * 30, "\0"]}, action="accept", own=0)
def test_any_action_on_a_good_link_is_answered(
    client: Client, party: Registration, sent: dict, action: str, own: int
) -> None:
    people = list(party.attendees.all())
    path = link_of(people[own]) if own else link_for(party)
    for also in ({}, {"person": [people[own].pk, "x"]}):
        with undone():
            assert client.post(path, sent | also | {"action": action}).status_code in (200, 303)
            assert client.post(f"{path}donnees/", sent | {"action": action}).status_code == 200
            assert client.get(path).status_code in (200, 404)  # erased


@given(
    typed=forms_of([*OF_A_PERSON, *OF_THE_WRITER, "inconnu"]),
    also=st.dictionaries(st.sampled_from(["swap", "withdraw"]), st.one_of(NUMBERS, ANY_TEXT), max_size=1),
    enough=st.booleans(),
    whose=st.integers(0, 2),
    limited=st.booleans(),
)
@example(typed={"arrangement": "x" * 1000, "consent": "on"}, also={}, enough=True, whose=1, limited=True)
def test_any_correction_is_answered(
    client: Client, party: Registration, typed: dict, also: dict, enough: bool, whose: int, limited: bool
) -> None:
    person = list(party.attendees.all())[whose]
    link = link_of(person) if limited and whose else link_for(party)
    held = {"first_name": person.first_name, "last_name": person.last_name, "mode": "en-ligne"}
    with undone():
        sent = (held if enough else {}) | typed | also
        assert client.post(f"{link}personne/{person.pk}/", sent).status_code in (200, 303)
        for below in ("", "donnees/", "donnees.json"):
            assert client.get(f"{link_for(party)}{below}").status_code == 200


@given(typed=forms_of(OF_A_PERSON, PRINTED))
def test_nothing_typed_in_a_correction_is_lost(client: Client, party: Registration, typed: dict) -> None:
    with undone():
        sent = {"first_name": "", "last_name": "B"} | typed | {"mode": "ailleurs"}
        answer = client.post(f"{link_for(party)}personne/{party.attendees.last().pk}/", sent)
        assert answer.status_code == 200
        assert lost(answer, sent) == {}


@given(typed=forms_of([*OTHERS, "inconnu"]), people=PEOPLE, button=BUTTONS, enough=st.booleans())
def test_any_people_added_are_answered(
    client: Client, party: Registration, typed: dict, people: list[str], button: dict, enough: bool
) -> None:
    path = f"{link_for(party)}ajouter/"
    with undone():
        sent = (ENOUGH if enough else {}) | typed | button | {"person": people}
        assert client.post(path, sent).status_code in (200, 303)
        assert client.get(link_for(party)).status_code == 200


@given(typed=forms_of(OTHERS, PRINTED))
def test_nothing_typed_of_people_to_add_is_lost(client: Client, party: Registration, typed: dict) -> None:
    sent = typed | {"person": ["2", "3"], "p2-first_name": ""}
    with undone():
        answer = client.post(f"{link_for(party)}ajouter/", sent)
        assert answer.status_code == 200
        assert lost(answer, sent) == {}


@given(number=VALUE)
@example(number="9" * 19)
@example(number="9223372036854775808")
@example(number="\0")
def test_any_number_of_a_person_is_answered(client: Client, party: Registration, number: str) -> None:
    own = {str(person.pk) for person in party.attendees.all()}
    path = f"{link_for(party)}personne/{quote(number, safe='')}/"
    assert client.get(path).status_code in ((200,) if number.lstrip("0") in own else (404, 301))
