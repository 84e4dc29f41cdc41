"""An event moved to another start: what belongs to it follows, by the clock on the wall."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.models import EventPage, Session
from events.registrations.models import RegistrationSettings
from events.shifting import Moved, Shift, move
from tests.events.factories import EventPageFactory, SessionFactory, at

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")


def unsaved(start: str, end: str, *, items: tuple[tuple[str, str | None], ...] = (), zone: str = PARIS.key):
    """An event never saved, and its items; moments written « 2026-12-15 09:00 »."""

    def moment(text: str):
        return at(*text.split(), zone=zone)

    event = EventPage(title="Rencontre", start=moment(start), end=moment(end), time_zone=zone)
    for begins, ends in items:
        event.sessions.add(Session(title="Temps", start=moment(begins), end=moment(ends) if ends else None))
    return event


def walls(event: EventPage) -> list[str]:
    """Start, end, then those of the items, as the clocks where it takes place show them."""
    found = [event.start, event.end]
    for item in event.sessions.all():
        found += [item.start, item.end]
    return [f"{each.astimezone(event.zone):%Y-%m-%d %H:%M}" for each in found if each]


@pytest.mark.parametrize(
    ("start", "to"),
    [("2026-03-21", "2026-04-04"), ("2026-10-24", "2026-11-07")],
    ids=["summer time comes", "winter time comes"],
)
def test_nine_o_clock_stays_nine_o_clock_across_a_change_of_clock(start: str, to: str) -> None:
    event = unsaved(
        f"{start} 08:30",
        f"{start} 16:00",
        items=((f"{start} 09:00", f"{start} 10:15"), (f"{start} 11:00", None)),
    )
    moved = move(event, to=at(to, "08:30"))
    assert walls(event) == [f"{to} {hour}" for hour in ("08:30", "16:00", "09:00", "10:15", "11:00")]
    assert moved == Moved(by=timedelta(days=14), sessions=2)


def test_another_hour_moves_the_whole_day() -> None:
    event = unsaved("2026-12-15 09:00", "2026-12-15 12:00", items=(("2026-12-15 10:00", None),))
    move(event, to=at("2026-12-17", "14:30"))
    assert walls(event) == ["2026-12-17 14:30", "2026-12-17 17:30", "2026-12-17 15:30"]


def test_midnight_is_passed_again() -> None:
    event = unsaved("2026-12-31 20:00", "2027-01-01 01:30", items=(("2026-12-31 23:30", "2027-01-01 00:30"),))
    move(event, to=at("2027-02-28", "20:00"))
    assert walls(event) == ["2027-02-28 20:00", "2027-03-01 01:30", "2027-02-28 23:30", "2027-03-01 00:30"]


def test_the_29th_of_february_follows_as_the_day_after() -> None:
    event = unsaved("2028-02-28 09:00", "2028-02-29 17:00", items=(("2028-02-29 09:00", None),))
    move(event, to=at("2029-02-28"))
    assert walls(event) == ["2029-02-28 09:00", "2029-03-01 17:00", "2029-03-01 09:00"]
    move(event, to=at("2028-02-29"))
    assert walls(event) == ["2028-02-29 09:00", "2028-03-01 17:00", "2028-03-01 09:00"]


def test_la_reunion_keeps_its_own_clock_while_that_of_paris_changes() -> None:
    event = unsaved(
        "2026-03-20 09:00", "2026-03-20 12:00", items=(("2026-03-20 10:00", None),), zone=REUNION.key
    )
    move(event, to=at("2026-04-20", "09:00", zone=REUNION.key))
    assert walls(event) == ["2026-04-20 09:00", "2026-04-20 12:00", "2026-04-20 10:00"]
    assert event.start == at("2026-04-20", "07:00")


def test_an_event_of_paris_taken_to_la_reunion_keeps_its_hours() -> None:
    event = unsaved("2026-12-15 09:00", "2026-12-15 17:00", items=(("2026-12-15 10:00", "2026-12-15 11:00"),))
    move(event, to=at("2027-06-08", "09:00", zone=REUNION.key), zone=REUNION)
    assert event.time_zone == REUNION.key
    assert walls(event) == [f"2027-06-08 {hour}" for hour in ("09:00", "17:00", "10:00", "11:00")]


def test_an_hour_that_does_not_exist_is_the_next_one_and_no_item_ends_before_it_begins() -> None:
    event = unsaved("2026-03-28 01:00", "2026-03-28 05:00", items=(("2026-03-28 02:30", "2026-03-28 03:15"),))
    move(event, to=at("2026-03-29", "01:00"))
    assert walls(event)[2:] == ["2026-03-29 03:30", "2026-03-29 04:15"]


def test_an_hour_that_comes_twice_is_the_first_one() -> None:
    shift = Shift(by=timedelta(days=1), zone=PARIS, to_zone=PARIS)
    assert shift.moment(at("2026-10-24", "02:30")).isoformat() == "2026-10-25T02:30:00+02:00"


def test_an_event_without_a_start_takes_it_and_leaves_the_rest() -> None:
    event = EventPage(title="Brouillon", end=at("2026-12-15", "17:00"))
    event.sessions.add(Session(title="Sans heure"))
    assert move(event, to=at("2026-12-20")) == Moved(by=timedelta(0))
    assert (event.start, event.end) == (at("2026-12-20"), at("2026-12-15", "17:00"))
    assert event.sessions.all()[0].start is None


@pytest.mark.django_db
def test_what_a_saved_event_holds_is_moved_too_and_saved_with_it() -> None:
    event = EventPageFactory(start=at("2026-12-15"), end=at("2026-12-15", "17:00"))
    SessionFactory(event=event, start=at("2026-12-15", "10:00"))
    RegistrationSettings.objects.create(event=event, closes_at=at("2026-12-14", "18:00"))
    event = EventPage.objects.get(pk=event.pk)
    event.interpretation_until = date(2026, 12, 1)
    moved = move(event, to=at("2027-01-05"))
    assert moved.sentence == (
        "Le programme (1 temps), la fin des inscriptions et le dernier jour pour demander un interprète"
        " suivent."
    )
    event.save()
    kept = EventPage.objects.get(pk=event.pk)
    assert walls(kept) == ["2027-01-05 09:00", "2027-01-05 17:00", "2027-01-05 10:00", "2027-01-05 11:00"]
    assert kept.registration_settings.get().closes_at == at("2027-01-04", "18:00")
    assert kept.interpretation_until == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, ""),
        ({"sessions": 8}, "Le programme (8 temps) suit."),
        ({"closing": True}, "La fin des inscriptions suit."),
        ({"sessions": 8, "closing": True}, "Le programme (8 temps) et la fin des inscriptions suivent."),
    ],
)
def test_one_sentence_tells_what_followed(facts: dict, sentence: str) -> None:
    assert Moved(by=timedelta(days=1), **facts).sentence == sentence


def test_the_same_start_moves_nothing() -> None:
    event = unsaved("2026-12-15 09:00", "2026-12-15 12:00", items=(("2026-12-15 10:00", None),))
    assert move(event, to=at("2026-12-15")).sentence == ""
