"""Fictional registrations, so that some sessions are full and a relay has something to look at.

Written as rows, not through the verbs of events.registrations: those would send each person a mail.
"""

from datetime import datetime, timedelta
from itertools import islice, product

from django.utils.translation import gettext as _

from conference.core.text import slug_of
from events.models import EventPage
from events.registrations.models import Registration
from events.registrations.notices import remember
from events.registrations.seats import lock_seats
from events.registrations.signup import email_key
from events.registrations.states import Status
from events.registrations.transitions import Actor, write_down

from .content import texts


def register_fictional_people(event: EventPage, *, count: int, now: datetime) -> None:
    """Confirm ``count`` seats of ``event`` for as many different fictional people."""
    if not count:
        return
    event, gate = lock_seats(event.pk)
    remember(event, gate)
    people = texts("people")["registrants"]
    names = list(product(people["last_names"], people["first_names"]))
    start = event.pk * 7 % len(names)  # not the same people everywhere
    for place, (last_name, first_name) in enumerate(islice(names[start:] + names[:start], count)):
        address = f"{slug_of(first_name)}.{slug_of(last_name)}@participants.invalid"
        asked_at = now - timedelta(days=1 + place % 9, hours=place % 7, minutes=13 * place % 60)
        registration = Registration.objects.create(
            event=event,
            status=Status.CONFIRMED,
            first_name=first_name,
            last_name=_("%s (fictif)") % last_name,
            email=address,
            email_key=email_key(address),
            organisation=people["organisations"][place % len(people["organisations"])],
            organisation_kind=people["kinds"][place % len(people["kinds"])],
            created_at=asked_at,
            changed_at=asked_at,
            confirmed_at=asked_at,
        )
        write_down(registration, before=None, by=Actor.VISITOR, now=asked_at)
