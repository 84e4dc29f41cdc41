"""Places as people name them: communes, postcodes, departments, regions; found, told apart, suggested."""

import csv
import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects

from conference.core.text import words

from .models import Commune
from .reference import KnownDepartment, departments_of_reference, regions_of_reference

ARTICLES = {"l", "le", "la", "les"}
SAINTS = {"st": "saint", "ste": "sainte"}
SUGGESTED = 8

_QUALIFIED = re.compile(r"^(?P<name>[^()]+)\((?P<where>[^()]+)\)\s*$")  # « Saint-Denis (La Réunion) »
_POSTCODE = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")
# « Lyon 3e », « Paris 13e arrondissement », « Rennes Cedex 7 »: what is written after the name of a town.
_AFTER_A_TOWN = re.compile(r" (cedex( [0-9]+)?|[0-9]{1,2}( ?(e|er|eme|ieme))?( arrondissement)?)$")


@dataclass(frozen=True)
class Place:
    """Where somebody looks. ``region`` is a slug; ``department`` a code, "" for a region.

    ``latitude`` and ``longitude`` are those kilometres are counted from, of ``around``; None for a region.
    """

    label: str
    region: str
    department: str = ""
    is_town: bool = False
    around: str = ""
    latitude: float | None = None
    longitude: float | None = None


@lru_cache(maxsize=1_000)  # those of the regions and departments, each time a place is looked for
def folded_place(text: str) -> str:
    """``text`` as the names of places are compared: « Le Pré-St-Gervais » gives ``pre saint gervais``.

    Folded, signs as spaces, « St » and « Ste » in full, without the article it begins with.
    """
    spelled = [SAINTS.get(word, word) for word in words(text)]
    if len(spelled) > 1 and spelled[0] in ARTICLES:
        del spelled[0]
    return " ".join(spelled)


def label_of(commune: Commune) -> str:
    """The commune, told apart from those of the same name: « Saint-Denis (La Réunion) »."""
    return f"{commune.name} ({commune.department.name})"


def suggest(text: str, limit: int = SUGGESTED) -> list[Commune]:
    """The communes whose name or postcode begins with ``text``: the name itself first, then the largest.

    A text of one letter suggests nothing.
    """
    text = _without_postcode(text) or text
    asked = folded_place(_without_qualifier(text)[0])
    if len(asked) < 2:
        return []
    if asked.isdigit():
        found = _communes().filter(postcodes__postcode__begins=asked).distinct()
    else:
        found = _communes().filter(folded__begins=asked)
    found = found.prefetch_related("postcodes")
    exact = [] if asked.isdigit() else list(found.filter(folded=asked).order_by("-population")[:limit])
    others = found.exclude(folded=asked).order_by("-population", "code")[: limit - len(exact)]
    return [*exact, *others]


def communes_named(text: str, *, postcode: str = "", region: str = "") -> list[Commune]:
    """The communes that ``text`` names, the largest first; several when the name alone does not tell.

    What else ``text`` says decides (a department or a region in brackets, a postcode), then ``postcode``,
    then the slug of a ``region``: each as far as it leaves any.
    """
    name, where = _without_qualifier(text)
    written = _POSTCODE.search(name)
    name = folded_place(_without_postcode(name))
    if name not in known_names():
        name = _AFTER_A_TOWN.sub("", name)
    if name not in known_names():
        return []
    found = list(_communes().filter(folded=name))
    found.sort(key=lambda commune: -commune.population)
    if where or (len(found) > 1 and (written or postcode)):
        prefetch_related_objects(found, "postcodes")
    if where:
        found = [commune for commune in found if _lies_in(commune, folded_place(where))]
    for code in filter(None, (written and written[0], postcode)):
        if len(found) > 1:
            found = [
                each for each in found if code in {one.postcode for one in each.postcodes.all()}
            ] or found
    if len(found) > 1 and region:
        found = [commune for commune in found if commune.department.region.slug == region] or found
    return found


def find(text: str) -> list[Place]:
    """The places that ``text`` names whole, the likeliest first: [] when it names none.

    A region goes before a department, a department before the communes of its name, unless it is theirs
    (« Paris »). Two questions at most.
    """
    if _POSTCODE.fullmatch(text.strip()):
        return _of_postcode(text.strip())
    said, where = _without_qualifier(text)
    name = folded_place(said)
    regions = [
        Place(region.name, region.slug)
        for region in regions_of_reference()
        if folded_place(region.name) == name and not where
    ]
    departments = [each for each in departments_of_reference() if not regions and _names(said, where, each)]
    communes = communes_named(text) if not name.isdigit() else []
    theirs = [each for each in communes if each.department_id in {one.code for one in departments}]
    wide = regions + ([] if theirs else [_of_department(each.code) for each in departments])
    return wide + [_of_commune(each) for each in theirs + [each for each in communes if each not in theirs]]


def largest_among(names: Set[str]) -> Place | None:
    """The largest of the communes of these folded names."""
    if known := names & known_names():
        largest = _communes().filter(folded__in=known).order_by("-population").first()
        return _of_commune(largest) if largest else None
    return None


@cache
def known_names() -> frozenset[str]:
    """The folded names of the communes, from the file that the table is loaded from.

    Three megabytes a process: what is no place, as most words that are looked for, costs no question.
    """
    with Path(settings.COMMUNES_FILE).open(encoding="utf-8", newline="") as file:
        return frozenset(folded_place(row["nom"]) for row in csv.DictReader(file, delimiter=";"))


def _names(said: str, where: str, department: KnownDepartment) -> bool:
    """Whether « 29 », « Finistère » or « Finistère (29) » is ``department``."""
    numbered = said.strip().upper()
    if numbered in (department.code, department.code.lstrip("0")):
        return not where
    known = ("", department.code)
    return folded_place(department.name) == folded_place(said) and where.strip().upper() in known


def department_of_postcode(postcode: str) -> str:
    """The code of the department, by the digits: « 20200 » gives ``2B``, « 97400 » ``974``; "" if none."""
    if postcode.startswith("20"):
        return "2A" if postcode[:3] in ("200", "201") else "2B"
    code = postcode[:3] if postcode.startswith("97") else postcode[:2]
    return code if any(each.code == code for each in departments_of_reference()) else ""


def _communes() -> QuerySet[Commune]:
    return Commune.objects.select_related("department__region")


def _of_commune(commune: Commune) -> Place:
    return Place(
        label=label_of(commune),
        region=commune.department.region.slug,
        department=commune.department_id,
        is_town=True,
        around=commune.name,
        latitude=float(commune.latitude),
        longitude=float(commune.longitude),
    )


def _of_department(code: str) -> Place:
    """Kilometres are counted from its chief town."""
    department = next(each for each in departments_of_reference() if each.code == code)
    chief = Commune.objects.filter(code=department.capital).first()
    return Place(
        label=f"{department.name} ({code})",
        region=department.region,
        department=code,
        around=chief.name if chief else "",
        latitude=float(chief.latitude) if chief else None,
        longitude=float(chief.longitude) if chief else None,
    )


def _of_postcode(postcode: str) -> list[Place]:
    """Its commune, the largest of several; its department where it is that of none (« Cedex »)."""
    largest = _communes().filter(postcodes__postcode=postcode).order_by("-population").first()
    if largest is not None:
        place = _of_commune(largest)
        return [Place(**(vars(place) | {"label": f"{largest.name} ({postcode})"}))]
    code = department_of_postcode(postcode)
    return [_of_department(code)] if code else []


def _without_postcode(text: str) -> str:
    """« 29000 Quimper » without its digits; "" when there is nothing else."""
    return _POSTCODE.sub(" ", text).strip(" ,()")


def _without_qualifier(text: str) -> tuple[str, str]:
    """« Saint-Denis (La Réunion) » gives the name and what stands in brackets, "" if nothing does."""
    parts = _QUALIFIED.match(text.strip())
    return (parts["name"], parts["where"]) if parts else (text, "")


def _lies_in(commune: Commune, where: str) -> bool:
    """Whether ``where`` (folded) is its department, the number of it, its region, or one of its postcodes."""
    department = commune.department
    names = {folded_place(department.name), folded_place(department.region.name), department.code.lower()}
    return where in names | _postcodes(commune)


def _postcodes(commune: Commune) -> set[str]:
    return {each.postcode for each in commune.postcodes.all()}
