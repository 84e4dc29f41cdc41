"""Spreadsheets that hold what was typed, and never run it.

A cell that starts with one of these signs is a formula to a spreadsheet program, whoever typed it
(OWASP, « CSV injection »): an apostrophe in front makes it a text.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import TYPE_FORMULA, TYPE_STRING
from openpyxl.utils import get_column_letter

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it, spreadsheet programs read accents wrong


def harmless(value: Any) -> Any:
    """``value``, made a plain text if a spreadsheet would run it."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def quoted(value: str) -> str:
    """``harmless``, in a way that ``unquoted`` undoes for any value."""
    if value.startswith("'") and value.lstrip("'").startswith(DANGEROUS):
        return f"'{value}"
    return str(harmless(value))


def unquoted(value: str) -> str:
    """What ``quoted`` was given."""
    if value.startswith("'") and value.lstrip("'").startswith(DANGEROUS):
        return value[1:]
    return value


def french_csv(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """A CSV file, line by line, that a French spreadsheet program opens in columns, its accents right."""
    lines = csv.writer(_Echo(), delimiter=";")
    yield BYTE_ORDER_MARK
    yield lines.writerow(headings)
    for row in rows:
        yield lines.writerow(_in_french(value) for value in row)


def _in_french(value: Any) -> Any:
    """A day as a French spreadsheet program writes it, a text made harmless; the rest as it is."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return f"{value:%d/%m/%Y}" if is_day else harmless(value)


def new_sheet(book: Workbook, title: str, headings: Sequence[str], *, widths: Sequence[int]) -> Any:
    """A sheet of ``book``, its headings written and kept in sight, its columns so many signs wide."""
    sheet = book.create_sheet(title=title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(headings)
    return sheet


def in_cell(sheet: Any, value: Any) -> Any:
    """``value`` for a line of ``sheet``: never a formula; a day is written in French, and sorts as one."""
    cell = WriteOnlyCell(sheet, value=value)
    if cell.data_type == TYPE_FORMULA:
        cell.data_type = TYPE_STRING
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def let_be_filtered(sheet: Any, *, columns: int, lines: int) -> None:
    """Offer a filter above each column of a sheet, once it is known how many lines it has."""
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{lines}"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> bytes:
        return text.encode()


class ReadableExport:
    """A list of the admin whose CSV and XLSX open as they are: accents, « oui » or « non », no formula."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        row = super().to_row_dict(item)  # type: ignore[misc]
        return {field: _cell(value) for field, value in row.items()}

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)  # type: ignore[misc]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return harmless(value)
