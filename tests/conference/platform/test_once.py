"""What one request reads once, and that nothing is kept for the next."""

from itertools import count

from conference.platform.once import once, reading_once


def test_a_request_reads_once_and_the_next_one_anew() -> None:
    read = count().__next__
    with reading_once():
        assert [once("number", read), once("number", read)] == [0, 0]
        assert once("another number", read) == 1
    with reading_once():
        assert once("number", read) == 2


def test_an_empty_answer_is_an_answer() -> None:
    asked: list[str] = []
    with reading_once():
        for _twice in range(2):
            assert once("nothing", lambda: asked.append("asked")) is None
    assert asked == ["asked"]


def test_outside_a_request_nothing_is_kept() -> None:
    read = count().__next__
    assert [once("number", read) for _twice in range(2)] == [0, 1]
