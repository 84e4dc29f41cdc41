"""What the tests of the calendar and of the feeds share."""

from collections.abc import Iterator

import pytest
from time_machine import travel

from events.models import EventPage, EventStatus
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at

REUNION = "Indian/Reunion"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def sessions(tree: SiteTree) -> list[EventPage]:
    """On two clocks, over two days, on line, without hours, cancelled, moved on line, undated."""
    with travel(at("2026-12-01"), tick=False):
        return [
            EventPageFactory(
                title="Conférence locale ; l’île, ensemble",
                parent=tree.regions["la-reunion"].agenda,
                time_zone=REUNION,
                start=at("2026-12-15", "08:30", REUNION),
                end=at("2026-12-15", "16:00", REUNION),
                town="Saint-Denis",
            ),
            EventPageFactory(
                title="Nuit d’été", start=at("2027-07-01", "22:00"), end=at("2027-07-02", "02:00")
            ),
            EventPageFactory(
                title="Deux jours",
                whole_day=True,
                start=at("2027-01-08", "00:00"),
                end=at("2027-01-09", "23:59"),
            ),
            EventPageFactory(title="En ligne", online=True, start=at("2026-12-20", "09:00")),
            EventPageFactory(title="Annulée", cancelled=True, start=at("2026-12-21", "09:00")),
            EventPageFactory(
                title="Passée en ligne", status=EventStatus.MOVED_ONLINE, start=at("2026-12-22", "09:00")
            ),
            EventPageFactory(title="Sans date", date_uncertain=True, start=at("2026-12-23", "09:00")),
        ]


@pytest.fixture
def in_december(db: None) -> Iterator[None]:
    """The 2nd of December 2026: the day after these were announced."""
    with travel(at("2026-12-02"), tick=False):
        yield
