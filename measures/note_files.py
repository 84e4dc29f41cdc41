"""Notes in a CSV file: all of them written out; read back, checked line by line, imported all or nothing."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.core.csv_files import Problem, Row, read, write
from conference.core.text import slug_of
from conference.regions.models import Region

from .models import Measure, Precision, Progress, ProgressCitation, Review, Source
from .partial_dates import partly_known
from .progress import NoteRefused, publish
from .querysets import PublishedNoteChanged

COLUMNS = (
    "identifiant",
    "état",
    "mesure",
    "sujet",
    "texte",
    "fait du",
    "régions",
    "bilan",
    "rédigée par",
    "corrige",
    "sources",
)
DRAFT, PUBLISHED = "brouillon", "publiée"
MOST = 2_000  # rows of one file: each is a note that is written, indexed and logged


@dataclass
class Outcome:
    """What an import did, or would do, by line; nothing was written where there are problems."""

    said: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changed: int = 0


class _Wrong(Exception):
    """A cell cannot be understood: its column, and a sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def export_notes() -> bytes:
    """Every note, drafts too, oldest first: a file that imports back without changing anything."""
    notes = Progress.objects.order_by("pk").select_related("measure", "review", "corrects")
    notes = notes.prefetch_related("regions", "citations")
    return write(COLUMNS, [_row_of(note) for note in notes])


def import_notes(file: BinaryIO, *, by: User, now: datetime.datetime, dry_run: bool) -> Outcome:
    """Write the notes of the file, unless a line is wrong or ``dry_run`` only wants to know.

    A line without an identifier is a new note; one with the identifier of a draft changes it; that of a
    published note must say what the note says. Raises UnreadableFile (csv_files).
    """
    rows = read(file, columns=COLUMNS)
    outcome = Outcome()
    with transaction.atomic():
        if len(rows) > MOST:
            outcome.problems.append(Problem(0, _("Ce fichier a trop de lignes : %d au plus.") % MOST))
        else:
            _Import(outcome, by=by, now=now).run(rows)
        if outcome.problems or dry_run:
            transaction.set_rollback(True)
    return outcome


def _row_of(note: Progress) -> dict[str, str]:
    return {
        "identifiant": str(note.uuid),
        "état": PUBLISHED if note.published_at else DRAFT,
        "mesure": str(note.measure.number) if note.measure else "",
        "sujet": note.subject,
        "texte": note.text,
        "fait du": note.iso_date,
        "régions": ", ".join(sorted(region.slug for region in note.regions.all())),
        "bilan": note.review.slug if note.review else "",
        "rédigée par": note.author,
        "corrige": str(note.corrects.uuid) if note.corrects else "",
        "sources": "\n".join(
            f"{citation.source.key} : {citation.says}" if citation.says else citation.source.key
            for citation in note.citations.all()
        ),
    }


class _Import:
    """One import: what its rows name is read once."""

    def __init__(self, outcome: Outcome, *, by: User, now: datetime.datetime) -> None:
        self.outcome, self.by, self.now = outcome, by, now
        self.measures = {str(measure.number): measure for measure in Measure.objects.all()}
        self.regions = {region.slug: region for region in Region.objects.all()}
        self.reviews = {review.slug: review for review in Review.objects.all()}
        sources = list(Source.objects.all())
        self.sources = {source.url: source for source in sources} | {each.key: each for each in sources}
        known = Progress.objects.select_related("measure", "review", "corrects").prefetch_related(
            "regions", "citations"
        )
        self.notes = {note.uuid: note for note in known}
        self.seen: set[UUID] = set()

    def run(self, rows: list[Row]) -> None:
        for row in rows:
            try:
                sentence, changes = self.take(row)
            except _Wrong as wrong:
                self.outcome.problems.append(Problem(row.line, wrong.sentence, wrong.column))
            except ValidationError as error:
                self.outcome.problems += [Problem(row.line, words) for words in error.messages]
            except (NoteRefused, PublishedNoteChanged) as refusal:
                self.outcome.problems.append(Problem(row.line, str(refusal)))
            else:
                self.outcome.said.append(Problem(row.line, sentence))
                self.outcome.changed += changes

    def take(self, row: Row) -> tuple[str, bool]:
        """What is done with one row, in words, and whether it changes anything."""
        state, note, values = self.state(row), self.note(row), self.values(row)
        if note is None:
            self.refuse_twins(values)
            note = Progress(written_by=self.by)
            self.fill(note, values)
            said = _("nouvelle avancée, publiée") if state == PUBLISHED else _("nouvelle avancée, brouillon")
        elif note.published_at:
            if state != PUBLISHED or _values_of(note) != values:
                raise PublishedNoteChanged
            return _("publiée, inchangée"), False
        elif _values_of(note) == values:
            if state == DRAFT:
                return _("brouillon, inchangé"), False
            said = _("brouillon, publié")
        else:
            self.fill(note, values)
            said = _("brouillon, modifié et publié") if state == PUBLISHED else _("brouillon, modifié")
        if state == PUBLISHED:
            publish(note, by=self.by, now=self.now)
        return said, True

    def state(self, row: Row) -> str:
        state = row["état"].casefold()
        if state not in (DRAFT, PUBLISHED):
            raise _Wrong("état", _("écrivez « brouillon » ou « publiée »."))
        return state

    def note(self, row: Row) -> Progress | None:
        """The note that the row names, if it names one."""
        if not row["identifiant"]:
            return None
        note = self.named(row, "identifiant")
        if note.uuid in self.seen:
            raise _Wrong("identifiant", _("cette avancée est déjà plus haut dans le fichier."))
        self.seen.add(note.uuid)
        return note

    def named(self, row: Row, column: str) -> Progress:
        try:
            return self.notes[UUID(row[column])]
        except (KeyError, ValueError):
            raise _Wrong(
                column, _("« %s » n’est l’identifiant d’aucune avancée du site.") % row[column][:40]
            ) from None

    def refuse_twins(self, values: Mapping[str, Any]) -> None:
        """The same file imported twice would write everything twice."""
        said = [values[name] for name in ("measure", "subject", "text", "date")]
        for note in self.notes.values():
            if [note.measure, note.subject.strip(), note.text.strip(), note.date] == said:
                raise _Wrong("identifiant", _("une avancée dit déjà la même chose : %s.") % note.uuid)

    def values(self, row: Row) -> dict[str, Any]:
        """What the row says, as ``_values_of`` has it of a note."""
        day, precision = self.day(row)
        return {
            "measure": self.one(row, "mesure", self.measures, _("« %s » n’est pas le numéro d’une mesure.")),
            "subject": row["sujet"],
            "text": row["texte"],
            "date": day,
            "date_precision": precision,
            "review": self.one(row, "bilan", self.reviews, _("« %s » n’est l’adresse d’aucun bilan.")),
            "author": row["rédigée par"],
            "corrects": self.corrected(row),
            "regions": {
                self.known(slug_of(name), "régions", self.regions, _("« %s » n’est pas une région."))
                for name in re.split(r"[,;\n]", row["régions"])
                if name.strip()
            },
            "citations": [self.citation(line) for line in row["sources"].splitlines() if line.strip()],
        }

    def day(self, row: Row) -> tuple[datetime.date | None, Precision]:
        try:
            return partly_known(row["fait du"])
        except ValueError:
            raise _Wrong(
                "fait du",
                _("« %s » n’est pas une date : écrivez 2022-05-10, 2022-05 ou 2022.") % row["fait du"][:40],
            ) from None

    def corrected(self, row: Row) -> Progress | None:
        if not row["corrige"]:
            return None
        note = self.named(row, "corrige")
        if not note.published_at:
            raise _Wrong("corrige", _("cette avancée n’est pas publiée : modifiez-la."))
        return note

    def citation(self, line: str) -> tuple[Source, str]:
        """« key », « key : what it says », or the address of the source in the place of its key."""
        name, *says = re.split(r"\s+:\s+", line.strip(), maxsplit=1)
        unknown = _("« %s » n’est ni la clé ni l’adresse d’une source du site.")
        return self.known(name, "sources", self.sources, unknown), "".join(says)

    def one(self, row: Row, column: str, known: Mapping[str, Any], unknown: str) -> Any:
        return self.known(row[column], column, known, unknown) if row[column] else None

    @staticmethod
    def known(name: str, column: str, known: Mapping[str, Any], unknown: str) -> Any:
        if name not in known:
            raise _Wrong(column, unknown % name[:80])
        return known[name]

    def fill(self, note: Progress, values: Mapping[str, Any]) -> None:
        """Give a draft the values of its row, and save it. Raises ValidationError."""
        plain = {name: value for name, value in values.items() if name not in ("regions", "citations")}
        for name, value in plain.items():
            setattr(note, name, value)
        note.regions.set(values["regions"])
        note.citations = [  # type: ignore[misc]
            ProgressCitation(source=source, says=says, sort_order=order)
            for order, (source, says) in enumerate(values["citations"])
        ]
        note.full_clean()
        for citation in note.citations.all():
            citation.full_clean(exclude=["progress"])
        note.save()
        self.notes[note.uuid] = note


def _values_of(note: Progress) -> dict[str, Any]:
    return {
        "measure": note.measure,
        "subject": note.subject.strip(),
        "text": note.text.strip(),
        "date": note.date,
        "date_precision": note.date_precision,
        "review": note.review,
        "author": note.author.strip(),
        "corrects": note.corrects,
        "regions": set(note.regions.all()),
        "citations": [(citation.source, citation.says.strip()) for citation in note.citations.all()],
    }
