"""Pages of a list that may hold tens of thousands of events, each as quick as the first."""

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from .models import EventPage
from .querysets import EventQuerySet

COUNTED = 1_000


class LongPaginator(Paginator):
    """Counts up to COUNTED; beyond (``more``) a page only knows whether another one follows.

    The keys of a page are found first, in an index alone, then what its rows show.
    """

    object_list: EventQuerySet

    @cached_property
    def found(self) -> int:
        """How many there are, as far as it is worth counting: at most COUNTED + 1."""
        return self.object_list.order_by()[: COUNTED + 1].count()

    @property
    def more(self) -> bool:
        """Whether there are too many to be counted for each visitor."""
        return self.found > COUNTED

    @cached_property
    def count(self) -> int:
        """How many there are; COUNTED when there are ``more``."""
        return min(self.found, COUNTED)

    def page_or_last(self, number: int) -> Page:
        """The page of that number, else the last one."""
        if not self.more:
            return self._page_of(min(number, self.num_pages))
        page = self._page_of(number)
        if not page.object_list:  # nobody is led there: only then all are counted
            page = self._page_of(-(-self.object_list.order_by().count() // self.per_page))
        return page

    def _page_of(self, number: int) -> "Page":
        first = (number - 1) * self.per_page
        keys = self.object_list.values("pk")[first : first + self.per_page + 1]
        rows = EventPage.objects.filter(pk__in=keys).for_listing()
        events = list(rows.order_by(*self.object_list.query.order_by)) if self.found else []
        return LongPage(events, number, self)


class LongPage(Page):
    """One page; it was given one row more than it shows where another page follows."""

    def __init__(self, object_list: list[EventPage], number: int, paginator: LongPaginator) -> None:
        super().__init__(object_list[: paginator.per_page], number, paginator)
        self._followed = len(object_list) > paginator.per_page

    def has_next(self) -> bool:
        return self._followed
