"""A request's id is in its answer and on the lines of log that it causes."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from conference.platform.logs import JsonLines
from conference.platform.request_ids import current_request_id, forget_request_id, with_request_ids


@pytest.fixture(autouse=True)
def outside_of_a_request() -> Iterator[None]:
    forget_request_id()
    yield
    forget_request_id()


def ask(**variables: str) -> tuple[str, str]:
    """The id that the answer carries, and the one that the application saw."""
    seen, answered = [], []

    def application(_variables, start_response):  # type: ignore[no-untyped-def]
        seen.append(current_request_id())
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"bonjour"]

    with_request_ids(application)(variables, lambda _status, headers: answered.append(dict(headers)))
    assert answered[0]["Content-Type"] == "text/plain"
    return answered[0]["X-Request-ID"], seen[0]


def test_the_id_that_the_proxy_gives_is_kept() -> None:
    assert ask(HTTP_X_REQUEST_ID="0123456789abcdef") == ("0123456789abcdef", "0123456789abcdef")


@pytest.mark.parametrize(
    "given", ["", "court", "a" * 65, "0123456789\r\nSet-Cookie: a=b", "été-en-pente-douce"]
)
def test_one_that_does_not_fit_is_replaced_by_a_new_one(given: str) -> None:
    answered, seen = ask(HTTP_X_REQUEST_ID=given)
    assert answered == seen
    assert len(answered) == 32
    assert answered != ask(HTTP_X_REQUEST_ID=given)[0]


def line(**record: object) -> dict[str, object]:
    made = logging.makeLogRecord({"name": "conference", "levelname": "WARNING", **record})
    return json.loads(JsonLines().format(made))


def test_a_line_of_log_carries_the_id_of_its_request_and_none_outside() -> None:
    assert "request_id" not in line(msg="au repos")
    ask(HTTP_X_REQUEST_ID="0123456789abcdef")
    said = line(msg="« %s »", args=("occupé\nfaux",), facts={"status": 200})
    assert (said["request_id"], said["message"], said["status"]) == (
        "0123456789abcdef",
        "« occupé\nfaux »",
        200,
    )


def test_a_line_break_cannot_forge_a_line_and_a_traceback_stays_in_its_own() -> None:
    try:
        raise ValueError("a\nb")
    except ValueError:
        written = JsonLines().format(
            logging.makeLogRecord({"msg": "échec\n{}", "levelname": "ERROR", "exc_info": sys.exc_info()})
        )
    assert "\n" not in written
    assert json.loads(written)["traceback"].endswith("ValueError: a\nb")
