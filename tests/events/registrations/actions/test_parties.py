"""Several people with one address: a seat each, up to the event's maximum; the others wait."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.registrations.access import link_for, registration_for
from events.registrations.actions.applicants import Applicant, Person
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm
from events.registrations.actions.signup import correct_address, register
from events.registrations.errors import (
    PartyTooLarge,
    TooFewSeats,
)
from events.registrations.models import Attendee, Registration, RegistrationMail, Submission
from events.registrations.seats.availability import seat_availability
from events.registrations.states import Status

from ..factories import RegistrationFactory, applicant, open_event, party
from ..seen import kinds, states, to_queue

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind


def test_two_colleagues_who_share_a_mailbox_both_get_a_seat() -> None:
    event, now = open_event(capacity=2), timezone.now()
    for first_name in ("Marie", "Paul"):
        registration = register(
            event, applicant=applicant(first_name=first_name, email="accueil@exemple.invalid"), now=now
        )
        confirm(registration, now=now)
    assert Attendee.objects.filter(status=Status.CONFIRMED).count() == 2
    assert kinds() == [Kind.CONFIRM, Kind.TICKET] * 2


def test_four_people_take_four_seats_and_confirm_them_together() -> None:
    event, now = open_event(capacity=5), timezone.now()
    group = party("Ana Roux", "Ben Roux", "Chloé Roux", "Dan Roux")

    registration = register(event, applicant=group, now=now)

    assert states(registration) == [Status.UNCONFIRMED] * 4
    assert seat_availability(event, now=now).left == 1
    confirm(registration, now=now)
    assert states(registration) == [Status.CONFIRMED] * 4
    assert kinds() == [Kind.CONFIRM, Kind.TICKET]


def test_beyond_its_maximum_an_address_gets_nothing_more_and_the_mail_says_so() -> None:
    event, now = open_event(capacity=10, party_size=2), timezone.now()
    first = register(event, applicant=party("Ana Roux", "Ben Roux"), now=now)

    again = register(event, applicant=party("Chloé Roux"), now=now)

    assert again.pk == first.pk
    assert Attendee.objects.count() == 2
    assert kinds() == [Kind.CONFIRM, Kind.HELD]


def test_the_answer_is_the_same_for_an_address_that_has_seats_and_one_that_has_none() -> None:
    event, now = open_event(capacity=10, party_size=2), timezone.now()
    known = RegistrationFactory(event=event)
    for email in (known.email, "personne@exemple.invalid"):
        three = Applicant(
            email=email, people=tuple(Person(first_name=f"P{n}", last_name="Roux") for n in range(3))
        )
        with pytest.raises(PartyTooLarge, match="2 personnes"):
            register(event, applicant=three, now=now)


def test_those_of_a_party_who_have_a_seat_get_no_second_one() -> None:
    event, now = open_event(capacity=10), timezone.now()
    register(event, applicant=party("Ana Roux"), now=now)
    both = register(event, applicant=party("Ben Roux", "ana  ROUX"), now=now)
    assert [str(each) for each in both.attendees.all()] == ["Ben Roux"]
    assert Attendee.objects.count() == 2


def test_the_same_party_that_asks_again_gets_its_link_again() -> None:
    event, now = open_event(capacity=10), timezone.now()
    group = party("Ana Roux", "Ben Roux")
    first = register(event, applicant=group, now=now)
    assert register(event, applicant=group, now=now).pk == first.pk
    confirm(first, now=now)
    assert register(event, applicant=group, now=now).pk == first.pk
    assert kinds() == [Kind.CONFIRM, Kind.CONFIRM, Kind.TICKET, Kind.HELD]


def test_of_two_colleagues_who_share_a_mailbox_each_gets_their_own_link_again() -> None:
    event, now = open_event(capacity=10), timezone.now()
    marie, paul = (applicant(first_name=name, email="accueil@exemple.invalid") for name in ("Marie", "Paul"))
    of_marie = confirm(register(event, applicant=marie, now=now), now=now)
    of_paul = register(event, applicant=paul, now=now)

    assert register(event, applicant=marie, now=now) == of_marie
    assert register(event, applicant=paul, now=now) == of_paul

    again = RegistrationMail.objects.order_by("-pk")[:2]
    assert [(mail.registration, mail.kind) for mail in again] == [
        (of_paul, Kind.CONFIRM),
        (of_marie, Kind.HELD),
    ]


def test_cancelled_people_make_room_for_others_of_the_address() -> None:
    event, now = open_event(capacity=10, party_size=2), timezone.now()
    first = register(event, applicant=party("Ana Roux", "Ben Roux"), now=now)
    ana = first.attendees.order_by("pk")[0]

    cancel(first, attendees=[ana.pk], now=now)
    register(event, applicant=party("Chloé Roux"), now=now)

    assert states(first) == [Status.CANCELLED, Status.UNCONFIRMED]
    assert Attendee.objects.holding_a_seat(now).count() == 2
    cancelled = RegistrationMail.objects.get(kind=Kind.CANCELLED)
    assert cancelled.facts == {"by": "visitor", "reason": "", "attendees": [ana.pk], "freed": True}


def test_without_a_queue_a_party_too_large_for_what_is_left_is_told_how_many_may_come() -> None:
    event, now = open_event(capacity=3), timezone.now()
    RegistrationFactory(event=event)
    with pytest.raises(TooFewSeats, match="2 places"):
        register(event, applicant=party("Ana Roux", "Ben Roux", "Chloé Roux"), now=now)
    assert not RegistrationMail.objects.exists()


# --- The queue -----------------------------------------------------------------------------------


def test_a_party_takes_what_is_left_and_its_others_wait_from_the_instant_of_the_request() -> None:
    event, now = open_event(capacity=3, waiting_list=True), timezone.now()
    RegistrationFactory(event=event)
    registration = register(event, applicant=party("Ana Roux", "Ben Roux", "Chloé Roux"), now=now)
    assert to_queue(registration) == [False, False, True]
    assert seat_availability(event, now=now).left == 0

    later = now + timedelta(hours=20)
    confirm(registration, now=later)

    assert states(registration) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert Attendee.objects.get(status=Status.WAITLISTED).queued_at == now
    assert kinds() == [Kind.CONFIRM, Kind.TICKET]


def test_while_somebody_waits_a_newcomer_waits_too_whatever_is_free() -> None:
    event, now = open_event(capacity=3, waiting_list=True), timezone.now()
    RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now)
    seats = seat_availability(event, now=now)
    assert (seats.free, seats.left, seats.words) == (3, 0, "liste d’attente")
    assert to_queue(register(event, applicant=applicant(), now=now)) == [True]


def test_whoever_is_to_wait_is_told_so_once_confirmed() -> None:
    event, now = open_event(capacity=1, waiting_list=True), timezone.now()
    RegistrationFactory(event=event)
    registration = register(event, applicant=applicant(), now=now)
    confirm(registration, now=now)
    assert states(registration) == [Status.WAITLISTED]
    assert kinds() == [Kind.CONFIRM, Kind.WAITING]


def test_correcting_the_address_keeps_the_rank() -> None:
    event, now = open_event(capacity=1, waiting_list=True), timezone.now()
    RegistrationFactory(event=event)
    register(event, applicant=applicant(email="faute@exemple.invalid"), now=now)

    later = now + timedelta(minutes=5)
    right = correct_address(
        event, wrong="faute@exemple.invalid", asked_at=now, applicant=applicant(), now=later
    )

    assert right.attendees.get().queued_at == now


def test_of_what_the_right_address_has_already_nothing_stays_behind_the_wrong_one() -> None:
    event, now = open_event(capacity=5), timezone.now()
    right = register(event, applicant=party("Ana Roux", number=1), now=now)
    wrong = register(event, applicant=party("Ana Roux", number=2), now=now)
    link = link_for(wrong)

    group = party("Ana Roux", number=1)
    moved = correct_address(event, wrong=wrong.email, asked_at=now, applicant=group, now=now)

    assert moved == right
    assert registration_for(link.split("/")[2]) is None
    assert list(Attendee.objects.naming_someone().values_list("registration", flat=True)) == [right.pk]


# --- Approval ------------------------------------------------------------------------------------


def test_where_the_organiser_approves_a_confirmed_address_waits_for_that_and_keeps_the_seat() -> None:
    event, now = open_event(capacity=1, needs_approval=True), timezone.now()
    registration = register(event, applicant=applicant(), now=now)
    confirm(registration, now=now)
    assert states(registration) == [Status.PENDING_APPROVAL]
    assert seat_availability(event, now=now).left == 0
    assert kinds() == [Kind.CONFIRM, Kind.WAITING]


# --- Own addresses, the network, queries ---------------------------------------------------------


def test_a_person_with_an_address_of_their_own_is_told_once_the_request_is_confirmed() -> None:
    event, now = open_event(), timezone.now()
    group = party("Ana Roux", email="ana@exemple.invalid")
    registration = register(event, applicant=group, now=now)
    assert kinds() == [Kind.CONFIRM]
    confirm(registration, now=now)
    told = RegistrationMail.objects.get(kind=Kind.ATTENDEE)
    assert (told.to, told.attendee) == ("ana@exemple.invalid", registration.attendees.get())


def test_everybody_of_a_large_party_is_told_at_their_own_address() -> None:
    event, now = open_event(capacity=20, party_size=10), timezone.now()
    named = party(*(f"Ana Roux{number}" for number in "abcdefgh")).people
    people = tuple(replace(each, email=f"{each.last_name}@exemple.invalid") for each in named)
    registration = register(event, applicant=replace(party(), people=people), now=now)
    confirm(registration, now=now)
    assert kinds().count(Kind.ATTENDEE) == len(people)


def test_one_address_of_the_network_holds_a_limited_number_of_unconfirmed_seats(
    client: Client, settings
) -> None:
    from ..pages import TYPED, form_of

    settings.REGISTRATION_UNCONFIRMED_SEATS = 2
    event = open_event(capacity=10)

    def ask(number: int, network: str) -> int:
        typed = TYPED | {"email": f"personne.{number}@exemple.invalid"}
        return client.post(form_of(event), typed, REMOTE_ADDR=network).status_code

    assert [ask(number, "192.0.2.1") for number in range(3)] == [303, 303, 429]
    assert Submission.objects.count() == 2, "nothing is kept of what was refused"
    assert ask(4, "198.51.100.7") == 303, "another network is not held up"
    assert ask(0, "192.0.2.1") == 429, "whether or not the address is known"
    first = confirm(Registration.objects.order_by("pk")[0], now=timezone.now())
    assert first.network == ""
    assert ask(5, "192.0.2.1") == 303, "a seat confirmed makes room"


@pytest.mark.parametrize("before", [0, 1, 30])
def test_a_registration_of_four_asks_few_queries_whatever_the_number_registered(before: int) -> None:
    asked = []
    for _turn in range(2):  # the first fills what the process keeps
        event, now = open_event(capacity=100), timezone.now()
        for number in range(before):
            register(event, applicant=applicant(number), now=now, address="192.0.2.1")
        group = party("Ana Roux", "Ben Roux", "Chloé Roux", "Dan Roux")
        with CaptureQueriesContext(connection) as queries:
            register(event, applicant=group, now=now, address="192.0.2.1")
        asked.append(len(queries))
    most = 14 if before else 18  # the first of an event makes its gate
    assert asked[1] <= most, [query["sql"][:150] for query in queries.captured_queries]
