"""The departments and communes, from conference/regions/data/*.csv: loaded again when a file changes.

Unlike the other facts they belong to nobody on the site: a row that changed is written over, one that is
gone is deleted (what was tied to it keeps its words). The sessions that were there before these tables are
tied to them once.
"""

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import models

from conference.core.text import slug_of
from conference.regions.models import Commune, CommunePostcode, Department, Region
from conference.regions.places import folded_place
from conference.regions.reference import DATA, departments_of_reference
from conference.regions.towns import settle_town
from events.models import EventPage
from events.search.terms import write_terms
from home.models import ReferenceMark

from .report import Report

AT_ONCE = 2000
EVENTS_AT_ONCE = 500
PLACE_OF_AN_EVENT = ("commune", "latitude", "longitude", "department")


def load_places(report: Report) -> None:
    """Bring the tables in line with the files, if they changed since or were emptied."""
    read = (DATA / "departements.csv").read_bytes() + Path(settings.COMMUNES_FILE).read_bytes()
    changed = ReferenceMark.unmarked({f"places:{hashlib.sha256(read).hexdigest()[:16]}": ""})
    if changed or not Commune.objects.exists():
        regions = dict(Region.objects.values_list("slug", "pk"))
        departments = [
            Department(
                code=each.code, name=each.name, slug=slug_of(each.name), region_id=regions[each.region]
            )
            for each in departments_of_reference()
        ]
        bring_in_line(Department, departments, report)
        load_communes(report)


def load_communes(report: Report) -> None:
    """The communes, then their postcodes."""
    with Path(settings.COMMUNES_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    communes = [
        Commune(
            code=row["code"],
            name=row["nom"].replace("'", "’"),
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


def settle_events() -> None:
    """Once: tie the sessions of the releases before to their communes, find them by all that they say.

    Neither the words nor the postcode of a page change: no calendar has anything to learn anew.
    """
    if not ReferenceMark.unmarked({"events: communes and words of the texts": ""}):
        return
    for event in EventPage.objects.select_related("region", "commune").iterator(EVENTS_AT_ONCE):
        settle_town(event, region=event.region.slug if event.region else "")
        place = {name: getattr(event, name) for name in PLACE_OF_AN_EVENT}
        EventPage.objects.filter(pk=event.pk).update(**place)
        write_terms(event)
