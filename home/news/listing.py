"""One page of the list of news: all of it, or that of some regions or measures."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict

from conference.core.lists.fields import Rows
from conference.core.lists.filters import ListFilters
from conference.regions.reference import regions_filter
from measures.display import measures_filter

from .models import NewsPage

PER_PAGE = 12


class NewsFilters(ListFilters):
    """Of which regions, of which measures."""

    region = regions_filter("regions__slug__in")
    mesure = measures_filter("measures__number__in")

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
