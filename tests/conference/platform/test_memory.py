"""Parts of pages are kept while nothing changes: they change no page, and never outlive their truth."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from wagtail.models import Page

from conference.platform import memory
from conference.platform.caching import changes_at, listening
from conference.platform.memory import recalled, remembered, remembered_each, remembering
from events.models import EventPage
from home.models import MenuEntry
from measures.models import Measure
from tests.conference.platform.page_cache.application import Site as Stamps

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def test_a_part_is_made_once_until_something_changes(stamps: Stamps) -> None:
    made = []

    def ask() -> int:
        with remembering():
            return remembered("part", lambda: made.append(1) or len(made))

    assert [ask(), ask()] == [1, 1]
    stamps.change()
    assert [ask(), ask()] == [2, 2]
    stamps.stamps = None
    assert [ask(), ask()] == [3, 4]
    assert remembered("part", lambda: "outside") == "outside"


def test_a_part_ends_by_the_clock_and_says_so_each_time(stamps: Stamps) -> None:
    ends = NOW + timedelta(minutes=5)

    def make() -> str:
        changes_at(ends, now=NOW)
        return f"{datetime.now(UTC):%H:%M}"

    with time_machine.travel(NOW, tick=False) as clock, remembering():
        for minutes in (0, 4):
            clock.move_to(NOW + timedelta(minutes=minutes))
            with listening() as told:
                assert remembered("part", lambda: remembered("inner", make)) == "09:00"
            assert told.until == ends
        clock.move_to(ends)
        assert remembered("part", lambda: remembered("inner", make)) == "09:05"


def test_of_several_things_only_the_missing_ones_are_made(stamps: Stamps) -> None:
    made: list[list[int]] = []

    def make(numbers: list[int]) -> dict[int, str]:
        made.append(numbers)
        changes_at(NOW + timedelta(minutes=max(numbers)), now=NOW)
        return {number: f"n° {number}" for number in numbers if number != 9}  # 9 is gone meanwhile

    with time_machine.travel(NOW, tick=False), remembering():
        for wanted in ([1, 5], [5, 2, 9], [2, 1]):
            with listening() as told:
                found = remembered_each("number", wanted, make)
            assert found == {number: f"n° {number}" for number in wanted if number != 9}
        assert told.until == NOW + timedelta(minutes=5)  # those made together end together
        assert made == [[1, 5], [2, 9]]
        assert recalled(("number", 5)) == "n° 5"
        stamps.change()
    with time_machine.travel(NOW, tick=False), remembering():
        assert recalled(("number", 5)) is None
        remembered_each("number", [5], make)
    assert made[-1] == [5]
    assert remembered_each("number", [3], make) == {3: "n° 3"}  # outside: made each time
    assert recalled(("number", 5)) is None


def test_the_least_lately_used_part_leaves_first(stamps: Stamps, settings) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0.1  # 26,214 bytes for parts
    memory.forget()
    with remembering():
        for number in range(5):
            remembered(number, lambda: "x" * 10_000)
        assert remembered(4, lambda: "anew") == "x" * 10_000
        assert remembered(0, lambda: "anew") == "anew"


def test_rows_of_the_database_count_for_their_columns(stamps: Stamps, settings) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0.4
    memory.forget()
    with remembering():
        for number in range(20):
            remembered(
                number, lambda number=number: (Page(content_type_id=1, title=f"{number}" * 20_000), ())
            )
    assert 0 < len(memory._parts()) < 5


@pytest.mark.demo
@pytest.mark.django_db
def test_remembered_parts_change_no_page(stamps: Stamps, settings, client: Client) -> None:
    """Each page three times: without parts, with parts just made, with parts found."""
    event = EventPage.objects.live().order_by("-start").first()
    addresses = {
        page.specific_class: page.get_url() for page in Page.objects.live().filter(depth__gte=2).specific()
    }
    paths = [
        *addresses.values(),
        event.get_url(),
        "/mesures/16-conference-des-alliances/",
        "/agenda/?q=a&region=bretagne",
    ]
    paths += [
        "/agenda/?region=bretagne",
        "/agenda/?format=hybride",
        "/agenda/archives/",
        "/mesures/1-inconnue/",
    ]
    paths += [page.get_url() for page in EventPage.objects.live()[:6]]

    def read(remember: bool) -> dict[str, bytes]:
        settings.PARTS_REMEMBERED = remember
        return {path: client.get(path).content for path in paths}

    def assert_same() -> None:
        without = read(False)
        for _ in range(2):
            assert read(True) == without

    with time_machine.travel(datetime.now(UTC), tick=False):
        assert_same()
        Measure.objects.filter(number=16).update(title="Un autre titre de mesure")
        MenuEntry.objects.filter(location="header").update(label="Une autre entrée")
        EventPage.objects.filter(pk=event.pk).update(summary="Un autre résumé", town="Ailleurs")
        before = read(True)
        stamps.change()
        assert_same()
        assert read(True) != before
