"""Rows that the version before wrote or erased during an update: what it knew nothing of is done for it.

Migration 0005 does it for the rows that stood before. To go with the release after the one that brings
several people in a registration.
"""

import uuid

from django.db.models import OuterRef, Subquery

from .models import Attendee, Registration
from .privacy.erasure import ERASED_OF_PERSON, ERASED_OF_REGISTRATION
from .states import NAMES_SOMEONE

BATCH = 500  # people at a time


def complete_people() -> int:
    """Number the people who have no number, and tell what their registrations knew; returns how many."""
    completed = 0
    unnumbered = Attendee.objects.filter(uuid=None).order_by("pk")
    while batch := list(unnumbered[:BATCH]):
        _complete(batch)
        completed += len(batch)
    return completed


def finish_erasures() -> int:
    """Erase the fields that the version before did not know of, of those whom it erased; returns how many."""
    people = Attendee.objects.exclude(status__in=NAMES_SOMEONE)
    named = Attendee.objects.filter(status__in=NAMES_SOMEONE)
    erased = Registration.objects.filter(attendees__in=people)
    registrations = erased.exclude(pk__in=named.values("registration"))
    finished = people.exclude(**ERASED_OF_PERSON).update(**ERASED_OF_PERSON)
    return finished + registrations.exclude(**ERASED_OF_REGISTRATION).update(**ERASED_OF_REGISTRATION)


def _complete(people: list[Attendee]) -> None:
    keys = [each.pk for each in people]
    registration = Registration.objects.filter(pk=OuterRef("registration"))
    Attendee.objects.filter(pk__in=keys, organisation="").update(
        organisation=Subquery(registration.values("organisation"))
    )
    confirmed = Attendee.objects.filter(registration=OuterRef("pk"), confirmed_at__isnull=False)
    Registration.objects.filter(attendees__in=keys, confirmed_at=None).update(
        confirmed_at=Subquery(confirmed.order_by("pk").values("confirmed_at")[:1])
    )
    for each in people:
        each.uuid = uuid.uuid4()
    Attendee.objects.bulk_update(people, ["uuid"])  # last: an interruption begins again
