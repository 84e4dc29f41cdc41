"""A series: sessions announced together, each of which then lives alone; a text may be written into all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from conference.core.text import slug_of
from conference.platform.caching.memory import changes_at

from ..days import first_day
from ..feeds.calendar import calendar_of_many, has_calendar
from ..models import EventPage, EventSeries, EventStatus
from ..models.place import ACCESS_FACTS
from ..querysets import EventQuerySet
from .copies import announce_from

# What may be written into all coming sessions at once: a name → the fields that go together.
TEXTS = {
    "title": ("title",),
    "summary": ("summary",),
    "body": ("body",),
    "place": (
        "venue_name",
        "address",
        "postcode",
        "town",
        "department",
        "commune",
        "latitude",
        "longitude",
    ),
    "access": (*ACCESS_FACTS, "access_note", "access_contact", "access_phone"),
    "contact": ("contact_email",),
    "online": ("online_url",),
    "cover": ("cover",),
}


class Outcome(StrEnum):
    """What becomes of what was just written."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUBMITTED = "submitted"


@dataclass(frozen=True)
class Neighbours:
    """The series of an event, and the published sessions just before and after it."""

    series: EventSeries
    previous: EventPage | None
    next: EventPage | None


# --- Reading ----------------------------------------------------------------------------------


def neighbours_of(event: EventPage) -> Neighbours | None:
    """None for an event of no series. What was cancelled is passed over."""
    if event.series is None or event.start is None:
        return None
    others = shown_in(event.series).exclude(pk=event.pk).exclude(status=EventStatus.CANCELLED)
    return Neighbours(
        event.series,
        others.filter(start__lt=event.start).order_by("-start", "-pk").first(),
        others.filter(start__gte=event.start).order_by("start", "pk").first(),
    )


def shown_in(series: EventSeries) -> EventQuerySet:
    """Its published sessions."""
    return EventPage.objects.shown().filter(series=series)


def series_page(slug: str, *, now: datetime) -> dict[str, Any]:
    """What the page of a series shows; Http404 where none of its sessions is published."""
    series = get_object_or_404(EventSeries.objects.select_related("region"), slug=slug)
    events = list(shown_in(series).for_listing().order_by("start", "pk"))
    if not events:
        raise Http404(_("Cette série n’existe pas, ou n’est plus publiée."))
    changes_at(*(event.over_at for event in events), now=now)
    return {
        "series": series,
        "coming": [event for event in events if event.over_at > now],
        "past": [event for event in reversed(events) if event.over_at <= now],
        "has_calendar": any(has_calendar(event) for event in events),
    }


def series_calendar(slug: str) -> bytes:
    """The calendar file of a series, past sessions too; Http404 where none can stand in a calendar."""
    series = get_object_or_404(EventSeries, slug=slug)
    events = [event for event in shown_in(series).for_feed().order_by("start", "pk") if has_calendar(event)]
    if not events:
        raise Http404(_("Cette série n’existe pas, ou n’est plus publiée."))
    return calendar_of_many(events, name=series.title)


def days_taken(event: EventPage) -> set[date]:
    """The days on which ``event`` and the sessions of its series, drafts included, begin."""
    others = EventPage.objects.filter(series=event.series_id) if event.series_id else ()
    return {first_day(each) for each in (event, *others) if each.start is not None}


def coming_after(event: EventPage, *, now: datetime) -> list[EventPage]:
    """The sessions of its series that follow ``event`` and are not over, published or not, soonest first."""
    if event.series_id is None or event.start is None:
        return []
    others = EventPage.objects.filter(series=event.series_id, start__gt=event.start, over_at__gt=now)
    kept = others.exclude(pk=event.pk).exclude(status=EventStatus.CANCELLED)
    return list(kept.order_by("start", "pk"))


# --- Writing ----------------------------------------------------------------------------------


@transaction.atomic
def repeat(
    source: EventPage, *, days: Iterable[date], rhythm: str, by: User, outcome: Outcome
) -> list[EventPage]:
    """As many sessions as ``days`` in the agenda of ``source``, all of one series with it.

    Raises PicturesRefused when a picture may not be published.
    """
    agenda = source.get_parent().specific
    series = _series_of(source, rhythm=rhythm)
    with disable_reference_index_auto_update():  # it would note each page anew for each of its items
        made = [
            put(announce_from(source, agenda=agenda, day=day, by=by, series=series.pk).event, outcome, by=by)
            for day in sorted(set(days))
        ]
    for event in made:
        update_reference_index_task.enqueue("events", "eventpage", str(event.pk))
    return made


@transaction.atomic
def write_in_coming(
    event: EventPage, *, texts: Sequence[str], targets: Sequence[EventPage], by: User, outcome: Outcome
) -> None:
    """Write these ``texts`` (names of TEXTS) of ``event`` into ``targets``, as far as its author may.

    Of a session that has a draft beside what is published, only these texts change on line; the draft keeps
    the rest of its changes.
    """
    names = [name for text in texts for name in TEXTS[text]]
    for target in targets:
        draft = target.get_latest_revision_as_object()
        if outcome == Outcome.PUBLISHED and target.live:
            beside = target.has_unpublished_changes
            _write(event, target if beside else draft, names, by=by).publish(user=by)
            if beside:
                _write(event, draft, names, by=by)
            continue
        _write(event, draft, names, by=by)
        if outcome == Outcome.SUBMITTED and target.live:
            put(target, outcome, by=by)


def put(event: EventPage, outcome: Outcome, *, by: User) -> EventPage:
    """Publish the latest draft of ``event``, submit it, or leave it; return the event as it then is."""
    event = EventPage.objects.get(pk=event.pk)
    if outcome == Outcome.PUBLISHED:
        event.get_latest_revision().publish(user=by)
    elif outcome == Outcome.SUBMITTED and not event.workflow_in_progress:
        workflow = event.get_workflow()
        if workflow is not None:
            workflow.start(event, by)
    return event


def _series_of(event: EventPage, *, rhythm: str) -> EventSeries:
    if event.series is not None:
        return event.series
    slug = slug_of(event.title)[:190] or "serie"
    taken = set(EventSeries.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, 10_000))) if each not in taken)
    event.series = EventSeries.objects.create(
        title=event.title[:200],
        slug=free,
        rhythm=rhythm,
        region=event.region,
        fictional=event.fictional,
    )
    # An update: the series is the event's, not one of its drafts'.
    EventPage.objects.filter(pk=event.pk).update(series=event.series)
    log(instance=event.series, action="wagtail.create")
    return event.series


def _write(source: EventPage, version: EventPage, names: Sequence[str], *, by: User) -> Revision:
    for name in names:
        setattr(version, name, getattr(source, name))
    return version.save_revision(user=by, log_action=True)
