"""Relay Bretagne knocks at every door of La Réunion; La Réunion's own relay comes in.

A refusal is 403, 404 or Wagtail's own (302 to the admin's home). Its answer names nothing of the other
region, and not one row of the database differs afterwards. Each door is tried in a savepoint.
"""

import re

import pytest
from django.http import HttpResponse

from .cases import doors, lists
from .rows import changed_since, every_row, undone, watched
from .world import Side, make_sides

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of each thumbnail to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
ADMIN_HOME = "/admin/"


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return make_sides()


def text_of(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


def errors_in(response: HttpResponse) -> list[str]:
    return re.findall(r"error-message[^>]*>(.*?)</", text_of(response), re.S)


def is_refusal(response: HttpResponse) -> bool:
    return response.status_code in (403, 404) or (
        response.status_code == 302 and response.headers["Location"] == ADMIN_HOME
    )


def assert_no_draft(side: Side, response: HttpResponse) -> None:
    """The answer names nothing of ``side`` but the title under which its live event is public."""
    leaks = re.findall(rf"{side.mark}(?! public\b)[^<]{{0,40}}", text_of(response))
    assert leaks == []


def test_the_owner_comes_in_at_every_door_and_changes_something(
    sides: tuple[Side, Side], subtests: pytest.Subtests
) -> None:
    """A door that writes does write for its owner, else the neighbour's rows below would prove nothing."""
    _ours, theirs = sides
    before = every_row()
    for name, door in doors(theirs).items():
        with subtests.test(name), undone():
            data = door.data(theirs.client) if door.data else {}
            with watched() as watch:
                response = door.knock(theirs.client, data=data)
            assert response.status_code in door.succeeds, errors_in(response)
            assert not is_refusal(response)
            if door.method != "get" and door.writes:
                assert watch.changed(before)


def test_the_neighbour_is_refused_at_every_door(sides: tuple[Side, Side], subtests: pytest.Subtests) -> None:
    ours, theirs = sides
    forms = {name: door.data(theirs.client) for name, door in doors(theirs).items() if door.data}
    before = every_row()
    for name, door in doors(theirs).items():
        with subtests.test(name), undone(), watched() as watch:
            response = door.knock(ours.client, data=forms.get(name, {}))
            assert is_refusal(response), (response.status_code, response.headers.get("Location"))
            assert theirs.mark not in text_of(response)
            assert watch.changed(before) == []
            if response.status_code == 302:  # what a message would tell on the next screen
                assert theirs.mark not in text_of(ours.client.get(ADMIN_HOME))
    assert changed_since(before) == []  # whatever the statements were


def test_lists_show_ones_own_and_no_draft_of_the_neighbours(
    sides: tuple[Side, Side], subtests: pytest.Subtests
) -> None:
    ours, theirs = sides
    for name, url in lists(ours).items():
        with subtests.test(name):
            response = ours.client.get(url)
            assert response.status_code == 200
            assert ours.mark in text_of(response)
            assert theirs.user.username not in text_of(response)
            assert_no_draft(theirs, response)
    for name, url in lists(theirs).items():
        with subtests.test(f"{name}, the neighbour's address"):
            response = ours.client.get(url, follow=True)
            assert_no_draft(theirs, response)
