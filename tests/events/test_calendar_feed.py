"""The calendar of a list that one subscribes to: valid for other readers, stable, with the filters chosen."""

from datetime import timedelta
from io import StringIO

import ics
import pytest
import vobject
from django.test import Client
from icalendar import Calendar
from icalendar import Event as Entry
from time_machine import travel

from conference.regions.models import Commune, Department
from events.models import EventPage
from tests.conference.factories import SiteTree
from tests.events.conftest import REUNION
from tests.events.factories import EventPageFactory, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_december")]


def entries(client: Client, address: str = "/agenda.ics") -> dict[str, Entry]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(entry["SUMMARY"]): entry for entry in Calendar.from_ical(response.content).walk("VEVENT")}


def test_a_calendar_that_one_subscribes_to_says_what_each_became(
    sessions: list[EventPage], client: Client
) -> None:
    content = client.get("/agenda.ics").content
    calendar = Calendar.from_ical(content)
    found = entries(client)

    assert str(calendar["X-WR-CALNAME"]) == "Agenda de la Conférence des alliances stratégiques"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT2H" in content
    assert b"X-PUBLISHED-TTL:PT2H" in content
    assert set(found) == {session.title for session in sessions} - {"Sans date"}
    assert [found[title]["STATUS"] for title in ("Annulée", "Passée en ligne")] == ["CANCELLED", "CONFIRMED"]
    reunion = found["Conférence locale ; l’île, ensemble"]
    assert reunion["DTSTART"].params["TZID"] == REUNION
    assert [str(each) for each in reunion["CATEGORIES"].cats] == ["rencontre", "présentiel", "La Réunion"]
    assert sorted(str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")) == ["Europe/Paris", REUNION]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_filters_are_in_the_name_and_in_what_is_found(sessions: list[EventPage], client: Client) -> None:
    calendar = Calendar.from_ical(client.get("/agenda.ics?region=la-reunion&format=presentiel").content)
    assert str(calendar["X-WR-CALNAME"]).endswith(" – La Réunion, présentiel")
    assert list(entries(client, "/agenda.ics?region=la-reunion")) == [sessions[0].title]
    assert len(entries(client, "/agenda.ics?region=atlantide&page=9&vue=mois")) == 6


@pytest.mark.parametrize("precision", ["commune", "code postal", None])
def test_a_place_is_told_where_it_is_known(tree: SiteTree, client: Client, precision: str | None) -> None:
    region = tree.regions["bretagne"].region
    department = Department.objects.create(code="35", name="Ille-et-Vilaine", slug="i-v", region=region)
    commune = precision and Commune.objects.create(
        code="35238",
        name="Rennes",
        folded="rennes",
        department=department,
        population=1,
        latitude="48.11",
        longitude="-1.68",
        precision=precision,
    )
    EventPageFactory(title="R", commune=commune or None, latitude="48.11", longitude="-1.68")
    assert ("GEO" in entries(client)["R"]) is (precision != "code postal")


def test_whom_to_write_to(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="R", contact_email="rennes@exemple.invalid")
    EventPageFactory(title="D’autres", organised_by_others=True, contact_email="autres@exemple.invalid")
    found = entries(client)
    assert str(found["R"]["ORGANIZER"]) == "mailto:rennes@exemple.invalid"
    assert "ORGANIZER" not in found["D’autres"]


def test_a_subscriber_learns_that_it_is_over_or_cancelled(sessions: list[EventPage], client: Client) -> None:
    with travel(at("2027-01-05"), tick=False):
        assert "Annulée" in entries(client)
        assert "Annulée" not in client.get("/agenda.atom").content.decode()
    with travel(at("2027-02-15"), tick=False):
        assert set(entries(client)) == {"Nuit d’été"}


def test_two_other_readers_find_the_same_events(sessions: list[EventPage], client: Client) -> None:
    text = client.get("/agenda.ics").content.decode()
    ours = Calendar.from_ical(text).walk("VEVENT")
    expected = {(str(entry["UID"]), str(entry["SUMMARY"])) for entry in ours}

    by_ics = ics.Calendar(text).events
    assert {(event.uid, event.name) for event in by_ics} == expected
    begins = {event.name: event.begin.datetime for event in by_ics}
    assert begins[sessions[0].title] == sessions[0].start
    assert begins["Nuit d’été"] == sessions[1].start
    assert {event.name for event in by_ics if event.all_day} == {"Deux jours"}

    (by_vobject,) = vobject.readComponents(StringIO(text))
    found = {str(entry.summary.value): entry for entry in by_vobject.vevent_list}
    assert {(str(entry.uid.value), name) for name, entry in found.items()} == expected
    assert found[sessions[0].title].dtstart.value == sessions[0].start
    assert found["Nuit d’été"].dtend.value == sessions[1].end
    assert found["Annulée"].status.value == "CANCELLED"


def test_imported_again_nothing_changes(sessions: list[EventPage], client: Client) -> None:
    """The same bytes, so the same UID, SEQUENCE and DTSTAMP; a change of date raises the SEQUENCE alone."""
    before = client.get("/agenda.ics").content
    with travel(at("2026-12-03"), tick=False):
        assert client.get("/agenda.ics").content == before
    known = entries(client)
    session = EventPage.objects.get(pk=sessions[1].pk)
    session.start += timedelta(hours=1)
    session.save_revision().publish()
    after = entries(client)

    moved = "Nuit d’été"
    assert {title: entry["UID"] for title, entry in after.items()} == {
        title: entry["UID"] for title, entry in known.items()
    }
    assert after[moved]["SEQUENCE"] == known[moved]["SEQUENCE"] + 1
    assert all(after[title] == known[title] for title in known if title != moved)
