"""Anonymise people at their term, or when they ask; the count stays.

At REGISTRATION_RETENTION_MONTHS after the event all its people are anonymised; those who never confirmed
already REGISTRATION_UNCONFIRMED_DAYS after their seat was lost; any of them once they ask (GDPR, article 17).
With them goes every other place that names them: answers, arrangements, mails, task rows and their
tracebacks, log notes, Wagtail's history, what was sent by the form in the last half hour. What a registration
itself holds (its address, its note) goes with the last of its people. Each erasure leaves a signed record
(records.py); one that was asked for outlives a restored backup (noted.py).
"""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q

from conference.core.times.delays import months_before
from conference.platform.tasks.pruning import erase_tasks_about
from events.models import EventPage

from ..actions.companions import settle_those_left_alone
from ..errors import RegistrationErased, WritesForOthers
from ..models import Attendee, ErasureRecord, Registration
from ..querysets import AttendeeQuerySet
from ..queue.feeding import feed
from ..seats import in_batches, lock_seats
from ..states import GAVE_UP_A_SEAT, TRANSITIONS, Status
from ..transitions import Actor, By, move
from ..visit.submissions import erase_submissions_of
from .beside import erase_beside, erase_history, erase_words_of_the_team
from .noted import erased_on_request, note_erasure, number_of
from .records import record_erasure
from .terms import erase_mails_at_term

Reason = ErasureRecord.Reason
# What names somebody, and what it is once it is erased.
ERASED_OF_PERSON: dict[str, Any] = dict.fromkeys(("first_name", "last_name", "organisation", "email"), "")
ERASED_OF_REGISTRATION: dict[str, Any] = dict.fromkeys(
    ("email", "email_key", "organisation", "phone", "note", "network", "submission_key"), ""
) | {"answers": {}}


def _at_term_of_event(now: datetime) -> AttendeeQuerySet:
    ended_before = months_before(now, settings.REGISTRATION_RETENTION_MONTHS)
    return Attendee.objects.naming_someone().filter(event__over_at__lte=ended_before)


def _never_confirmed(now: datetime) -> AttendeeQuerySet:
    lost_before = now - timedelta(days=settings.REGISTRATION_UNCONFIRMED_DAYS)
    return Attendee.objects.naming_someone().filter(
        status__in=GAVE_UP_A_SEAT, confirmed_at__isnull=True, changed_at__lte=lost_before
    )


def erase_at_term(*, now: datetime) -> int:
    """Anonymise what has reached its term; returns how many people."""
    erased = _anonymise_all(_at_term_of_event(now), reason=Reason.TERM, now=now)
    erased += _anonymise_all(_never_confirmed(now), reason=Reason.UNCONFIRMED, now=now)
    erase_mails_at_term(now=now)
    return erased


@transaction.atomic
def erase(
    registration: Registration, *, attendees: Collection[int] | None = None, by: By, now: datetime
) -> Registration:
    """Erase people of a registration (None: all of them) who ask for it; a seat still held is free at once.

    No mail leaves: the address is erased with the rest. Raises RegistrationErased where nobody is left to
    erase, and WritesForOthers for the one person by whom the others are told (address, telephone).
    """
    event, _gate = lock_seats(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    everybody = list(registration.attendees.order_by("pk").select_related("registration"))
    named = [person for person in everybody if not person.is_anonymised]
    people = [person for person in named if attendees is None or person.pk in attendees]
    if not people:
        raise RegistrationErased
    alone = len(people) < len(named)
    reached = registration.email or registration.phone
    if alone and reached and people[0] == everybody[0] and not people[0].email:
        raise WritesForOthers
    live = [person for person in people if person.can_be_cancelled]
    given_back = sum(person.holds_seat(now) for person in live)
    move(live, Status.CANCELLED, by=by, now=now, event=event)
    freed = given_back > settle_those_left_alone(live, event=event, now=now)
    for number in [number_of(person) for person in people] if alone else [number_of(registration)]:
        note_erasure(number, now=now)
    _anonymise(people, by=by, now=now, event=event, reason=Reason.ASKED)
    feed(event, now=now, freed=freed)
    registration.refresh_from_db()
    return registration


def erase_unconfirmed(people: Sequence[Attendee], *, now: datetime, event: EventPage) -> None:
    """Erase what was typed for people of one ``event`` whose address was not confirmed in time.

    Their registration keeps its link, which then says so. The caller holds the event's lock.
    """
    _anonymise(people, now=now, event=event, reason=Reason.UNCONFIRMED, keeps_link=True)


def erase_again(*, now: datetime) -> int:
    """Anonymise those who had asked for it and whom a backup brought back; returns how many."""
    numbers = erased_on_request()
    if not numbers:
        return 0
    by_link = Q(registration__uuid__in=numbers) | Q(uuid__in=numbers)  # as they were noted before 2.0
    everybody = Attendee.objects.naming_someone().select_related("registration")
    keys = [
        person.pk
        for person in everybody.iterator()
        if numbers & {number_of(person), number_of(person.registration)}
    ]
    erased = Attendee.objects.naming_someone().filter(by_link | Q(pk__in=keys))
    return _anonymise_all(erased, reason=Reason.ASKED, now=now)


def _anonymise_all(attendees: AttendeeQuerySet, *, reason: Reason, now: datetime) -> int:
    return in_batches(
        attendees, lambda event, people: _anonymise(people, now=now, event=event, reason=reason)
    )


# --- What is erased --------------------------------------------------------------------------


def _anonymise(
    people: Sequence[Attendee],
    *,
    by: By = Actor.SITE,
    now: datetime,
    event: EventPage,
    reason: Reason,
    keeps_link: bool = False,
) -> None:
    """Anonymise attendees of one event, and the registrations that nobody else is part of.

    The caller holds the lock of the event.
    """
    if not people:
        return
    keys = [person.pk for person in people]
    registrations = {person.registration_id: person.registration for person in people}
    others = Attendee.objects.naming_someone().filter(registration__in=registrations).exclude(pk__in=keys)
    shared = set(others.values_list("registration", flat=True))
    whole = [each for key, each in registrations.items() if key not in shared]
    counts = _filled(people, ERASED_OF_PERSON) + _filled(whole, ERASED_OF_REGISTRATION)
    names = [name for person in people for name in (person.first_name, person.last_name)]
    addresses = [*(each.email for each in whole), *(person.email for person in people)]
    needles = [*(str(person) for person in people), *addresses]

    erase_submissions_of({each.email_key for each in registrations.values()})
    counts += erase_beside(keys, whole=whole, shared=shared)
    counts += erase_words_of_the_team([registrations[key] for key in shared], people)
    _move_away(people, by=by, now=now, event=event)
    _erase_registrations(whole, keeps_link=keeps_link)
    erase_tasks_about(needles=needles, names=names)
    erase_history(registrations, keys)
    record_erasure(event, reason=reason, people=len(people), counts=counts, now=now)


def _filled(rows: Sequence[Model], erased: dict[str, Any]) -> Counter[str]:
    """« Model.field » → in how many of ``rows`` there is something to erase."""
    return Counter(
        f"{type(row).__name__}.{name}"
        for row in rows
        for name, empty in erased.items()
        if getattr(row, name) != empty
    )


def _move_away(people: Sequence[Attendee], *, by: By, now: datetime, event: EventPage) -> None:
    """Give them their last state; a link of their own leads nowhere any more."""
    for end in (Status.EXPIRED, Status.CANCELLED):
        nexts = [(person, TRANSITIONS[Status(person.status)]) for person in people]
        ended = [person for person, after in nexts if Status.ANONYMISED not in after and end in after]
        move(ended, end, by=Actor.SITE, now=now, event=event)
    move(people, Status.ANONYMISED, by=by, now=now, event=event, **ERASED_OF_PERSON)
    for person in people:
        person.uuid = uuid.uuid4()
    Attendee.objects.bulk_update(people, ["uuid"])


def _erase_registrations(whole: Sequence[Registration], *, keeps_link: bool) -> None:
    if not keeps_link:
        for registration in whole:
            registration.uuid = uuid.uuid4()  # the link in the person's mailbox leads nowhere any more
        Registration.objects.bulk_update(whole, ["uuid"])
    Registration.objects.filter(pk__in=[each.pk for each in whole]).update(**ERASED_OF_REGISTRATION)
