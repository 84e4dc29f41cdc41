"""The departments and communes, from conference/regions/data/*.csv: loaded again when a file changes.

Unlike the other facts they belong to nobody on the site: a row that changed is written over, one that is
gone is deleted (what was tied to it keeps its words).
"""

import csv
import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import models

import conference.regions
from conference.core.text import slug_of
from conference.regions.models import Commune, CommunePostcode, Department, Region
from conference.regions.places import folded_place
from home.models import ReferenceMark

from .report import Report

DEPARTMENTS = Path(conference.regions.__file__).parent / "data" / "departements.csv"
AT_ONCE = 2000


def load_places(report: Report) -> None:
    """Bring the tables in line with the files, if they changed since or were emptied."""
    read = DEPARTMENTS.read_bytes() + Path(settings.COMMUNES_FILE).read_bytes()
    changed = ReferenceMark.unmarked({f"places:{hashlib.sha256(read).hexdigest()[:16]}": ""})
    if changed or not Commune.objects.exists():
        regions = dict(Region.objects.values_list("insee_code", "pk"))
        departments = [
            Department(
                code=row["code"], name=row["nom"], slug=slug_of(row["nom"]), region_id=regions[row["region"]]
            )
            for row in rows_of(DEPARTMENTS)
        ]
        bring_in_line(Department, departments, report)
        load_communes(report)


def load_communes(report: Report) -> None:
    """The communes, then their postcodes."""
    rows = list(rows_of(Path(settings.COMMUNES_FILE)))
    communes = [
        Commune(
            code=row["code"],
            name=row["nom"],
            folded=folded_place(row["nom"]),
            department_id=row["departement"],
            population=int(row["population"]),
            latitude=Decimal(row["latitude"]),
            longitude=Decimal(row["longitude"]),
            precision=row["precision"],
        )
        for row in rows
    ]
    bring_in_line(Commune, communes, report)
    CommunePostcode.objects.all()._raw_delete("default")
    postcodes = [
        CommunePostcode(commune_id=row["code"], postcode=postcode)
        for row in rows
        for postcode in row["codes_postaux"].split()
    ]
    CommunePostcode.objects.bulk_create(postcodes, AT_ONCE)


def bring_in_line(model: type[models.Model], wanted: list, report: Report) -> None:
    """Add, write over and delete, so that the table of ``model`` holds ``wanted``."""
    rows = model._default_manager
    there = set(rows.values_list("pk", flat=True))
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    rows.bulk_create(wanted, AT_ONCE, update_conflicts=True, update_fields=names, unique_fields=["code"])
    keys = {row.pk for row in wanted}
    for gone in sorted(there - keys):
        rows.filter(pk=gone).delete()
    report.add(model, len(keys - there))


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")
