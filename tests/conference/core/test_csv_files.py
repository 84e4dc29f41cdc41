"""CSV files as French spreadsheets write them are read; what cannot be read is told with its line."""

import csv
from collections.abc import Iterator
from io import BytesIO

import pytest

from conference.core.csv_files import (
    LARGEST,
    BrokenRows,
    NotText,
    TooLarge,
    UnreadableFile,
    WrongColumns,
    read,
    write,
)

COLUMNS = ("mesure", "texte")


@pytest.fixture(autouse=True)
def cells_as_short_as_in_production() -> Iterator[None]:
    """frictionless, in other tests, lets the csv module read longer cells in the whole process."""
    lifted = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(lifted)


def rows_of(content: bytes) -> list[tuple[int, str, str]]:
    return [(row.line, row["mesure"], row["texte"]) for row in read(BytesIO(content), columns=COLUMNS)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_what_spreadsheets_write_is_read(encoding: str, separator: str) -> None:
    content = f'Mesure{separator}"texte"\r\n3{separator}Un cœur à l’œuvre\r\n'.encode(encoding)
    assert rows_of(content) == [(2, "3", "Un cœur à l’œuvre")]


def test_the_columns_come_in_any_order_and_rows_know_their_line() -> None:
    content = b'texte;mesure\n"deux\nlignes ; une";1\n;\n\n  trois  ;2\n'
    assert rows_of(content) == [(2, "1", "deux\nlignes ; une"), (6, "2", "trois")]


@pytest.mark.parametrize(
    ("content", "error", "told"),
    [
        (b"", WrongColumns, "vide"),
        (b"\r\n\r\n", WrongColumns, "vide"),
        (b"mesure\n3\n", WrongColumns, "Ligne 1\xa0: il manque la colonne «\xa0texte\xa0»"),
        (b"mesure;texte;niveau\n", WrongColumns, "Ligne 1\xa0: colonne inconnue\xa0: «\xa0niveau\xa0»"),
        (b"mesure;texte;texte\n", WrongColumns, "Ligne 1\xa0: colonne en double\xa0: «\xa0texte\xa0»"),
        (b"mesure;texte\n1;a\n2;b;c\n3\n", BrokenRows, "Ligne 3\xa0: 3 cellules pour 2 colonnes"),
        (b'mesure;texte\n1;a\n2;"b\n3;c\n', BrokenRows, "Ligne 3\xa0: un guillemet n’est pas fermé"),
        (b"mesure;texte\n1;" + b"a" * 200_000, BrokenRows, "Ligne 2\xa0: "),
        (b"PK\x03\x04xl/workbook.xml", NotText, "classeur"),
        (b"mesure;texte\n1;a\x00b\n", NotText, "pas un texte lisible"),
        (b"mesure;texte\n1;\x81\x8d\n", NotText, "pas un texte lisible"),
        (b"x" * (LARGEST + 1), TooLarge, "2 Mo au plus"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(content: bytes, error: type[UnreadableFile], told: str) -> None:
    with pytest.raises(error) as refused:
        rows_of(content)
    assert told.replace("\xa0", " ") in "\n".join(map(str, refused.value.problems)).replace("\xa0", " ")


def test_every_broken_line_is_told() -> None:
    with pytest.raises(BrokenRows) as refused:
        rows_of(b"mesure;texte\n1\n2;a\n3;b;c\n")
    assert [problem.line for problem in refused.value.problems] == [2, 4]


@pytest.mark.parametrize(
    "text",
    ["simple", "=1+1", "'=1+1", "''@x", "'simple'", "-3", "a;b,c\td", 'dit "oui"', "deux\nlignes", "+"],
)
def test_what_is_written_is_read_back_and_is_no_formula(text: str) -> None:
    written = write(COLUMNS, [{"mesure": "3", "texte": text}])
    assert rows_of(written) == [(2, "3", text)]
    cell = written.decode("utf-8-sig").splitlines()[1].split(";", 1)[1].lstrip('"')
    assert not cell.startswith(("=", "+", "-", "@"))
