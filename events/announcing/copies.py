"""A session announced from another one, or from a model page: its texts and programme on a new day.

The copy is a draft whose history starts here. It has neither registrations nor reasons, status, expiry,
report or documents; from another team it takes only what its author could have chosen.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from conference.core.text import slug_of
from conference.core.times.zoned import PARIS
from conference.regions.models import Region
from conference.regions.scoping import scope_of
from conference.regions.titles.references import choosable_rows
from conference.regions.tree import region_slug_of

from ..addresses import free_slug
from ..models import AgendaPage, EventPage, RegionalAgendaPage, Speaker
from ..models.place import PlaceMixin
from ..shifting import TIMED_CHILDREN, Moved, children_of, move

CHILDREN = (*TIMED_CHILDREN, "event_speakers")
# What is said of the other event only.
NEVER = {"page_ptr", "date_uncertain", "organised_by_others", *EventPage.exclude_fields_in_copy}
# Where it takes place and whom one asks: another team's are not ours.
OF_THE_TEAM = {field.name for field in PlaceMixin._meta.local_fields} - {"format"} | {"contact_email"}


@dataclass(frozen=True)
class Announced:
    """A new session, and what followed it to its day."""

    event: EventPage
    moved: Moved


# --- What one may start from, and where -------------------------------------------------------


def model_pages() -> QuerySet[EventPage]:
    """The pages that the communications team wrote to start from, in the order of their titles."""
    return EventPage.objects.filter(is_model=True).order_by("title", "pk")


def may_be_model(event: EventPage) -> bool:
    """Whether ``event`` can become a model page: a national draft that nobody published, nor is about to."""
    waits = event.workflow_in_progress or event.scheduled_revision is not None
    return event.region_id is None and not event.live and event.first_published_at is None and not waits


@transaction.atomic
def set_model(event: EventPage, *, is_model: bool, by: User) -> None:
    """Make a draft (may_be_model) a model page, or an ordinary draft again."""
    event.is_model = is_model
    EventPage.objects.filter(pk=event.pk).update(is_model=is_model)
    log(instance=event, action="events.model", user=by, data={"is_model": is_model})


def sessions_to_copy(user: User) -> QuerySet[EventPage]:
    """The sessions that ``user`` may see: one's own, drafts included, and live ones of any region."""
    return scope_of(user).filter_choosable_pages(EventPage.objects.filter(is_model=False))


def source_for(user: User, pk: int) -> EventPage | None:
    """The session or model page of that key as ``user`` may read it: one's own and models by their draft."""
    source = (sessions_to_copy(user) | EventPage.objects.filter(is_model=True)).filter(pk=pk).first()
    if source is None:
        return None
    scope = scope_of(user)
    own = scope.national or scope.owns_page(source) or source.is_model
    return source.get_latest_revision_as_object() if own else source


def agendas_of(user: User) -> QuerySet[Page]:
    """The agendas in which ``user`` may announce a session, the national one first."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["add"])
    agendas = Page.objects.type(AgendaPage, RegionalAgendaPage)
    return agendas.filter(pk__in=allowed.values("pk")).order_by("depth", "path")


# --- The copy ----------------------------------------------------------------------------------


@transaction.atomic
def announce_from(
    source: EventPage, *, agenda: Page, day: date, by: User, title: str = "", series: int | None = None
) -> Announced:
    """A draft below ``agenda`` that begins on ``day``, at the hour of ``source`` (see source_for).

    ``series``: the key of the series that it belongs to.
    """
    event = _unsaved(source)
    region = Region.objects.filter(slug=region_slug_of(agenda.url_path)).first()
    if not source.is_model and (region.pk if region else None) != source.region_id:
        nowhere = EventPage()
        for name in OF_THE_TEAM:
            setattr(event, name, getattr(nowhere, name))
    _keep_what_may_be_chosen(event, by)
    moved = _move_to(event, day, zone=_zone_in(agenda, source, region))
    event.title = event.draft_title = (title or source.title).strip()
    event.slug = free_slug(slug_of(event.title) or "session", below=agenda)
    event.owner, event.series_id = by, series
    event.live, event.has_unpublished_changes = False, True
    agenda.add_child(instance=event)
    log(instance=event, action="wagtail.create", user=by, content_changed=True)
    event.save_revision(user=by, changed=False, clean=False)
    return Announced(event, moved)


def _unsaved(source: EventPage) -> EventPage:
    """The texts, programme and settings of ``source`` in a page that was never saved."""
    fields = [*EventPage._meta.local_fields, *EventPage._meta.local_many_to_many]
    kept = {field.name for field in fields if not {field.name, field.attname} & NEVER}
    content = source.serializable_data()
    names = kept | {"title", "search_description", "start", "end"} | set(CHILDREN)
    copied = {name: _without_keys(content[name]) for name in names if name in content}
    return EventPage.from_serializable_data(copied | {"pk": None})


def _without_keys(value: Any) -> Any:
    """Children of children and so on, as rows still to be made; the slides of a talk are its own."""
    if not (isinstance(value, list) and all(isinstance(each, dict) and "pk" in each for each in value)):
        return value
    dropped = {"pk": None, "event": None, "session": None, "slides": None}
    return [
        {name: _without_keys(part) for name, part in row.items()}
        | {name: to for name, to in dropped.items() if name in row}
        for row in value
    ]


def _keep_what_may_be_chosen(event: EventPage, by: User) -> None:
    """Leave out people, pictures, files and pages that the author could not have chosen."""
    for field in event._meta.local_fields:
        key = getattr(event, field.attname)
        if isinstance(field, ForeignKey) and key and not _choosable(by, field.related_model, [key]):
            setattr(event, field.name, None)
    parts = [session.session_speakers for session in children_of(event, "sessions")]
    spoken = [relation.get_object_list() for relation in (event.event_speakers, *parts)]
    speakers = _choosable(by, Speaker, [row.speaker_id for rows in spoken for row in rows])
    for rows in spoken:
        rows[:] = [row for row in rows if row.speaker_id in speakers]
    for place in reversed(range(len(event.body or ()))):
        block = event.body[place]
        named = list(block.block.extract_references(block.value))
        if not all(_choosable(by, model, [key]) for model, key, _model_path, _path in named):
            del event.body[place]


def _choosable(by: User, model: type[Model], keys: list) -> set:
    """Those of ``keys`` that ``by`` may choose."""
    rows = choosable_rows(by, model)
    return set(keys) if rows is None else set(rows.filter(pk__in=keys).values_list("pk", flat=True))


def _move_to(event: EventPage, day: date, *, zone: ZoneInfo) -> Moved:
    """Let ``event`` begin on ``day`` at the hour it had; one without a date at nine, for two hours."""
    if event.start is None:
        event.end = None
    hour = event.start.astimezone(event.zone).time() if event.start else time(9)
    start = datetime.combine(day, hour, tzinfo=zone)
    moved = move(event, to=start, zone=zone)
    event.end = event.end or start + timedelta(hours=2)
    return moved


def _zone_in(agenda: Page, source: EventPage, region: Region | None) -> ZoneInfo:
    """That of ``source`` in its own region; elsewhere its hours become those of the region, or of Paris."""
    if not source.is_model and source.region_id == (region.pk if region else None):
        return source.zone
    return ZoneInfo(region.time_zone if region else PARIS)
