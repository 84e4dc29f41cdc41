"""Signing up: a seat for each person, and an answer that depends on the event alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from events.models import EventStatus
from events.registrations.actions import signup
from events.registrations.actions.signup import correct_address, register
from events.registrations.errors import (
    EventCancelled,
    EventFull,
    RegistrationClosed,
)
from events.registrations.models import (
    Attendee,
    Registration,
    RegistrationLogEntry,
    RegistrationMail,
)
from events.registrations.outbox import LINKS_AN_HOUR
from events.registrations.seats.gates import close_registration, reopen_registration
from events.registrations.states import Status

from ..factories import RegistrationFactory, applicant, open_event, party
from ..seen import kinds

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind


def test_a_visitor_holds_a_seat_and_is_sent_a_link() -> None:
    event, now = open_event(), timezone.now()

    registration = register(event, applicant=applicant(organisation="Les Jardins"), now=now)

    registration.refresh_from_db()
    assert (registration.first_attendee.status, registration.first_attendee.held_until) == (
        Status.UNCONFIRMED,
        None,
    )
    assert registration.organisation == "Les Jardins"
    mail = RegistrationMail.objects.get()
    assert (mail.kind, mail.to, mail.state) == (Kind.CONFIRM, registration.email, mail.State.QUEUED)
    line = RegistrationLogEntry.objects.get()
    assert (line.from_status, line.to_status, line.actor) == ("", Status.UNCONFIRMED, "visitor")


@pytest.mark.parametrize("typed", [" aicha@exemple.invalid", "aicha@exemple.invalid\u200b"])
def test_the_same_person_in_other_letters_gets_the_link_again_and_no_second_seat(typed: str) -> None:
    event, now = open_event(), timezone.now()
    first = register(event, applicant=applicant(email="Aicha@Exemple.invalid"), now=now)

    again = register(event, applicant=applicant(first_name="AICHA", email=typed), now=now)

    assert again.pk == first.pk
    assert Registration.objects.get().first_attendee.first_name == "Aïcha"
    assert kinds() == [Kind.CONFIRM, Kind.CONFIRM]
    assert RegistrationMail.objects.latest("pk").to == "Aicha@Exemple.invalid"


def test_somebody_confirmed_who_asks_again_is_told_what_they_have() -> None:
    known = RegistrationFactory(last_name="Boyer 1")
    again = register(known.event, applicant=applicant(email=known.email), now=timezone.now())
    assert again.pk == known.pk
    assert kinds() == [Kind.HELD]


def test_on_a_full_event_everybody_is_told_so_and_the_link_leaves_nevertheless() -> None:
    event, now = open_event(capacity=1), timezone.now()
    register(event, applicant=applicant(1), now=now)

    for number in (1, 2):
        with pytest.raises(EventFull):
            register(event, applicant=applicant(number), now=now)

    assert kinds() == [Kind.CONFIRM, Kind.CONFIRM]
    assert Registration.objects.count() == 1


def test_nobody_can_be_flooded_with_links() -> None:
    event, now = open_event(), timezone.now()
    for _ in range(LINKS_AN_HOUR + 5):
        register(event, applicant=applicant(), now=now)
    assert RegistrationMail.objects.count() == LINKS_AN_HOUR

    register(event, applicant=applicant(), now=now + timedelta(hours=1))
    assert RegistrationMail.objects.count() == LINKS_AN_HOUR + 1


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.CANCELLED])
def test_an_address_that_lost_its_seat_asks_for_another(status: Status) -> None:
    lost = RegistrationFactory(status=status, last_name="Boyer 1", cancelled_at=timezone.now())

    again = register(lost.event, applicant=applicant(email=lost.email), now=timezone.now())

    assert again.pk != lost.pk
    assert again.first_attendee.status == Status.UNCONFIRMED
    assert kinds() == [Kind.CONFIRM]


def test_a_lapsed_seat_is_free_before_the_chore_has_passed() -> None:
    event = open_event(capacity=1)
    RegistrationFactory(event=event, lapsed=True)
    assert (
        register(event, applicant=applicant(), now=timezone.now()).first_attendee.status == Status.UNCONFIRMED
    )


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"enabled": False}, RegistrationClosed),
        ({"live": False}, RegistrationClosed),
        ({"organised_by_others": True}, RegistrationClosed),
        ({"past": True}, RegistrationClosed),
        ({"status": EventStatus.CANCELLED}, EventCancelled),
        ({"status": EventStatus.POSTPONED, "date_uncertain": True}, RegistrationClosed),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, RegistrationClosed),
        ({"start": timezone.now() - timedelta(minutes=1)}, RegistrationClosed),
    ],
)
def test_one_cannot_register_where_it_is_not_open(values: dict, error: type[Exception]) -> None:
    event = open_event(**values)
    with pytest.raises(error):
        register(event, applicant=applicant(), now=timezone.now())
    assert not Registration.objects.exists()
    assert not RegistrationMail.objects.exists()


def test_one_can_register_after_the_start_where_a_later_closing_time_is_given() -> None:
    now = timezone.now()
    event = open_event(start=now - timedelta(hours=1), closes_at=now + timedelta(hours=1))
    assert register(event, applicant=applicant(), now=now).first_attendee.status == Status.UNCONFIRMED


def test_closing_acts_at_once_and_reopening_too() -> None:
    event, now, team = open_event(), timezone.now(), get_user_model().objects.create_user("relais")
    close_registration(event, by=team, now=now)
    with pytest.raises(RegistrationClosed):
        register(event, applicant=applicant(), now=now)
    assert event.registration_gate.closed_by == team

    reopen_registration(event, by=team, now=now)
    register(event, applicant=applicant(), now=now)
    assert Registration.objects.count() == 1


# --- A mistyped address ----------------------------------------------------------------------


def test_a_mistyped_address_is_corrected_and_its_link_dies() -> None:
    event, asked_at = open_event(capacity=1), timezone.now()
    wrong = register(event, applicant=applicant(email="aicha@exmple.invalid"), now=asked_at)

    later = asked_at + timedelta(minutes=1)
    right = correct_address(
        event,
        wrong="aicha@exmple.invalid",
        asked_at=asked_at,
        applicant=applicant(email="aicha@exemple.invalid"),
        now=later,
    )

    assert right.pk == wrong.pk
    assert right.uuid != wrong.uuid
    assert right.email == "aicha@exemple.invalid"
    assert Attendee.objects.holding_a_seat(later).count() == 1
    mails = RegistrationMail.objects.order_by("pk")
    assert [mail.is_still_wanted(now=later) for mail in mails] == [False, True]


def test_whose_own_address_is_the_corrected_one_gets_one_mail() -> None:
    event, now = open_event(), timezone.now()
    group = party("Marie Martin", "Paul Petit", email="Aicha@exemple.invalid")
    register(event, applicant=replace(group, email="aicha@exmple.invalid"), now=now)

    right = correct_address(
        event,
        wrong="aicha@exmple.invalid",
        asked_at=now,
        applicant=replace(group, email="aicha@exemple.invalid"),
        now=now,
    )

    assert [each.email for each in right.attendees.all()] == ["", ""]


@pytest.mark.parametrize(
    "state", [{"lapsed": True}, {"status": Status.EXPIRED}, {"status": Status.CANCELLED}]
)
def test_correcting_leaves_what_the_other_address_had_before(state: dict) -> None:
    """The one seat moves on; what was known of the other address stays with that address."""
    old = RegistrationFactory(event=open_event(capacity=1), **state)
    before = (old.email, old.uuid, old.created_at, old.first_attendee.status)
    asked_at = timezone.now()
    register(old.event, applicant=applicant(email=old.email), now=asked_at)

    right = correct_address(
        old.event, wrong=old.email, asked_at=asked_at, applicant=applicant(), now=asked_at
    )

    assert right.pk != old.pk
    assert list(Attendee.objects.holding_a_seat(asked_at)) == [right.first_attendee]
    old = Registration.objects.get(pk=old.pk)
    assert (old.email, old.uuid, old.created_at, old.first_attendee.status) == before
    assert right.email == applicant().email
    mails = RegistrationMail.objects.order_by("pk")
    assert [mail.is_still_wanted(now=asked_at) for mail in mails] == [False, True]


@pytest.mark.parametrize("state", [{}, {"unconfirmed": True}])
def test_correcting_ones_address_never_touches_another_persons_seat(state: dict) -> None:
    """Whoever types somebody's address first, then their own, must not take that person's seat."""
    other = RegistrationFactory(**state)
    asked_at = timezone.now()
    register(other.event, applicant=applicant(email=other.email), now=asked_at)

    mine = correct_address(
        other.event, wrong=other.email, asked_at=asked_at, applicant=applicant(), now=asked_at
    )

    assert mine.pk != other.pk
    before = (
        other.first_attendee.status,
        other.email,
        other.uuid,
        other.first_attendee.first_name,
        other.first_attendee.last_name,
    )
    other.refresh_from_db()
    assert (
        other.first_attendee.status,
        other.email,
        other.uuid,
        other.first_attendee.first_name,
        other.first_attendee.last_name,
    ) == before


def test_a_seat_is_not_lost_where_the_correction_fails(monkeypatch) -> None:
    """Both halves are one transaction."""
    event, asked_at = open_event(capacity=1), timezone.now()
    register(event, applicant=applicant(email="aicha@exmple.invalid"), now=asked_at)
    monkeypatch.setattr(signup, "write_to", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        correct_address(
            event, wrong="aicha@exmple.invalid", asked_at=asked_at, applicant=applicant(), now=asked_at
        )

    held = Attendee.objects.holding_a_seat(asked_at).get()
    assert held.registration.email == "aicha@exmple.invalid"


def test_correcting_to_an_address_that_has_a_seat_keeps_one_seat() -> None:
    known = RegistrationFactory(last_name="Boyer 1")
    asked_at = timezone.now()
    register(known.event, applicant=applicant(email="faute@exemple.invalid"), now=asked_at)

    kept = correct_address(
        known.event,
        wrong="faute@exemple.invalid",
        asked_at=asked_at,
        applicant=applicant(email=known.email),
        now=asked_at,
    )

    assert kept.pk == known.pk
    assert list(Attendee.objects.holding_a_seat(asked_at)) == [known.first_attendee]
