"""What finds an event in the lists follows the page, and one index answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from conference.core.routing import NOTHING_RESTRICTED
from conference.platform.caching.fragments import cached, fragments_enabled
from events.chores import list_what_is_published
from events.lists import agenda, paging
from events.models import EventPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


def test_an_event_is_listed_while_it_is_published(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    assert event.listed_until == event.over_at is not None

    event.unpublish()
    assert not EventPage.objects.shown().exists()

    event.save_revision().publish()
    assert [each.listed_until for each in EventPage.objects.shown()] == [event.over_at]


def test_a_new_date_in_a_draft_moves_nothing_in_the_lists(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    listed_until = event.listed_until
    event.start, event.end = event.start + timedelta(days=9), event.end + timedelta(days=9)
    event.save_revision()
    assert EventPage.objects.get(pk=event.pk).listed_until == listed_until


def test_what_other_hands_wrote_is_put_right_within_a_minute(tree: SiteTree) -> None:
    agenda = tree.regions["bretagne"].agenda
    there, hidden, right = (EventPageFactory(parent=agenda) for _turn in range(3))
    EventPage.objects.filter(pk=there.pk).update(listed_until=None)
    EventPage.objects.filter(pk=hidden.pk).update(live=False)

    assert list_what_is_published(now=timezone.now()) == 2
    assert set(EventPage.objects.shown()) == {there, right}
    assert list_what_is_published(now=timezone.now()) == 0


TOO_SLOW = """\
{question}: not found in an index alone, in its order. With 50,000 events that takes up to half a second
on SQLite where the index takes some milliseconds (docs/decisions/0028).
What to do: keep to the columns and the order of one index of EventPage.Meta.indexes, and leave what narrows
further to the rows found. A filter joins no index; only a list that nobody narrowed is held here.
{plan}"""


def test_long_lists_that_nobody_narrowed_are_found_in_an_index(tree: SiteTree) -> None:
    """The only exact plans: what 50,000 events need (`make bench-growth`)."""
    EventPageFactory(parent=tree.regions["bretagne"].agenda)
    now, postgres = timezone.now(), connection.vendor == "postgresql"
    if postgres:  # one row is read whole and sorted whatever the indexes: ask what would be done otherwise
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    with fragments_enabled():
        cached(NOTHING_RESTRICTED, lambda: True)  # as in every request to a site that hides no page
        shown = EventPage.objects.shown()
        asked = {
            "the number of coming events": shown.upcoming(now).order_by().values("listed_until")[:1001],
            "a far page of the archives": shown.past(now).values("pk")[20_000:20_021],
        }
    alone = "Index Only Scan" if postgres else "COVERING INDEX event_"
    for question, rows in asked.items():
        plan = rows.explain()
        assert alone in plan, TOO_SLOW.format(question=question, plan=plan)
        assert "event_" in plan, TOO_SLOW.format(question=question, plan=plan)
        assert "TEMP B-TREE" not in plan, TOO_SLOW.format(question=question, plan=plan)


def test_a_list_too_long_to_count_still_shows_each_of_its_events(
    tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "COUNTED", 3)
    monkeypatch.setattr(agenda, "PER_PAGE", 2)
    events = [EventPageFactory(parent=tree.regions["bretagne"].agenda) for _turn in range(5)]

    pages = [Client().get("/agenda/", {"page": number}).content.decode() for number in (1, 2, 3)]
    assert [page.count("data-event=") for page in pages] == [2, 2, 1]
    assert all(str(event.uuid) in "".join(pages) for event in events)
    assert ["Plus de 3 sessions à venir" in page for page in pages] == [True] * 3
    assert ["page=4" in page for page in pages] == [False] * 3

    beyond = Client().get("/agenda/", {"page": 9}).content.decode()
    assert "La page 9 n’existe pas" in beyond
    assert beyond.count("data-event=") == 1
