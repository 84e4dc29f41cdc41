"""A part of `make fuzz`, always the same: bad input to every kind of address, as every role.

When one fails: `python -m tests.proofs.fuzz --replay SEED:NUMBER` sends that request again, with its story.
"""

import json
import logging

import pytest
from pytest_django.fixtures import Settings
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from .filling import forget
from .job import Finding, Order, shoot
from .sending import Listener, Sender
from .wire import Request
from .world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.demo, pytest.mark.urls("conference.settings.serve_urls")]
SEED = 20
REQUESTS = 250


@pytest.fixture
def cookies(settings: Settings) -> dict[str, bytes]:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["conference.test"]
    forget()
    return make_world()


# Libraries warn of what they are given (a picture that is none, a parameter that is old): no fault.
@pytest.mark.long
@pytest.mark.filterwarnings("ignore::Warning")
def test_no_bad_input_is_an_error_of_ours(cookies: dict[str, bytes]) -> None:
    said = list(shoot(Order(seed=SEED, first=0, end=REQUESTS), cookies))
    assert [f"{each.place}: {each.request}" for each in said if isinstance(each, Finding)] == []
    statuses = said[-1]["statuses"]
    assert statuses["2xx"] > REQUESTS / 12, statuses  # some of them go deep
    assert set(statuses) <= {"2xx", "3xx", "4xx"}


def test_an_error_would_be_seen(cookies: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("home.models.route_below", broken)
    answer = Sender(cookies).send(Request(path=b"/agenda/"))
    assert answer.fault == "ZeroDivisionError: planted"
    assert answer.status == 500
    clean = Sender(cookies).send(Request(path=b"/robots.txt"))
    assert (clean.status, clean.fault) == (200, "")


def test_a_kind_of_paragraph_that_nobody_knows_is_left_out_and_no_error_of_ours() -> None:
    blocks = [
        {"key": kind, "text": kind, "type": kind, "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        for kind in ("unstyled", "_")
    ]
    listener = Listener()
    logging.getLogger().addHandler(listener)
    try:
        html = ContentstateConverter(features=["bold"]).to_database_format(
            json.dumps({"blocks": blocks, "entityMap": {}})
        )
        assert listener.heard == []
        logging.error("Other.")
        assert [record.getMessage() for record in listener.heard] == ["Other."]
    finally:
        logging.getLogger().removeHandler(listener)
    assert "unstyled" in html
    assert "_</" not in html
