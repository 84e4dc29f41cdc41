"""The three sizes that are loaded, one after the other, on top of the demonstration."""

from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from .alliances import add_alliances
from .events import Events
from .people import add_members, add_registrants
from .store import Store


@dataclass(frozen=True)
class Size:
    """How many of each the database holds beside the demonstration."""

    events: int
    coming: int
    alliances: int
    registrations: int
    members: int


NOTHING = Size(0, 0, 0, 0, 0)
SIZES = [
    Size(events=50, coming=10, alliances=20, registrations=500, members=50),
    Size(events=5_000, coming=1_000, alliances=400, registrations=10_000, members=200),
    Size(events=50_000, coming=10_000, alliances=2_000, registrations=100_000, members=500),
]


def grow(address: str, before: Size, after: Size) -> None:
    """Bring the database from one size to the next; PostgreSQL then knows what it holds."""
    now = datetime.now(UTC)
    with psycopg.connect(address) as connection:
        store = Store(connection)
        events = Events(store, now=now)
        events.add(range(before.events, after.events), coming=after.coming - before.coming)
        add_alliances(store, range(before.alliances, after.alliances))
        add_registrants(store, range(before.registrations, after.registrations), now=now)
        add_members(store, range(before.members, after.members), now=now)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
