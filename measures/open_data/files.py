"""The open data as files: a table in CSV, all of them in JSON or in a zip, and what describes them.

The same rows give the same bytes: their ETag stays.
"""

import hashlib
import io
import json
import zipfile
from typing import Any

from django.utils.translation import gettext as _

from conference.core.csv_files import write
from conference.platform.links import absolute_url

from ..models.source import in_words
from .rows import Data, open_data
from .schema import TABLES, Table

NAME = "mesures-conference-des-alliances"
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0",
    "path": "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def attribution(data: Data) -> str:
    """The words by which the licence asks to quote the data: whose they are, and of which day."""
    site = _("Conférence des alliances stratégiques, « Les mesures »")
    updated = data.updated_on
    day = _("mise à jour du %s") % in_words(updated) if updated else ""
    return ", ".join(filter(None, (site, day, "Licence Ouverte 2.0", absolute_url("/mesures/donnees/"))))


def page_context() -> dict[str, Any]:
    """What the page of the open data says of them."""
    data = open_data()
    return {
        "data": data,
        "licence": LICENCE,
        "attribution": attribution(data),
        "tables": [(table, data.rows[table.name]) for table in TABLES],
    }


def csv_file(table: Table, data: Data) -> bytes:
    """UTF-8 with its mark, semicolons, no formula: French spreadsheets open it as it is."""
    rows = data.rows[table.name]
    return write(
        table.names,
        ({name: "" if row[name] is None else str(row[name]) for name in table.names} for row in rows),
    )


def json_file(data: Data) -> bytes:
    """All tables, their cells as they are: numbers, null where nothing is published."""
    return _json(
        {
            "name": NAME,
            "version": data.version,
            "updated": data.updated_at.isoformat() if data.updated_at else None,
            "licence": LICENCE,
            "attribution": attribution(data),
            "documentation": absolute_url("/mesures/donnees/"),
            "tables": data.rows,
        }
    )


def description(data: Data) -> bytes:
    """``datapackage.json`` (specs.frictionlessdata.io, version 1), for the CSV files beside it."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": _("Les mesures de la Conférence des alliances stratégiques"),
        "description": attribution(data),
        "homepage": absolute_url("/mesures/donnees/"),
        "version": data.version,
        "licenses": [LICENCE],
        "resources": [_resource(table, csv_file(table, data)) for table in TABLES],
    }
    if data.updated_at:
        package["created"] = data.updated_at.isoformat()
    return _json(package)


def archive(data: Data) -> bytes:
    """A zip of all of it."""
    files = {f"{table.name}.csv": csv_file(table, data) for table in TABLES}
    files["datapackage.json"] = description(data)
    files["LISEZMOI.txt"] = f"{attribution(data)}\n{LICENCE['path']}\n".encode()
    made = data.updated_at.timetuple()[:6] if data.updated_at else EARLIEST
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, made), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": str(table.title),
        "description": str(table.says),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";", "header": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table.described,
    }


def _json(what: dict[str, Any]) -> bytes:
    return f"{json.dumps(what, ensure_ascii=False, indent=1)}\n".encode()
