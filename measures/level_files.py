"""The levels of a review as a CSV file, in the shape that is exported: a round trip changes nothing.

One row a measure. A measure that the file leaves out keeps what the draft says of it.
"""

import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from conference.core.csv_files import Problem, Row, UnreadableFile, read, write
from conference.core.text import fold

from .levels import FORMULA, NOTHING, Grid, Said, changed, grid_of
from .models import Measure, Precision, Review, Source
from .partial_dates import partly_known

NUMBER, TITLE, LEVEL, COMMENT, DATE, SOURCES = COLUMNS = (
    "mesure",
    "titre",
    "niveau",
    "commentaire",
    "date du fait",
    "sources",
)


class WrongRows(UnreadableFile):
    """Some rows say what cannot be: nothing of the file is taken."""


@dataclass(frozen=True)
class Change:
    """What a file would change of one measure, and the line that says it."""

    line: int
    measure: Measure
    level: str
    said: Said


@dataclass(frozen=True)
class Reading:
    """What a file says: the grid as it would stand, and what would change."""

    grid: Grid
    changes: list[Change]
    rows: int


def exported(version: Review) -> bytes:
    """What a version of a review says of the 21 measures, as a file."""
    grid = grid_of(version)
    labels = {step.key: step.label for step in version.scale.all()}
    keys = dict(Source.objects.values_list("pk", "key"))
    rows = []
    for measure in Measure.objects.cached_by_key().values():
        said = grid.get(measure.number, NOTHING)
        rows.append(
            {
                NUMBER: str(measure.number),
                TITLE: measure.short_title,
                LEVEL: labels.get(said.level, said.level),
                COMMENT: said.comment,
                DATE: said.date_of_fact.isoformat() if said.date_of_fact else "",
                SOURCES: " ".join(keys[key] for key in said.sources),
            }
        )
    return write(COLUMNS, rows)


def read_levels(content: bytes, version: Review) -> Reading:
    """What a file would make of the grid of ``version``; nothing is written.

    Raises UnreadableFile with a sentence for each line that is wrong.
    """
    rows = read(io.BytesIO(content), columns=COLUMNS)
    reader = _Reader(version)
    said = {number: (row, what) for row in rows for number, what in reader.row(row)}
    if not rows:
        reader.problem(1, _("aucune mesure sous les titres des colonnes."))
    if reader.problems:
        raise WrongRows(*reader.problems)
    before = grid_of(version)
    after = before | {number: what for number, (_row, what) in said.items()}
    measures = {measure.number: measure for measure in Measure.objects.cached_by_key().values()}
    changes = [
        Change(
            said[number][0].line, measures[number], reader.labels.get(after[number].level, ""), after[number]
        )
        for number in changed(before, after)
    ]
    return Reading(after, changes, len(rows))


class _Reader:
    """Reads rows one by one and gathers what is wrong with each."""

    def __init__(self, version: Review) -> None:
        self.problems: list[Problem] = []
        self.seen: dict[int, int] = {}
        self.labels = {step.key: step.label for step in version.scale.all()}
        self.levels = {fold(label): key for key, label in self.labels.items()} | {
            key: key for key in self.labels
        }
        self.numbers = {measure.number for measure in Measure.objects.cached_by_key().values()}
        cited = {key for said in grid_of(version).values() for key in said.sources}
        sources = [each for each in Source.objects.all() if each.shown or each.pk in cited]
        self.sources: Mapping[str, int] = {each.url: each.pk for each in sources} | {
            each.key: each.pk for each in sources
        }

    def problem(self, line: int, sentence: str, column: str = "") -> None:
        self.problems.append(Problem(line, sentence, column))

    def row(self, row: Row) -> list[tuple[int, Said]]:
        """The measure and what is said of it; an empty list, and problems, when that cannot be told."""
        before = len(self.problems)
        number = self.number(row)
        said = Said(self.level(row), self.comment(row), self.date(row), self.cited(row))
        return [] if number is None or len(self.problems) > before else [(number, said)]

    def number(self, row: Row) -> int | None:
        typed = row[NUMBER]
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None
        if number not in self.numbers:
            self.problem(row.line, _("« %s » n’est pas le numéro d’une mesure.") % typed, NUMBER)
            return None
        if number in self.seen:
            self.problem(
                row.line,
                _("la mesure %(number)d est déjà à la ligne %(line)d.")
                % {"number": number, "line": self.seen[number]},
                NUMBER,
            )
        self.seen.setdefault(number, row.line)
        return number

    def level(self, row: Row) -> str:
        typed = row[LEVEL]
        if not typed:
            return ""
        level = self.levels.get(typed) or self.levels.get(fold(typed))
        if level is None:
            scale = ", ".join(f"«\xa0{label}\xa0»" for label in self.labels.values())
            self.problem(
                row.line,
                _("« %(typed)s » n’est pas de l’échelle de ce bilan (%(scale)s).")
                % {"typed": typed, "scale": scale or _("il n’en a pas encore")},
                LEVEL,
            )
        return level or ""

    def comment(self, row: Row) -> str:
        comment = row[COMMENT]
        if comment.startswith(FORMULA):
            self.problem(row.line, _("une formule n’est pas un commentaire : écrivez son texte."), COMMENT)
        elif len(comment) > 5000:
            self.problem(row.line, _("ce commentaire dépasse 5 000 signes."), COMMENT)
        return comment

    def date(self, row: Row) -> datetime.date | None:
        typed = row[DATE]
        if not typed:
            return None
        try:
            day, precision = partly_known(typed)
        except ValueError:
            day, precision = None, Precision.DAY
        if day is None or precision != Precision.DAY:
            self.problem(
                row.line, _("« %s » n’est pas une date : écrivez 31/12/2024 ou 2024-12-31.") % typed, DATE
            )
        elif day > timezone.localdate():
            self.problem(row.line, _("« %s » est une date à venir.") % typed, DATE)
        return day

    def cited(self, row: Row) -> tuple[int, ...]:
        found = []
        for typed in row[SOURCES].split():
            key = self.sources.get(typed)
            if key is None:
                self.problem(
                    row.line,
                    _("« %s » n’est ni la clé ni l’adresse d’une source qui se montre.") % typed,
                    SOURCES,
                )
            else:
                found.append(key)
        return tuple(dict.fromkeys(found))
