"""What the writer of a programme is told to look at; nothing of it is refused."""

from datetime import datetime

import pytest

from events.programme_warnings import Item, warnings_of
from tests.events.factories import at

DAY = "2027-03-10"


def item(key: int, begins: str, ends: str = "", day: str = DAY, **values: object) -> Item:
    end = at(day, ends) if ends else None
    return Item(key=key, title=f"Temps {key}", start=at(day, begins), end=end, **values)


def told(*items: Item, start: datetime | None = None, end: datetime | None = None) -> list[tuple]:
    return [
        (each.sentence.replace("\u00a0", " "), each.keys) for each in warnings_of(items, start=start, end=end)
    ]


def test_a_quiet_programme_says_nothing() -> None:
    items = [
        item(0, "09:00", "10:00", room="A", people=("Léa",)),
        item(1, "10:00", "11:00", room="A", people=("Léa",)),
        item(2, "09:00", "10:00", room="B", people=("Ali",)),
    ]
    assert told(*items, start=at(DAY, "09:00"), end=at(DAY, "11:00")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("09:00", "10:00"), ("09:30", "10:30")),
        (("09:00", ""), ("09:00", "")),
        (("09:00", "12:00"), ("10:00", "")),
    ],
)
def test_one_room_twice_at_once(first: tuple[str, str], second: tuple[str, str]) -> None:
    found = told(item(0, *first, room="Grande salle"), item(1, *second, room="grande SALLE "))
    assert found[0][1] == (0, 1)
    assert found[0][0].startswith(
        "« Temps 0 » et « Temps 1 » ont lieu en même temps dans la salle « grande SALLE »"
    )


def test_one_person_twice_at_once() -> None:
    found = told(
        item(0, "09:00", "10:00", room="A", people=("Léa",)),
        item(1, "09:30", room="B", people=("LEA", "Ali")),
    )
    assert found == [("LEA intervient en même temps dans « Temps 0 » et « Temps 1 » (9 h 30).", (0, 1))]


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (item(0, "08:30", "09:00"), "« Temps 0 » commence à 8 h 30, avant l’événement (9 h)."),
        (item(0, "16:30", "18:00"), "« Temps 0 » finit à 18 h, après l’événement (17 h)."),
        (item(0, "17:00"), "« Temps 0 » finit à 17 h, après l’événement (17 h)."),
        (
            item(0, "09:00", "10:00", day="2027-03-11"),
            "« Temps 0 » n’est pas un jour de l’événement (jeudi 11 mars 2027).",
        ),
    ],
)
def test_outside_the_hours(one: Item, sentence: str) -> None:
    assert told(one, start=at(DAY, "09:00"), end=at(DAY, "17:00")) == [(sentence, (0,))]


def test_three_hours_without_a_break() -> None:
    talks = [item(key, f"{9 + key:02}:00", f"{10 + key:02}:00") for key in range(3)]
    assert told(*talks) == [("Pas de pause de 9 h à 12 h.", (0, 1, 2))]


@pytest.mark.parametrize(
    "rest",
    [
        item(1, "10:15", "10:30", kind="pause"),
        item(1, "10:00", "10:20"),  # ten minutes are left after it
    ],
)
def test_a_break_written_or_left(rest: Item) -> None:
    assert told(item(0, "09:00", "10:00"), rest, item(2, "10:30", "12:15")) == []


def test_a_break_in_the_other_room_rests_nobody_here() -> None:
    talks = [
        item(0, "09:00", "12:30", room="A"),
        item(1, "09:00", "10:00", room="B"),
        item(2, "10:00", "10:30", room="B", kind="pause"),
        item(3, "10:30", "12:00", room="B"),
    ]
    assert told(*talks) == [("Pas de pause de 9 h à 12 h 30.", (0,))]
