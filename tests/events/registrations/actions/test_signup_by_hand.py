"""The team registers somebody: confirmed at once, beyond the open places with a reason, by telephone too."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from events.models import EventPage, EventStatus
from events.registrations.actions.signup import register, register_by_hand
from events.registrations.errors import (
    AlreadyRegistered,
    EventCancelled,
    EventFull,
    EventOver,
    RoomFull,
)
from events.registrations.models import (
    Attendee,
    BeyondReason,
    Registration,
    RegistrationMail,
)
from events.registrations.seats.availability import seat_availability
from events.registrations.seats.gates import close_registration
from events.registrations.states import Status

from ..factories import RegistrationFactory, applicant, open_event
from ..seen import kinds

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind


def test_the_team_registers_someone_who_is_confirmed_at_once() -> None:
    event, now, team = open_event(), timezone.now(), get_user_model().objects.create_user("relais")
    close_registration(event, by=team, now=now)

    registration = register_by_hand(event, applicant=applicant(), by=team, now=now)

    assert (registration.first_attendee.status, registration.created_by) == (Status.CONFIRMED, team)
    assert kinds() == [Kind.TICKET]
    assert set(registration.log.values_list("actor", "user")) == {("team", team.pk)}
    with pytest.raises(AlreadyRegistered, match="Aïcha Boyer 1"):
        register_by_hand(event, applicant=applicant(), by=team, now=now)


def test_the_team_registers_somebody_beside_a_person_who_asked_with_the_same_address() -> None:
    event, now, team = open_event(), timezone.now(), get_user_model().objects.create_user("relais")
    paul = register(event, applicant=applicant(first_name="Paul", last_name="Martin"), now=now)

    marie = register_by_hand(
        event, applicant=applicant(first_name="Marie", last_name="Martin"), by=team, now=now
    )

    assert (marie.first_attendee.first_name, marie.first_attendee.status) == ("Marie", Status.CONFIRMED)
    paul = Registration.objects.get(pk=paul.pk)
    assert (paul.first_attendee.first_name, paul.first_attendee.status) == ("Paul", Status.UNCONFIRMED)


def test_the_team_vouches_for_somebody_who_did_not_confirm() -> None:
    event, now = open_event(capacity=1), timezone.now()
    asked = register(event, applicant=applicant(), now=now)
    team = get_user_model().objects.create_user("relais")

    assert register_by_hand(event, applicant=applicant(), by=team, now=now).pk == asked.pk

    assert Attendee.objects.get().status == Status.CONFIRMED
    assert kinds() == [Kind.CONFIRM, Kind.TICKET]


def test_beyond_the_open_places_the_team_registers_with_a_reason_up_to_the_ceiling() -> None:
    event, now = open_event(capacity=1, ceiling=2), timezone.now()
    team = get_user_model().objects.create_user("relais")
    RegistrationFactory(event=event)

    guest = register_by_hand(event, applicant=applicant(1), by=team, now=now, beyond=BeyondReason.SPEAKER)
    with pytest.raises(RoomFull):
        register_by_hand(event, applicant=applicant(2), by=team, now=now, beyond=BeyondReason.TEAM)

    assert (guest.first_attendee.beyond, guest.first_attendee.status) == (
        BeyondReason.SPEAKER,
        Status.CONFIRMED,
    )
    seats = seat_availability(event, now=now)
    assert (seats.taken, seats.in_room, seats.reserved) == (1, 2, 1)


def test_by_telephone_no_address_is_needed_and_no_mail_leaves() -> None:
    event, now, team = open_event(), timezone.now(), get_user_model().objects.create_user("relais")
    for number in (1, 2):
        by_phone = applicant(number, email="", phone="02 99 00 00 00")
        registration = register_by_hand(event, applicant=by_phone, by=team, now=now)
        assert (registration.phone, registration.first_attendee.status) == (
            "02 99 00 00 00",
            Status.CONFIRMED,
        )
    assert Registration.objects.count() == 2
    assert kinds() == []


def test_the_team_may_have_somebody_wait_where_no_place_is_left() -> None:
    event, now = open_event(capacity=1, waiting_list=True), timezone.now()
    team = get_user_model().objects.create_user("relais")
    RegistrationFactory(event=event)
    with pytest.raises(EventFull):
        register_by_hand(event, applicant=applicant(), by=team, now=now)

    waits = register_by_hand(event, applicant=applicant(), by=team, now=now, to_queue=True)

    assert (waits.first_attendee.status, waits.first_attendee.queued_at) == (Status.WAITLISTED, now)
    assert kinds() == [Kind.WAITING]


def test_the_team_cannot_go_beyond_the_capacity() -> None:
    event = open_event(capacity=1)
    RegistrationFactory(event=event)
    team = get_user_model().objects.create_user("relais")
    with pytest.raises(EventFull):
        register_by_hand(event, applicant=applicant(), by=team, now=timezone.now())


def test_the_team_registers_nobody_for_what_is_over_or_cancelled() -> None:
    team = get_user_model().objects.create_user("relais")
    for event, error in [
        (open_event(past=True), EventOver),
        (open_event(status=EventStatus.CANCELLED), EventCancelled),
    ]:
        with pytest.raises(error):
            register_by_hand(event, applicant=applicant(), by=team, now=timezone.now())
    assert not EventPage.objects.filter(registrations__isnull=False).exists()


def test_the_team_seats_beyond_the_places_somebody_who_waits() -> None:
    event, now = open_event(capacity=1, ceiling=2, waiting_list=True), timezone.now()
    team = get_user_model().objects.create_user("relais")
    RegistrationFactory(event=event)
    waits = register_by_hand(event, applicant=applicant(), by=team, now=now, to_queue=True)
    with pytest.raises(AlreadyRegistered, match=r"Boyer 1 .*en liste d’attente"):
        register_by_hand(event, applicant=applicant(), by=team, now=now, to_queue=True)

    seated = register_by_hand(event, applicant=applicant(), by=team, now=now, beyond=BeyondReason.SPEAKER)

    person = Attendee.objects.get(registration=waits)
    assert (seated, person.status, person.beyond, person.queued_at) == (
        waits,
        Status.CONFIRMED,
        BeyondReason.SPEAKER,
        None,
    )
    assert kinds() == [Kind.WAITING, Kind.TICKET]


def test_a_request_to_wait_that_nobody_confirmed_takes_the_seat_that_the_team_chose() -> None:
    event, now = open_event(capacity=1, ceiling=2, waiting_list=True), timezone.now()
    team = get_user_model().objects.create_user("relais")
    RegistrationFactory(event=event)
    asked = register(event, applicant=applicant(), now=now)

    register_by_hand(event, applicant=applicant(), by=team, now=now, beyond=BeyondReason.TEAM)

    person = Attendee.objects.get(registration=asked)
    assert (person.status, person.beyond) == (Status.CONFIRMED, BeyondReason.TEAM)


def test_nobody_who_waits_is_seated_beyond_the_ceiling() -> None:
    event, now = open_event(capacity=1, ceiling=1, waiting_list=True), timezone.now()
    team = get_user_model().objects.create_user("relais")
    RegistrationFactory(event=event)
    waits = register_by_hand(event, applicant=applicant(), by=team, now=now, to_queue=True)
    with pytest.raises(RoomFull):
        register_by_hand(event, applicant=applicant(), by=team, now=now, beyond=BeyondReason.SPEAKER)
    person = Attendee.objects.get(registration=waits)
    assert (person.status, person.beyond) == (Status.WAITLISTED, "")
