"""CSV files as people have them, French Excel's own among them: read into rows that know their line."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .spreadsheets import BYTE_ORDER_MARK, quoted, unquoted

LARGEST = 2 * 1024 * 1024  # bytes: several thousand notes
SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True)
class Row:
    """A row of the file: the line of the file on which it starts, from 1, and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class Problem:
    """What is wrong at a line: the sentence says what and what to do. Line 0 is the file as a whole."""

    line: int
    sentence: str
    column: str = ""

    def __str__(self) -> str:
        if not self.line:
            return self.sentence
        if not self.column:
            return _("Ligne %(line)d : %(sentence)s") % vars(self)
        return _("Ligne %(line)d, colonne « %(column)s » : %(sentence)s") % vars(self)


class UnreadableFile(Exception):
    """No row can be read from the file; ``problems`` say why, in sentences for the person."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class TooLarge(UnreadableFile):
    pass


class NotText(UnreadableFile):
    """A workbook, an image, an archive; or a text in an encoding that nobody uses here."""


class WrongColumns(UnreadableFile):
    pass


class BrokenRows(UnreadableFile):
    """Quotes that do not close, cells too many or too few."""


def read(file: BinaryIO, *, columns: Sequence[str]) -> list[Row]:
    """The rows of a CSV file that has exactly ``columns``, in any order; empty rows are skipped.

    UTF-8 with or without its mark, UTF-16 with its mark or Windows-1252; separated by semicolons, commas or
    tabs. Cells lose the blanks around them, and the apostrophe that ``write`` puts before a formula.
    Raises TooLarge, NotText, WrongColumns or BrokenRows.
    """
    text = _text(file)
    heading = text.lstrip("\r\n").splitlines()[0] if text.strip() else ""
    separator = max(SEPARATORS, key=lambda sign: len(set(_named(heading.split(sign))) & set(_named(columns))))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    found: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif found is None:
                found = _headings(cells, columns)
            elif len(cells) != len(found):
                problems.append(Problem(line, _cells_too_many_or_few(len(cells), len(found))))
            else:
                values = [unquoted(cell.replace("\r\n", "\n").strip()) for cell in cells]
                rows.append(Row(line, dict(zip(found, values, strict=True))))
            line = reader.line_num + 1
    except csv.Error:
        problems.append(
            Problem(line, _("un guillemet n’est pas fermé, ou une cellule est démesurément longue."))
        )
    if problems:
        raise BrokenRows(*problems)
    if found is None:
        raise WrongColumns(Problem(0, _("Ce fichier est vide.")))
    return rows


def write(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV file that French Excel opens as it is, without formulas; ``read`` gives the rows back."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=SEPARATORS[0])
    writer.writerow(columns)
    for row in rows:
        writer.writerow([quoted(row[column]) for column in columns])
    return BYTE_ORDER_MARK + output.getvalue().encode()


def _text(file: BinaryIO) -> str:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        size = LARGEST // (1024 * 1024)
        raise TooLarge(Problem(0, _("Ce fichier est trop gros : %d Mo au plus.") % size))
    if content.startswith(b"PK\x03\x04"):
        raise NotText(
            Problem(0, _("Ce fichier est un classeur : enregistrez-le au format CSV, puis envoyez-le."))
        )
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotText(
        Problem(0, _("Ce fichier n’est pas un texte lisible : enregistrez-le au format « CSV UTF-8 »."))
    )


def _headings(cells: list[str], columns: Sequence[str]) -> list[str]:
    """The columns that the first row names, in its order."""
    known = dict(zip(_named(columns), columns, strict=True))
    named = _named(cells)
    missing = [column for name, column in known.items() if name not in named]
    others = [cell.strip() for cell, name in zip(cells, named, strict=True) if name not in known]
    twice = [known[name] for name in known if named.count(name) > 1]
    sentences = [
        words % _listed(names)
        for names, words in (
            (missing, ngettext("il manque la colonne %s.", "il manque les colonnes %s.", len(missing))),
            (others, ngettext("colonne inconnue : %s.", "colonnes inconnues : %s.", len(others))),
            (twice, ngettext("colonne en double : %s.", "colonnes en double : %s.", len(twice))),
        )
        if names
    ]
    if sentences:
        raise WrongColumns(*(Problem(1, sentence) for sentence in sentences))
    return [known[name] for name in named]


def _named(headings: Iterable[str]) -> list[str]:
    """Headings without what people change in them: quotes, blanks, capitals."""
    return [" ".join(heading.strip().strip('"').split()).casefold() for heading in headings]


def _listed(names: list[str]) -> str:
    return ", ".join(f"«\xa0{name}\xa0»" for name in names)


def _cells_too_many_or_few(found: int, wanted: int) -> str:
    return _("%(found)d cellules pour %(wanted)d colonnes : vérifiez les séparateurs et les guillemets.") % {
        "found": found,
        "wanted": wanted,
    }
