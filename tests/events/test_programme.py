"""The programme of an event: rooms side by side, what takes place now, and where each item is found."""

from datetime import datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from conference.platform.caching.memory import making
from events.models import EventPage, EventSpeaker, SessionSpeaker
from events.programme import programme_of
from tests.conference.core.shown import make_pictures
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at

pytestmark = pytest.mark.django_db
DAY = "2026-12-15"
REUNION = "Indian/Reunion"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    return EventPageFactory(start=at(DAY, "09:00"), end=at(DAY, "17:00"), slug="journee")


def add(event: EventPage, title: str, start: str, end: str = "", room: str = "", **values: object) -> None:
    zone, day = event.time_zone, str(values.pop("day", DAY))
    until = at(day, end, zone) if end else None
    SessionFactory(event=event, title=title, start=at(day, start, zone), end=until, room=room, **values)


def marks(event: EventPage, now: datetime) -> dict[str, str]:
    items = programme_of(event, now=now).items
    return {item.session.title: item.mark for item in items if item.mark}


# --- Rooms ---------------------------------------------------------------------------------------


def test_what_overlaps_stands_side_by_side_by_room(event: EventPage) -> None:
    add(event, "Ouverture", "09:00", "10:00", "Nef")
    add(event, "Longue table", "10:00", "12:00", "Nef")
    add(event, "Atelier", "10:00", "11:00", "Trame")
    add(event, "Second atelier", "11:00", "12:00", "Trame")
    add(event, "Café pour tous", "11:00", "11:15")
    add(event, "Clôture", "12:00", "13:00", "Nef")

    stretches = programme_of(event, now=at("2026-01-01")).days[0].stretches
    told = [[(item.session.title, item.column) for item in stretch.items] for stretch in stretches]
    assert [stretch.rooms for stretch in stretches] == [[], ["Nef", "Trame"], []]
    assert told == [
        [("Ouverture", 0)],
        [("Longue table", 1), ("Atelier", 2), ("Second atelier", 2), ("Café pour tous", 0)],
        [("Clôture", 0)],
    ]


def test_two_items_of_one_hour_without_an_end_are_at_the_same_time(event: EventPage) -> None:
    add(event, "Un", "10:00", room="A")
    add(event, "Deux", "10:00", room="B")
    add(event, "Trois", "10:30", room="A")
    assert [stretch.rooms for stretch in programme_of(event, now=at(DAY)).days[0].stretches] == [
        ["A", "B"],
        [],
    ]


@pytest.mark.parametrize(("rooms", "side_by_side"), [("AA", False), ("ABCD", True), ("ABCDE", False)])
def test_one_room_or_too_many_are_told_one_after_the_other(
    event: EventPage, rooms: str, side_by_side: bool
) -> None:
    for room in rooms:
        add(event, f"Dans {room}", "10:00", "11:00", room)
    assert bool(programme_of(event, now=at(DAY)).days[0].stretches[0].rooms) is side_by_side


def test_a_reader_hears_the_items_by_hour_each_with_its_room(event: EventPage, client: Client) -> None:
    add(event, "Longue table", "10:00", "12:00", "Nef")
    add(event, "Second atelier", "11:00", "12:00", "Trame")
    add(event, "Atelier", "10:00", "11:00", "Trame")
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")

    assert page.table is None
    assert [each.get_text() for each in page.select("ol.programme h3")] == [
        "Longue table",
        "Atelier",
        "Second atelier",
    ]
    assert [each.get_text() for each in page.select(".programme__item > .programme__room")] == [
        "Nef",
        "Trame",
        "Trame",
    ]
    assert len(page.select(".programme__side-by-side--2 > .programme__item--column-2")) == 2
    assert page.select_one(".programme__item--rows-2 h3").get_text() == "Longue table"


# --- On the day ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        ("08:00", {"Ouverture": "next"}),
        ("09:00", {"Ouverture": "now", "Atelier": "next", "Table": "next"}),
        ("10:30", {"Atelier": "now", "Table": "now", "Clôture": "next"}),
        ("11:30", {"Atelier": "now", "Clôture": "next"}),
        ("16:30", {"Clôture": "now"}),
        ("17:00", {}),
    ],
)
def test_now_and_next_on_the_day(event: EventPage, hour: str, told: dict[str, str]) -> None:
    add(event, "Ouverture", "09:00", "10:00")
    add(event, "Atelier", "10:00", "12:00", "Trame")
    add(event, "Table", "10:00", "11:00", "Nef")
    add(event, "Clôture", "16:00", "17:00")
    assert marks(event, at(DAY, hour)) == told
    assert marks(event, at("2026-12-14", hour)) == {}
    assert marks(event, at("2026-12-16", hour)) == {}


def test_the_day_is_that_of_the_place(tree: SiteTree) -> None:
    event = EventPageFactory(
        parent=tree.regions["la-reunion"].agenda,
        time_zone=REUNION,
        start=at(DAY, "01:00", REUNION),
        end=at(DAY, "04:00", REUNION),
    )
    add(event, "Au petit matin", "01:00", "02:00")
    # 21:30 of the day before in Paris is half past midnight at La Réunion
    assert marks(event, at("2026-12-14", "21:30")) == {"Au petit matin": "next"}
    assert marks(event, at("2026-12-14", "20:30")) == {}
    assert marks(event, at("2026-12-14", "22:30")) == {"Au petit matin": "now"}


def test_over_midnight_the_night_goes_on(tree: SiteTree) -> None:
    event = EventPageFactory(start=at(DAY, "20:00"), end=at("2026-12-16", "01:30"))
    add(event, "Bal", "22:00")
    event.sessions.update(end=at("2026-12-16", "01:30"))
    assert marks(event, at("2026-12-16", "00:45")) == {"Bal": "now"}


@pytest.mark.parametrize(
    ("day", "hour", "clock"), [("2026-10-25", "02:30", "2 h 30"), ("2027-03-28", "03:30", "3 h 30")]
)
def test_hours_on_the_nights_when_clocks_change(event: EventPage, day: str, hour: str, clock: str) -> None:
    add(event, "La nuit", hour, "04:00", day=day)
    item = programme_of(event, now=at(day, hour)).items[0]
    assert item.mark == "now"
    assert f"{item.session.start.astimezone(event.zone):%-H h %M}" == clock


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nothing_is_marked_where_nobody_comes(tree: SiteTree, status: str) -> None:
    event = EventPageFactory(start=at(DAY, "09:00"), end=at(DAY, "17:00"), status=status)
    add(event, "Ouverture", "09:00", "10:00")
    assert marks(event, at(DAY, "09:30")) == {}


def test_what_is_kept_of_the_page_changes_with_the_programme(event: EventPage) -> None:
    add(event, "Ouverture", "09:00", "10:00")
    for now, changes in (
        (at("2026-12-10"), at(DAY, "00:00")),
        (at(DAY, "08:00"), at(DAY, "09:00")),
        (at(DAY, "09:30"), at(DAY, "10:00")),
    ):
        with making() as made:
            programme_of(event, now=now)
        assert made.changes_at == changes


def test_the_page_marks_what_takes_place_now(event: EventPage, client: Client) -> None:
    add(event, "Ouverture", "09:00", "10:00")
    add(event, "Atelier", "10:00", "11:00")
    with time_machine.travel(at(DAY, "09:30"), tick=False):
        page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")
    assert page.select_one(".programme__item--now .programme__mark").get_text() == "En ce moment"
    assert page.select_one(".programme__item--next .programme__mark").get_text() == "Ensuite"
    assert page.select_one(".event-state").get_text() == "Aujourd’hui"
    links = page.select(".programme-now a")
    assert [each.get_text() for each in links] == ["Ouverture", "Atelier"]
    assert all(page.select_one(each["href"]) for each in links)

    with time_machine.travel(at(DAY, "09:30") - timedelta(days=1), tick=False):
        eve = BeautifulSoup(client.get(event.get_url()).content, "html.parser")
    assert not eve.select(".event-state, .programme-now")


# --- Addresses and people -----------------------------------------------------------------------------


def test_an_item_keeps_its_address_when_it_is_edited(event: EventPage, client: Client) -> None:
    add(event, "Ouverture", "09:00", "10:00")
    key = event.sessions.get().pk
    event = EventPage.objects.get()
    session = event.sessions.all()[0]
    session.title, session.start = "Accueil", session.start - timedelta(minutes=30)
    event.sessions.add(session)
    event.save_revision().publish()
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")

    assert page.select_one(f"#temps-{key} h3").get_text() == "Accueil"
    assert page.select_one(f'#temps-{key} a[href="#temps-{key}"] .hidden-visually').get_text()


def test_who_speaks_only_within_the_programme_is_announced_too(event: EventPage) -> None:
    add(event, "Ouverture", "09:00", "10:00")
    first, second, third = (SpeakerFactory(name=name) for name in ("Un", "Deux", "Trois"))
    for rank, speaker in enumerate((second, first)):
        SessionSpeaker.objects.create(session=event.sessions.get(), speaker=speaker, sort_order=rank)
    for rank, speaker in enumerate((third, first)):
        EventSpeaker.objects.create(event=event, speaker=speaker, sort_order=rank)
    programme = programme_of(event, now=at(DAY))

    assert [speaker.name for speaker in programme.people] == ["Trois", "Un", "Deux"]
    assert [speaker.name for speaker in programme.items[0].speakers] == ["Deux", "Un"]


def test_speakers_have_their_picture_their_links_and_the_others_their_initials(
    event: EventPage, client: Client
) -> None:
    shown = SpeakerFactory(
        name="Maëlle Le Payet",
        organisation="Le Fil commun",
        portrait=make_pictures(1)[0],
        website="https://fil.invalid/",
        profile_url="https://pro.invalid/maelle",
    )
    for speaker in (shown, SpeakerFactory(name="Idriss de la Fontaine")):
        EventSpeaker.objects.create(event=event, speaker=speaker)
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")

    assert page.select_one(f"#personne-{shown.pk} img")["alt"] == ""
    links = [each["href"] for each in page.select(f"#personne-{shown.pk} a")]
    assert links == ["https://fil.invalid/", "https://pro.invalid/maelle"]
    assert "déléguée, Le Fil commun" in page.select_one(f"#personne-{shown.pk}").get_text()
    assert [each.get_text() for each in page.select(".people__initials")] == ["IF"]


def test_without_any_picture_there_is_no_empty_square(event: EventPage, client: Client) -> None:
    EventSpeaker.objects.create(event=event, speaker=SpeakerFactory())
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")
    assert page.select(".people li")
    assert not page.select(".people__initials, .people__shown")
