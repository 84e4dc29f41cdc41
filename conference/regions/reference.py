"""The eighteen regions as they come with the site (data/regions.json); `load_reference` writes them."""

import csv
import json
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .models import Region

QUOTE, APOSTROPHE = "'", "’"
REGIONS: list[dict] = json.loads((Path(__file__).parent / "data" / "regions.json").read_text())

# Said of what is none of them.
NO_DEPARTMENT = _(
    "« %(value)s » n’est pas le numéro d’un département : ce critère n’a pas été pris en compte."
)
NO_REGION = _("« %(value)s » n’est pas une région : ce critère n’a pas été pris en compte.")


@cache
def regions_of_reference() -> tuple[Region, ...]:
    """The eighteen regions, unsaved, in French alphabetical order: names and places never change.

    For what only shows them: no page needs a query to name the regions of the country.
    """
    return tuple(sorted((Region(**facts) for facts in REGIONS), key=lambda region: region.slug))


def region_choices() -> list[tuple[str, str]]:
    """Slug and name of each region, in French alphabetical order."""
    return [(region.slug, region.name) for region in regions_of_reference()]


@cache
def departments_of_reference() -> dict[str, str]:
    """The name of each department by its number, in the order of the numbers; reference data, no query."""
    with (Path(__file__).parent / "data" / "departements.csv").open(encoding="utf-8") as rows:
        return {row["code"]: row["nom"] for row in csv.DictReader(rows, delimiter=";")}


def department_choices() -> list[tuple[str, str]]:
    """Number of each department, and its number and name: « 29 Finistère »."""
    return [
        (code, f"{code} {name.replace(QUOTE, APOSTROPHE)}")
        for code, name in departments_of_reference().items()
    ]
