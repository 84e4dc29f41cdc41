"""Fictional registrations, so that some sessions are full and a relay has something to look at.

Written as rows, not through the verbs of events.registrations: those would send each person a mail.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count as numbers
from itertools import islice, product
from typing import Any

from django.utils.translation import gettext as _

from conference.core.text import slug_of
from events.models import EventPage
from events.registrations.actions.applicants import Applicant, Person
from events.registrations.models import Attendee, Registration
from events.registrations.news import store_announcement
from events.registrations.seats import lock_seats
from events.registrations.states import Status
from events.registrations.transitions import Actor, log

from .content import texts


def register_fictional_people(event: EventPage, *, count: int, now: datetime) -> None:
    """Confirm ``count`` seats of ``event`` for as many different fictional people."""
    if not count:
        return
    event, gate = lock_seats(event.pk)
    store_announcement(event, gate)
    for number, applicant in zip(range(count), fictional_applicants(event), strict=False):
        write_down(event, applicant, at=asked_at(number, now=now))


def asked_at(number: int, *, now: datetime) -> datetime:
    """When the person of that number asked: within the last nine days, at any hour."""
    return now - timedelta(days=1 + number % 9, hours=number % 7, minutes=13 * number % 60)


def fictional_applicants(event: EventPage, *, after: int = 0) -> Iterator[Applicant]:
    """Different people, others at each event, each with an address; the first ``after`` are left out."""
    people = texts("people")["registrants"]
    names = list(product(people["last_names"], people["first_names"]))
    start = event.pk * 7 % len(names)  # not the same people everywhere
    in_turn = zip(numbers(), names[start:] + names[:start], strict=False)
    for number, (last_name, first_name) in islice(in_turn, after, None):
        person = Person(
            first_name=first_name,
            last_name=_("%s (fictif)") % last_name,
            organisation=people["organisations"][number % len(people["organisations"])],
        )
        yield Applicant(
            email=f"{slug_of(first_name)}.{slug_of(last_name)}@participants.invalid",
            organisation_kind=people["kinds"][number % len(people["kinds"])],
            people=(person,),
        )


def write_down(
    event: EventPage,
    applicant: Applicant,
    *,
    at: datetime,
    statuses: Sequence[Status] = (Status.CONFIRMED,),
    **also: Any,
) -> list[Attendee]:
    """Write a registration, its address confirmed, and its people in these states; ``also``: of each."""
    registration = Registration(event=event, created_at=at, confirmed_at=at)
    applicant.write_to(registration)
    registration.save()
    attendees = []
    for person, status in zip(applicant.people, statuses, strict=True):
        attendee = Attendee(registration=registration, event=event, status=status, changed_at=at, **also)
        attendee.confirmed_at = at if status == Status.CONFIRMED else None
        person.write_to(attendee)
        attendee.save()
        attendees.append(attendee)
    log(attendees, befores=[None] * len(attendees), by=Actor.VISITOR, now=at)
    return attendees
