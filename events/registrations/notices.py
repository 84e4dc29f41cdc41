"""Telling those who hold a seat what became of their event: a change, a postponement, a cancellation. Once.

A change writes one Notice and queues one task, however many people there are; ten minutes later the worker
compares what they know with what is (news.py), and writes the mails in batches; a batch is sent over one
connection (conference.platform.mails). Until then what is undone tells nobody, and what changes again is told
as one. Letters and reminders leave the same way.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from conference.platform.mails import MAIL_QUEUE, PRIORITY, queue_mails
from events.models import EventPage

from .models import Attendee, MailKind, Notice, Registration, RegistrationGate, RegistrationMail
from .news import Announcement, News, store_announcement
from .outbox import mail_to
from .querysets import NO_ADDRESS, AttendeeQuerySet
from .seats import lock_seats
from .seats.availability import is_over
from .states import Status

BATCH = 200  # mails
DELAY = timedelta(minutes=10)  # in which a change may be undone before anybody is told
NEWS = (MailKind.CHANGED, MailKind.EVENT_CANCELLED)  # told by comparison; other notices say what they say


@transaction.atomic
def announce(event: EventPage, *, now: datetime, was: EventPage | None = None) -> int:
    """Have everyone who holds a seat told in ten minutes what is new; returns to how many registrations.

    ``was``: the event before the change, where it is known: those of whom it is not written what they were
    told knew that. A change undone meanwhile is told to those alone who registered, or were written to, since
    it was made. A publication cut short is made up for by the next; publishing twice tells once.
    """
    event, gate = lock_seats(event.pk)
    if was is not None:
        gate.announced = Announcement.of(was).to_json() | gate.announced
    waiting, over = notice_waiting(event), is_over(event, now=now)
    news = None if over else _news(event, gate)
    holders = Attendee.objects.filter(event=event).told_of_news(now)
    if news is None and waiting is not None and not over and "told" in waiting.facts:
        # Undone in time: only those who learnt of the change meanwhile know what no longer holds.
        news = _news_since(waiting, event)
        if news is None and waiting.facts["told"] == Announcement.of(event).to_json():
            return len(waiting.recipients)  # it tells that already
        holders = holders.filter(registration__in=told_since(waiting))
    recipients = _who_have_an_address(holders) if news else []
    if news is None or not recipients:
        if waiting is not None:
            waiting.delete()
        store_announcement(event, gate)
        return 0
    gate.save(update_fields=["announced"])
    if waiting is not None and waiting.facts.get("told") == Announcement.of(event).to_json():
        return len(waiting.recipients)  # seats or a text tell nobody anything: they do not put its mails off
    notice = waiting or Notice(event=event, created_at=now)
    notice.kind, notice.recipients = news.kind, recipients
    notice.facts = news.facts | {"told": Announcement.of(event).to_json()}
    notice.leaves_at = now + DELAY
    notice.save()
    write_notice_mails.using(run_after=notice.leaves_at).enqueue(notice.pk)
    return len(recipients)


def notice_waiting(event: EventPage) -> Notice | None:
    """The news of an event whose mails have not left yet."""
    waiting = Notice.objects.filter(event=event, leaves_at__isnull=False, left_at=None)
    return waiting.filter(kind__in=NEWS).first()


@transaction.atomic
def stop_notice(event: EventPage, *, now: datetime) -> int:
    """Have nobody told what is new; returns to how many registrations it was about to be."""
    event, gate = lock_seats(event.pk)
    waiting = notice_waiting(event)
    if waiting is None:
        return 0
    waiting.delete()
    store_announcement(event, gate)
    return len(waiting.recipients)


def _who_have_an_address(people: AttendeeQuerySet) -> list[int]:
    """The registrations to which mails about these people go."""
    reached = people.exclude(NO_ADDRESS).order_by()
    return sorted(set(reached.values_list("registration", flat=True)))


def _news(event: EventPage, gate: RegistrationGate) -> News | None:
    current = Announcement.of(event)
    if not gate.announced:
        return None
    return News.between(Announcement.from_json(gate.announced, current=current), current)


def _news_since(waiting: Notice, event: EventPage) -> News | None:
    """What is new since the change of which ``waiting`` tells."""
    current = Announcement.of(event)
    return News.between(Announcement.from_json(waiting.facts["told"], current=current), current)


def told_since(waiting: Notice) -> QuerySet[Registration]:
    """The registrations made, or written to, since the change of which ``waiting`` tells."""
    written = RegistrationMail.objects.filter(event=waiting.event_id, sent_at__gte=waiting.created_at)
    lately = Q(created_at__gte=waiting.created_at) | Q(pk__in=written.values("registration"))
    return Registration.objects.filter(lately, event=waiting.event_id)


@task(queue_name=MAIL_QUEUE, priority=PRIORITY)
def write_notice_mails(pk: int) -> None:
    """Write the mails of one notice, each batch in its transaction.

    Run again after its worker was killed, it writes those that are missing.
    """
    notice = _leave(pk, now=timezone.now())
    if notice is None:
        return
    for first in range(0, len(notice.recipients), BATCH):
        _write_batch(notice, notice.recipients[first : first + BATCH], now=timezone.now())


@transaction.atomic
def _leave(pk: int, *, now: datetime) -> Notice | None:
    """The notice as it leaves, with what is true now; None where it was undone, or put off by later news."""
    notice = Notice.objects.filter(pk=pk).first()
    if notice is None:  # undone, stopped, or deleted with its event
        return None
    if notice.leaves_at is None or notice.left_at is not None:
        return notice
    event, gate = lock_seats(notice.event_id)
    notice = Notice.objects.filter(pk=pk).first()
    if notice is None or notice.left_at is not None:
        return notice
    if notice.leaves_at is None or notice.leaves_at > now:  # a later task has it
        return None
    is_news = notice.kind in NEWS
    if is_news and (news := _news(event, gate)):
        notice.kind, notice.facts = news.kind, news.facts
    notice.left_at = now
    notice.save()
    if is_news:
        store_announcement(event, gate)
    return notice


@transaction.atomic
def _write_batch(notice: Notice, recipients: list[int], *, now: datetime) -> None:
    lock_seats(notice.event_id)  # whoever is being erased at this moment is either gone already, or waits
    to_all = Registration.objects.filter(pk__in=recipients).exclude(email="")
    missing = to_all.exclude(mails__in=notice.mails.filter(attendee=None))
    own = concerned(notice, now=now).filter(registration__in=recipients).exclude(email="")
    to_one = own.exclude(email=F("registration__email")).exclude(mails__notice=notice)
    mails = [mail_to(each, notice.kind, notice=notice) for each in missing.order_by("pk")]
    mails += [
        mail_to(each.registration, notice.kind, attendee=each, notice=notice)
        for each in to_one.select_related("registration")
    ]
    queue_mails(mails, now=now)


def concerned(notice: Notice, *, now: datetime) -> AttendeeQuerySet:
    """The people whom a notice is for; its ``facts`` may name ``statuses``, a ``mode``, ``attendees``."""
    people = Attendee.objects.filter(event=notice.event_id)
    if notice.kind in NEWS:
        return people.told_of_news(now)
    people = people.filter(status__in=notice.facts.get("statuses", [Status.CONFIRMED]))
    if "attendees" in notice.facts:
        people = people.filter(pk__in=notice.facts["attendees"])
    mode = notice.facts.get("mode", "")
    return people.filter(mode=mode) if mode else people


def write_notice(notice: Notice, *, now: datetime) -> int:
    """Save a notice to those whom it concerns now, its mails to be written at ``leaves_at``; their number.

    The caller holds the lock.
    """
    notice.recipients = _who_have_an_address(concerned(notice, now=now))
    notice.created_at = now
    if not notice.recipients:
        notice.left_at = now
    notice.save()
    if notice.recipients:
        write_notice_mails.using(run_after=notice.leaves_at).enqueue(notice.pk)
    return len(notice.recipients)
