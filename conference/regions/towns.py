"""The town of a page, tied to its commune when the page is saved.

A page with a town has the fields ``town``, ``commune``, ``latitude`` and ``longitude``; where it has them,
``postcode`` and ``department`` follow too. Whatever is no commune stays as it was typed.
"""

from typing import Any

from django.utils.translation import gettext as _

from .models import Commune
from .places import communes_named, folded_place
from .tree import region_of


def settle_town(page: Any, *, region: str = "") -> None:
    """Tie ``page`` to the one commune that its town names; ``region``: the slug that tells homonyms apart.

    A commune that was chosen stays while the town has its name. A town that is none, or might be several,
    keeps its words and no place.
    """
    before = page.commune
    found = communes_meant(page, region=region)
    if len(found) == 1:
        _follow(page, found[0], before=before)
    elif before is not None:
        page.commune = page.latitude = page.longitude = None
        if hasattr(page, "department"):
            page.department = ""


def communes_meant(page: Any, *, region: str) -> list[Commune]:
    """The communes that the town of ``page`` may be."""
    if page.commune is not None and folded_place(page.town) == page.commune.folded:
        return [page.commune]
    return communes_named(page.town, postcode=getattr(page, "postcode", ""), region=region)


def _follow(page: Any, commune: Commune, *, before: Commune | None) -> None:
    page.commune = commune
    page.latitude, page.longitude = commune.latitude, commune.longitude
    if folded_place(page.town.partition("(")[0]).endswith(commune.folded):  # not « Paris 7e »
        page.town = commune.name
    if hasattr(page, "department"):
        page.department = commune.department.name
    if hasattr(page, "postcode") and before != commune:
        postcodes = [each.postcode for each in commune.postcodes.all()]
        if page.postcode not in postcodes and (before is not None or not page.postcode):
            page.postcode = postcodes[0] if len(postcodes) == 1 else ""


def remark_on_region(page: Any) -> str:
    """A sentence where the town of ``page`` lies in another region than its own; "" otherwise."""
    commune, region = getattr(page, "commune", None), region_of(page)
    if commune is None or region is None or commune.department.region_id == region.pk:
        return ""
    return _(
        "%(town)s est en région %(there)s, alors que cette page est celle de la région %(here)s. "
        "Si c’est voulu, il n’y a rien à faire."
    ) % {"town": page.town, "there": commune.department.region, "here": region}
