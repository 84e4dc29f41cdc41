"""Fictional registrations, so that some sessions are full and a relay has something to look at.

Written as rows, not through the verbs of events.registrations: those would send each person a mail.
"""

from datetime import datetime, timedelta
from itertools import islice, product

from django.utils.translation import gettext as _

from conference.core.text import slug_of
from events.models import EventPage
from events.registrations.applicants import Applicant, Person
from events.registrations.models import Attendee, Registration
from events.registrations.notices import store_announcement
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
    people = texts("people")["registrants"]
    names = list(product(people["last_names"], people["first_names"]))
    start = event.pk * 7 % len(names)  # not the same people everywhere
    for number, (last_name, first_name) in enumerate(islice(names[start:] + names[:start], count)):
        asked_at = now - timedelta(days=1 + number % 9, hours=number % 7, minutes=13 * number % 60)
        person = Person(
            first_name=first_name,
            last_name=_("%s (fictif)") % last_name,
            organisation=people["organisations"][number % len(people["organisations"])],
        )
        applicant = Applicant(
            email=f"{slug_of(first_name)}.{slug_of(last_name)}@participants.invalid",
            organisation_kind=people["kinds"][number % len(people["kinds"])],
            people=(person,),
        )
        registration = Registration(event=event, created_at=asked_at, confirmed_at=asked_at)
        attendee = Attendee(
            registration=registration,
            event=event,
            status=Status.CONFIRMED,
            changed_at=asked_at,
            confirmed_at=asked_at,
        )
        applicant.write_to(registration)
        person.write_to(attendee)
        registration.save()
        attendee.save()
        log([attendee], befores=[None], by=Actor.VISITOR, now=asked_at)
