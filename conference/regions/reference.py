"""The regions and departments as they come with the site (data/); `load_reference` writes them."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from conference.core.lists.fields import MultipleChoiceFilter

from .models import Region

DATA = Path(__file__).parent / "data"
REGIONS: list[dict] = json.loads((DATA / "regions.json").read_text())

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


def regions_filter(lookup: str) -> MultipleChoiceFilter:
    """The filter of a public list by regions; ``lookup`` of its rows takes their slugs."""
    return MultipleChoiceFilter(
        label=_("Région"),
        all_label=_("Toutes"),
        choices=region_choices,
        lookup=lookup,
        unknown=NO_REGION,
        columns=True,
    )


@dataclass(frozen=True)
class KnownDepartment:
    """A department of reference: ``region`` is a slug, ``capital`` the code of its chief town."""

    code: str
    name: str
    region: str
    capital: str


@cache
def departments_of_reference() -> tuple[KnownDepartment, ...]:
    """The departments, by their numbers: as for regions, no page needs a query to name them."""
    regions = {facts["insee_code"]: facts["slug"] for facts in REGIONS}
    with (DATA / "departements.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            KnownDepartment(
                row["code"], row["nom"].replace("'", "’"), regions[row["region"]], row["chef_lieu"]
            )
            for row in csv.DictReader(file, delimiter=";")
        )


def department_choices() -> list[tuple[str, str]]:
    """Number of each department, and its number and name: « 29 Finistère »."""
    return [(each.code, f"{each.code} {each.name}") for each in departments_of_reference()]
