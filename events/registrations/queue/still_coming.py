"""« Toujours partant ? »: asked three days before while somebody waits; unanswered seats may be released."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from conference.platform.mails import queue_mails
from events.days import days_before
from events.models import EventPage, EventStatus

from ..actions.cancellations import cancel
from ..models import (
    Arrangement,
    Attendee,
    MailKind,
    Registration,
    RegistrationGate,
    RegistrationMail,
    RegistrationSettings,
)
from ..outbox import mail_to
from ..querysets import AttendeeQuerySet
from ..seats import lock_seats
from ..seats.availability import seat_availability, too_many_for
from ..states import Status
from ..transitions import Actor
from .feeding import may_move
from .ranks import waiting

DAYS_BEFORE = 3
FROM_HOUR = time(8)  # where the event takes place
BETWEEN = timedelta(days=1)  # the first message, the second, and the release
STILL_OF_USE = timedelta(hours=12)  # before the event starts, for a released seat to be offered and taken
BATCH = 200  # registrations or seats, in one transaction


def ask(*, now: datetime) -> int:
    """Ask those who hold a seat of the events to come in three days; returns how many people.

    Only while somebody waits, where the settings say so; nobody who confirmed since the day came, nor
    who has no address. Where unanswered seats are released, asks a second time a day later.
    """
    asked = 0
    for event in _events_that_ask(now=now):
        due = _due(event)
        held = _people(event).filter(kept_at=None)
        if due <= now and (event.start is None or event.start - now >= BETWEEN):
            first = held.filter(asked_again_at=None, confirmed_at__lt=due)
            asked += _ask(event, first, field="asked_again_at", now=now)
        if _releases(event):
            silent = _releasable(event, now=now).filter(asked_twice_at=None)
            second = silent.filter(asked_again_at__lte=now - BETWEEN)
            asked += _ask(event, second, field="asked_twice_at", now=now)
    return asked


def answer_until(event: EventPage, people: Collection[Attendee]) -> datetime | None:
    """Until when those of ``people`` who were asked twice may answer; None where they keep their seats."""
    asked = [each.asked_twice_at for each in people if each.asked_twice_at]
    return min(asked) + BETWEEN if asked and _releases(event) else None


@transaction.atomic
def keep(registration: Registration, *, attendees: Collection[int], now: datetime) -> int:
    """These people are still coming; returns how many of them hold a seat."""
    lock_seats(registration.event_id)
    people = Attendee.objects.filter(registration=registration, pk__in=attendees, status=Status.CONFIRMED)
    return people.update(kept_at=now)


def release(registration: Registration, *, attendees: Collection[int], now: datetime) -> Registration:
    """These people are not coming: their seats go to the queue. Raises what ``cancel`` does."""
    return cancel(registration, attendees=attendees, by=Actor.VISITOR, now=now)


def release_unanswered(*, now: datetime) -> int:
    """Give the queue the seats of whoever left two messages without an answer; returns how many.

    Only where the page said so as they registered, never more than there are people who wait and can still
    take the seat, those who confirmed last first; and never that of a person who asked for an arrangement.
    """
    released = 0
    for event in _events_that_ask(now=now):
        if not _releases(event) or event.start is None or event.start - now < STILL_OF_USE:
            continue
        silent = _releasable(event, now=now).filter(asked_twice_at__lte=now - BETWEEN)
        while number := _release_next(silent, event=event, now=now):
            released += number
    return released


@transaction.atomic
def _release_next(silent: AttendeeQuerySet, *, event: EventPage, now: datetime) -> int:
    """Release seats of one registration; returns how many. Whoever answers meanwhile is not ``silent``."""
    event, _gate = lock_seats(event.pk)
    wanted = min(_seats_wanted(event, now=now), BATCH)
    last = list(silent.order_by("-confirmed_at", "-pk").select_related("registration")[:wanted])
    if not last:
        return 0
    registration = last[0].registration
    people = {each.pk for each in last if each.registration_id == registration.pk}
    reason = _("deux messages « toujours partant ? » sont restés sans réponse")
    cancel(registration, attendees=people, by=Actor.SITE, now=now, reason=reason)
    return len(people)


def _seats_wanted(event: EventPage, *, now: datetime) -> int:
    """How many people wait for an open place, beside those that are free already.

    None while more people have a seat than there are: the next one given back would be offered to nobody.
    """
    seats = seat_availability(event, now=now, count_all=True)
    if seats.free is None or too_many_for(seats) or not may_move(event, seats, now=now):
        return 0
    return max(waiting(event).filter(beyond="").in_the_room().count() - seats.free, 0)


def note_what_the_page_says(event: EventPage, *, now: datetime) -> None:
    """Store since when the page says that unanswered seats are released; called as it is published."""
    gates = RegistrationGate.objects.filter(event=event)
    if _releases(event):
        gates.filter(releases_since=None).update(releases_since=now)
    else:
        gates.update(releases_since=None)


def _events_that_ask(*, now: datetime) -> QuerySet[EventPage]:
    asks = RegistrationSettings.objects.filter(event=OuterRef("pk"), enabled=True, asks_again=True)
    waits = Attendee.objects.filter(event=OuterRef("pk"), status=Status.WAITLISTED)
    soon = EventPage.objects.shown().filter(
        start__gt=now, start__lt=now + timedelta(days=DAYS_BEFORE + 2), date_uncertain=False
    )
    return soon.exclude(status=EventStatus.CANCELLED).filter(Exists(asks), Exists(waits))


def _due(event: EventPage) -> datetime:
    return days_before(event, days=DAYS_BEFORE, at=FROM_HOUR)


def _releases(event: EventPage) -> bool:
    return RegistrationSettings.objects.filter(
        event=event, enabled=True, asks_again=True, releases_unanswered=True
    ).exists()


def _people(event: EventPage) -> AttendeeQuerySet:
    """Those whose seat somebody of the queue could take, and who can be written to."""
    held = Attendee.objects.filter(event=event, status=Status.CONFIRMED, beyond="").in_the_room()
    return held.exclude(registration__email="").order_by("registration", "pk")


def _releasable(event: EventPage, *, now: datetime) -> AttendeeQuerySet:
    """Those who did not answer, and had read on the page what then becomes of the seat.

    Every message must have left, and left them the time to answer.
    """
    told = _people(event).filter(
        kept_at=None,
        registration__created_by=None,
        registration__created_at__gte=F("event__registration_gate__releases_since"),
    )
    wished = Arrangement.objects.filter(attendee=OuterRef("pk"))
    in_time = Q(state=RegistrationMail.State.SENT, sent_at__lte=now - BETWEEN)
    asked = RegistrationMail.objects.filter(registration=OuterRef("registration"), kind=MailKind.STILL_COMING)
    return told.exclude(Exists(wished)).exclude(Exists(asked.exclude(in_time)))


def _ask(event: EventPage, people: QuerySet[Attendee], *, field: str, now: datetime) -> int:
    """Write to the registrations of these people, in batches, and note that they were asked."""
    asked = 0
    while True:
        with transaction.atomic():
            lock_seats(event.pk)
            parties = people.order_by("registration").values_list("registration", flat=True).distinct()
            registrations = list(Registration.objects.filter(pk__in=list(parties[:BATCH])))
            if not registrations:
                return asked
            asked += people.filter(registration__in=registrations).order_by().update(**{field: now})
            is_last = field == "asked_twice_at"
            facts = {"last": True, "until": (now + BETWEEN).isoformat()} if is_last else {}
            mails = [mail_to(each, MailKind.STILL_COMING, facts=facts) for each in registrations]
            queue_mails(mails, now=now)
