"""What several tests of the ground find."""

from collections.abc import Iterator

import pytest

from conference.platform import memory
from tests.conference.platform.page_cache.application import Site as Stamps


@pytest.fixture
def stamps(settings, monkeypatch) -> Iterator[Stamps]:
    """The memory of parts, under stamps that the test changes."""
    settings.PARTS_REMEMBERED = True
    stamps = Stamps(lambda request: None)
    monkeypatch.setattr(memory, "watched", lambda: stamps)
    memory.forget()
    yield stamps
    memory.forget()
