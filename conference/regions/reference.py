"""The eighteen regions as they come with the site (data/regions.json); `load_reference` writes them."""

import json
from functools import cache
from pathlib import Path

from .models import Region

REGIONS: list[dict] = json.loads((Path(__file__).parent / "data" / "regions.json").read_text())


@cache
def regions_of_reference() -> tuple[Region, ...]:
    """The eighteen regions, unsaved, in French alphabetical order: names and places never change.

    For what only shows them: no page needs a query to name the regions of the country.
    """
    return tuple(sorted((Region(**facts) for facts in REGIONS), key=lambda region: region.slug))
