"""Sessions in a CSV file: read, told line by line, then written as drafts of one agenda."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from conference.core.csv_files import Problem, Row, read
from conference.core.text import fold, slug_of
from conference.core.times.french import Unreadable, read_day, read_hour
from conference.core.times.zoned import PARIS
from conference.regions.models import Region
from conference.regions.places import communes_named, label_of
from conference.regions.tree import region_slug_of

from ..addresses import free_slug
from ..choices import EventFormat, EventKind
from ..days import first_day
from ..models import EventPage

COLUMNS = (
    "titre",
    "date",
    "début",
    "fin",
    "format",
    "type",
    "ville",
    "code postal",
    "lieu",
    "adresse",
    "résumé",
)
MOST = 200  # sessions in one file
# Columns that are fields as they stand, and how many signs these hold.
TEXTS = {
    "titre": ("title", 255),
    "ville": ("town", 100),
    "code postal": ("postcode", 5),
    "lieu": ("venue_name", 160),
    "adresse": ("address", 200),
    "résumé": ("summary", 2_000),
}
Wrong = Callable[[str, str], None]  # column, sentence


@dataclass(frozen=True)
class Line:
    """A session that the file announces, not yet saved; ``there``: it is announced already."""

    number: int
    event: EventPage
    there: bool = False


@dataclass
class Outcome:
    """What the file holds: its sessions, or what is wrong with it."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if not line.there]


def look_at(file: BinaryIO, *, agenda: Page, today: date) -> Outcome:
    """What the file would bring into ``agenda``; nothing is written. Raises UnreadableFile (csv_files)."""
    rows = read(file, columns=COLUMNS)
    outcome = Outcome()
    if len(rows) > MOST:
        outcome.problems.append(Problem(0, _("%(most)d sessions au plus par fichier.") % {"most": MOST}))
        return outcome
    region = Region.objects.filter(slug=region_slug_of(agenda.url_path)).first()
    known = _announced(agenda)
    for row in rows:
        event, problems = _event(row, region=region, today=today)
        outcome.problems += problems
        if not problems:
            key = _key(event)
            outcome.lines.append(Line(row.line, event, there=key in known))
            known.add(key)
    return outcome


@transaction.atomic
def write_drafts(outcome: Outcome, *, agenda: Page, by: User) -> list[EventPage]:
    """The new sessions of ``outcome`` as drafts below ``agenda``."""
    written = []
    for line in outcome.new:
        event = line.event
        event.slug = free_slug(slug_of(event.title) or "session", below=agenda)
        event.owner, event.live, event.has_unpublished_changes = by, False, True
        agenda.add_child(instance=event)
        log(instance=event, action="wagtail.create", user=by, content_changed=True)
        event.save_revision(user=by, changed=False, clean=False)
        written.append(event)
    return written


# --- Duplicates -------------------------------------------------------------------------------


def _announced(agenda: Page) -> set[tuple[str, date, str]]:
    events = EventPage.objects.child_of(agenda).filter(start__isnull=False)
    return {_key(event) for event in events.only("title", "start", "end", "time_zone", "town")}


def _key(event: EventPage) -> tuple[str, date, str]:
    """The same title, day and town: the same session."""
    return fold(event.title).strip(), first_day(event), fold(event.town).strip()


# --- One line -----------------------------------------------------------------------------------


def _event(row: Row, *, region: Region | None, today: date) -> tuple[EventPage, list[Problem]]:
    problems: list[Problem] = []
    event = EventPage(time_zone=region.time_zone if region else PARIS)

    def wrong(column: str, sentence: str) -> None:
        problems.append(Problem(row.line, sentence, column))

    for column, (name, length) in TEXTS.items():
        setattr(event, name, row[column][:length])
        if len(row[column]) > length:
            wrong(column, _("%(length)d signes au plus.") % {"length": length})
    for column in ("titre", "résumé"):
        if not row[column]:
            wrong(column, _("il manque."))
    event.format = _choice(row, "format", EventFormat, EventFormat.IN_PERSON, wrong)
    event.kind = _choice(row, "type", EventKind, EventKind.MEETING, wrong)
    _read_times(event, row, today=today, wrong=wrong)
    _check_place(event, row, region=region, wrong=wrong)
    return event, problems


def _choice(row: Row, column: str, choices: type[TextChoices], default: TextChoices, wrong: Wrong) -> str:
    """The choice that the cell names, by its word or its key; ``default`` for an empty one."""
    named = {fold(said): choice for choice in choices for said in (choice.value, str(choice.label))}
    if not row[column]:
        return default
    if (found := named.get(fold(row[column]))) is None:
        words = ", ".join(str(choice.label) for choice in choices)
        wrong(column, _("inconnu. Écrivez : %(words)s.") % {"words": words})
        return default
    return found


def _read_times(event: EventPage, row: Row, *, today: date, wrong: Wrong) -> None:
    """Day and hours in the zone of the agenda; without an end, two hours; past midnight, the next day."""
    moments: dict[str, datetime] = {}
    try:
        day = read_day(row["date"], today=today)
    except Unreadable as refusal:
        wrong("date", str(refusal))
        return
    for column in ("début", "fin"):
        if not row[column] and column == "fin":
            continue
        try:
            moments[column] = datetime.combine(day, read_hour(row[column], today=today), tzinfo=event.zone)
        except Unreadable as refusal:
            wrong(column, str(refusal))
    if "début" not in moments:
        return
    event.start = moments["début"]
    event.end = moments.get("fin", event.start + timedelta(hours=2))
    if event.end <= event.start:
        event.end += timedelta(days=1)


def _check_place(event: EventPage, row: Row, *, region: Region | None, wrong: Wrong) -> None:
    """A town where people meet; one name for several communes is told apart by its postcode."""
    if event.format != EventFormat.ONLINE and not event.town:
        wrong("ville", _("il manque, sauf en ligne."))
    if not event.town:
        return
    slug = region.slug if region else ""
    meant = communes_named(event.town, postcode=event.postcode, region=slug)
    if len(meant) > 1:
        names = ", ".join(label_of(commune) for commune in meant[:4])
        wrong("ville", _("plusieurs communes : %(names)s. Ajoutez le code postal.") % {"names": names})
