"""What the journeys in a browser share."""

import pytest
from django.contrib.staticfiles.finders import get_finders
from playwright.sync_api import BrowserContext

from conference.platform.static_files import joined


@pytest.fixture(scope="session")
def stylesheet() -> str:
    """The one stylesheet, as collecting joins it."""
    files = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}
    return joined(files)


@pytest.fixture
def in_one_piece(context: BrowserContext, stylesheet: str) -> None:
    """The browser is given the stylesheet in one piece, as visitors are, not each of its files."""
    context.route(
        "**/css/main.css",
        lambda route: route.fulfill(body=stylesheet, content_type="text/css; charset=utf-8"),
    )
