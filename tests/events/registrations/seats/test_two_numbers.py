"""The open places and the room: guests and companions count in the room alone, people on line in neither."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import EventFormat, EventPage
from events.registrations.actions.applicants import Applicant, Person
from events.registrations.actions.signup import register
from events.registrations.errors import (
    EventFull,
    RegistrationError,
    TooFewSeats,
    TooManyCompanions,
)
from events.registrations.models import BeyondReason, Mode, RegistrationMail
from events.registrations.seats.availability import seat_availability

from ..factories import RegistrationFactory, applicant, open_event, party
from ..seen import to_queue

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind


def test_places_kept_for_guests_are_not_taken_by_visitors() -> None:
    event, now = open_event(capacity=2, ceiling=5), timezone.now()
    register(event, applicant=party("Ana Roux", "Ben Roux"), now=now)
    assert seat_availability(event, now=now).reserved == 3
    with pytest.raises(EventFull):
        register(event, applicant=applicant(), now=now)


def test_the_ceiling_bounds_the_open_places_too() -> None:
    event, now = open_event(capacity=3, ceiling=4), timezone.now()
    for _ in range(2):
        RegistrationFactory(event=event, beyond=BeyondReason.GUEST)
    assert seat_availability(event, now=now).left == 2
    with pytest.raises(TooFewSeats):
        register(event, applicant=party("Ana Roux", "Ben Roux", "Chloé Roux"), now=now)


def test_the_room_is_not_smaller_than_its_open_places() -> None:
    settings = open_event(capacity=5).registration_settings.get()
    settings.ceiling = 4
    with pytest.raises(ValidationError, match="jauge"):
        settings.full_clean()
    settings.ceiling = 5
    settings.full_clean()


def with_companion(*people: str, companions: int = 1) -> Applicant:
    group = party(*people)
    helpers = [Person(first_name=f"Aide {n}", last_name="Roux", companion=True) for n in range(companions)]
    return Applicant(email=group.email, people=(*group.people, *helpers))


def test_a_companion_is_outside_the_party_and_the_open_places() -> None:
    event, now = open_event(capacity=1, ceiling=2, party_size=1), timezone.now()
    registration = register(event, applicant=with_companion("Ana Roux"), now=now)
    assert to_queue(registration) == [False, False]
    seats = seat_availability(event, now=now)
    assert (seats.taken, seats.in_room) == (1, 2)


def test_a_companion_stays_within_the_ceiling_and_waits_with_whom_they_accompany() -> None:
    event, now = open_event(capacity=1, ceiling=1, party_size=1, waiting_list=True), timezone.now()
    assert to_queue(register(event, applicant=with_companion("Ana Roux"), now=now)) == [False, True]
    full = open_event(capacity=1, ceiling=5, party_size=1, waiting_list=True)
    RegistrationFactory(event=full)
    assert to_queue(register(full, applicant=with_companion("Ana Roux"), now=now)) == [True, True]


def test_nobody_comes_as_a_companion_alone_nor_with_two() -> None:
    event, now = open_event(), timezone.now()
    with pytest.raises(TooManyCompanions):
        register(event, applicant=with_companion("Ana Roux", companions=2), now=now)
    with pytest.raises(RegistrationError):
        register(event, applicant=with_companion(companions=1), now=now)


def hybrid(**settings) -> EventPage:
    return open_event(format=EventFormat.HYBRID, online_url="https://visio.invalid/salon", **settings)


def test_on_line_people_take_no_seat_of_the_room() -> None:
    event, now = hybrid(capacity=1, ceiling=1), timezone.now()
    RegistrationFactory(event=event, mode=Mode.ON_SITE)
    assert seat_availability(event, now=now).words == "complet sur place"
    on_line = register(event, applicant=party("Ana Roux", "Ben Roux", mode=Mode.ONLINE), now=now)
    assert to_queue(on_line) == [False, False]
    assert seat_availability(event, now=now).in_room == 1
    with pytest.raises(EventFull):
        register(event, applicant=applicant(mode=Mode.ON_SITE), now=now)


def test_the_way_to_attend_is_asked_of_a_hybrid_event_alone() -> None:
    now = timezone.now()
    assert register(hybrid(), applicant=applicant(), now=now).first_attendee.mode == Mode.ON_SITE
    only_there = register(open_event(), applicant=applicant(mode=Mode.ONLINE), now=now)
    assert only_there.first_attendee.mode == ""
