"""One page of the list of alliances: all of them, or those of a region, or of a measure."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from conference.regions.models import Region
from conference.regions.reference import regions_of_reference
from measures.display import published
from measures.models import Measure

from .cards import AllianceCard, cards
from .models import AlliancePage

PER_PAGE = 24
HIGHEST_PAGE = 99_999


@dataclass(frozen=True)
class Listing:
    """What the template shows; ``notices`` are sentences about what was not understood."""

    page: Page
    cards: list[AllianceCard]
    region: Region | None
    measure: Measure | None
    notices: list[str]

    @property
    def query(self) -> str:
        """What narrows the list, as a query string; "" for all alliances."""
        pairs = {
            "region": self.region.slug if self.region else "",
            "mesure": self.measure.number if self.measure else "",
        }
        return urlencode({name: value for name, value in pairs.items() if value})

    @property
    def narrowed(self) -> bool:
        return self.region is not None or self.measure is not None


def list_alliances(asked: QueryDict) -> Listing:
    """The page that ``asked`` wants (`region`, `mesure`, `page`).

    What is not understood is left out, and said.
    """
    notices: list[str] = []
    region = _region(asked.get("region", ""), notices)
    measure = _measure(asked.get("mesure", ""), notices)
    alliances = AlliancePage.objects.shown()
    if region:
        alliances = alliances.filter(region__slug=region.slug)
    if measure:
        alliances = alliances.filter(measures=measure)
    wanted = _page_number(asked.get("page", ""), notices)
    page = Paginator(alliances, PER_PAGE).get_page(wanted)
    if page.number != wanted:
        notices.append(_("La page %(wanted)s n’existe pas : voici la dernière.") % {"wanted": wanted})
    return Listing(page, cards(page.object_list), region, measure, notices)


def _region(slug: str, notices: list[str]) -> Region | None:
    found = next((region for region in regions_of_reference() if region.slug == slug), None)
    if slug and found is None:
        notices.append(_left_out(slug, _("une région")))
    return found


def _measure(number: str, notices: list[str]) -> Measure | None:
    if not number:
        return None
    found = next((measure for measure in published() if str(measure.number) == number), None)
    if found is None:
        notices.append(_left_out(number, _("une mesure")))
    return found


def _page_number(number: str, notices: list[str]) -> int:
    if _is_number(number) and 0 < int(number) <= HIGHEST_PAGE:
        return int(number)
    if number:
        notices.append(_left_out(number, _("un numéro de page")))
    return 1


def _is_number(text: str) -> bool:
    return len(text) < 9 and text.isascii() and text.isdigit()


def _left_out(value: str, what: str) -> str:
    return _("« %(value)s » n’est pas %(what)s : ce critère n’a pas été pris en compte.") % {
        "value": value[:40],
        "what": what,
    }
