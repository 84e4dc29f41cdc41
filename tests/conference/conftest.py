"""What several tests of this folder find."""

from collections.abc import Callable, Iterator

import pytest

from conference.platform.caching import fragments


@pytest.fixture
def raise_generation(settings, monkeypatch) -> Iterator[Callable[[], None]]:
    """Fragments are kept from one request to the next, under a generation that the test raises."""
    settings.FRAGMENT_CACHE = True
    number = [1]
    monkeypatch.setattr(fragments, "current", lambda: (1, number[0]))
    fragments.memory.cache_clear()
    yield lambda: number.__setitem__(0, number[0] + 1)
    fragments.memory.cache_clear()
