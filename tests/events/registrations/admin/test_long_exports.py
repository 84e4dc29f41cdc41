"""An export holds in memory a few of its rows at a time, however many there are."""

import gc
import tracemalloc
from collections.abc import Iterator
from io import BytesIO

import pytest

from events.registrations.admin import exports
from events.registrations.admin.lists import RegistrationListView
from events.registrations.models import Attendee, Registration
from tests.events.factories import EventPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def write(kind: str) -> int:
    """Export every registration; the most memory that it took, in bytes."""
    view, rows = RegistrationListView(), Attendee.objects.all()
    gc.collect()
    tracemalloc.start()
    if kind == "csv":
        for _line in view.stream_csv(rows):
            pass
    else:
        view.write_xlsx(rows, BytesIO())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.fixture
def usual_collection() -> Iterator[None]:
    """The garbage collector at the pace that it has in a process of the site (tests/conftest.py slows it)."""
    slowed = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*slowed)


@pytest.mark.usefixtures("usual_collection")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_four_times_the_rows_take_no_more_memory(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 50)
    event = EventPageFactory()

    def register(numbers: range) -> None:
        addresses = (f"p-{number}@participants.invalid" for number in numbers)
        made = Registration.objects.bulk_create(
            Registration(event=event, email=each, email_key=each, organisation="o" * 150)
            for each in addresses
        )
        Attendee.objects.bulk_create(Attendee(registration=each, event=event) for each in made)

    register(range(200))
    write(kind)  # modules and caches are in memory
    few = write(kind)
    register(range(200, 800))
    assert write(kind) < few * 2  # all at once would take four times as much
