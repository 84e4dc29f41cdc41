"""Pages of a list that may hold tens of thousands of events, each as quick as the first."""

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from conference.platform.caching.fragments import cached_each

from ..models import EventPage, EventStatus
from ..querysets import EventQuerySet

COUNTED = 1_000


class LongPaginator(Paginator):
    """Counts up to COUNTED; beyond (``more``) a page only knows whether another one follows.

    The keys are found first, in an index alone: as many as are counted, in one question. Then what the rows
    of a page show, from memory if there.
    """

    object_list: EventQuerySet

    @cached_property
    def first(self) -> dict[int, str]:
        """Keys and states in the list's order, as far as it is worth counting: at most COUNTED + 1."""
        return dict(self.object_list.values_list("pk", "status")[: COUNTED + 1])

    @cached_property
    def first_keys(self) -> list[int]:
        """The keys alone."""
        return list(self.first)

    @property
    def more(self) -> bool:
        """Whether there are too many to be counted for each visitor."""
        return len(self.first) > COUNTED

    @cached_property
    def count(self) -> int:
        """How many there are; COUNTED when there are ``more``."""
        return min(len(self.first), COUNTED)

    @property
    def expected(self) -> int:
        """How many of those counted still take place: those that are not cancelled."""
        return self.count - list(self.first.values())[: self.count].count(EventStatus.CANCELLED)

    def page_or_last(self, number: int) -> Page:
        """The page of that number, else the last one."""
        page = self._page_of(number)
        if page.object_list or number == 1:
            return page
        # Nobody is led there: only then all are counted.
        last = -(-self.object_list.order_by().count() // self.per_page) if self.more else self.num_pages
        return self._page_of(last)

    def _page_of(self, number: int) -> "Page":
        first = (number - 1) * self.per_page
        beyond = first + self.per_page + 1  # one more than the page shows
        keys = self.first_keys[first:beyond]
        if self.more and beyond > len(self.first_keys):
            keys = list(self.object_list.values_list("pk", flat=True)[first:beyond])
        events = cached_each("event in a list", keys, _loaded) if keys else {}
        return LongPage([events[key] for key in keys if key in events], number, self)


def _loaded(keys: list[int]) -> dict[int, EventPage]:
    return {event.pk: event for event in EventPage.objects.filter(pk__in=keys).for_listing()}


class LongPage(Page):
    """One page; it was given one row more than it shows where another page follows."""

    def __init__(self, object_list: list[EventPage], number: int, paginator: LongPaginator) -> None:
        super().__init__(object_list[: paginator.per_page], number, paginator)
        self._followed = len(object_list) > paginator.per_page

    def has_next(self) -> bool:
        return self._followed
