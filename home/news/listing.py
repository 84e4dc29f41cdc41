"""One page of the list of news: all of it, or that of some regions or measures."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from conference.core.lists.fields import MultipleChoiceFilter, Rows
from conference.core.lists.filters import ListFilters
from conference.regions.reference import NO_REGION, region_choices
from measures.display import NO_MEASURE, measure_choices

from .models import NewsPage

PER_PAGE = 12


class NewsFilters(ListFilters):
    """Of which regions, of which measures."""

    region = MultipleChoiceFilter(
        label=gettext_lazy("Région"),
        all_label=gettext_lazy("Toutes"),
        choices=region_choices,
        lookup="regions__slug__in",
        unknown=NO_REGION,
        columns=True,
    )
    mesure = MultipleChoiceFilter(
        label=gettext_lazy("Mesure"),
        all_label=gettext_lazy("Toutes"),
        choices=measure_choices,
        lookup="measures__number__in",
        unknown=NO_MEASURE,
        columns=True,
    )

    def narrow(self, news: Rows) -> Rows:
        """Those of ``news`` that were asked for, each once: an item may be of two of the regions."""
        if not self.understood():
            return news
        return news.filter(pk__in=super().narrow(NewsPage.objects.order_by()).values("pk"))


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    filters: NewsFilters
    page: Page


def list_news(asked: QueryDict) -> Listing:
    """The page that ``asked`` wants (`region`, `mesure`, `page`)."""
    filters = NewsFilters(asked)
    return Listing(filters, filters.page_of(NewsPage.objects.shown().as_cards(), per_page=PER_PAGE))
