"""One page of the list of alliances: all of them, or those of a region, or of a measure."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from conference.core.lists.fields import ChoiceFilter
from conference.core.lists.filters import ListFilters
from conference.regions.reference import NO_REGION, region_choices
from measures.display import NO_MEASURE, measure_choices

from .cards import AllianceCard, cards
from .models import AlliancePage

PER_PAGE = 24


class AllianceFilters(ListFilters):
    """Of which region, of which measure."""

    region = ChoiceFilter(
        choices=region_choices,
        lookup="region__slug",
        unknown=NO_REGION,
        chip=gettext_lazy("Région : %(label)s"),
    )
    mesure = ChoiceFilter(
        choices=measure_choices,
        lookup="measures__number",
        unknown=NO_MEASURE,
        chip=gettext_lazy("Mesure %(value)s : %(label)s"),
    )


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    filters: AllianceFilters
    page: Page
    cards: list[AllianceCard]


def list_alliances(asked: QueryDict) -> Listing:
    """The page that ``asked`` wants (`region`, `mesure`, `page`)."""
    filters = AllianceFilters(asked)
    page = filters.page_of(AlliancePage.objects.shown(), per_page=PER_PAGE)
    return Listing(filters, page, cards(page.object_list))
