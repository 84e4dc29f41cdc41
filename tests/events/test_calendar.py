"""The calendar file: valid, stable, in the event's own zone, without the link to an online event."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar, Event
from wagtail.models import PageViewRestriction

from events.models import EventPage, EventStatus
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at

pytestmark = pytest.mark.django_db
REUNION = "Indian/Reunion"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def session(tree: SiteTree) -> EventPage:
    return EventPageFactory(
        parent=tree.regions["la-reunion"].agenda,
        title="Conférence locale ; l’île, ensemble",
        slug="conference-locale",
        time_zone=REUNION,
        start=at("2026-12-15", "08:30", REUNION),
        end=at("2026-12-15", "16:00", REUNION),
        venue_name="Maison des associations",
        postcode="97400",
        town="Saint-Denis",
        online_url="https://visio.invalid/secret",
        latitude="-20.88",
        longitude="55.45",
    )


def entry_at(client: Client, address: str) -> tuple[Calendar, Event]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    (entry,) = calendar.walk("VEVENT")
    return calendar, entry


def test_a_session_goes_into_a_calendar(session: EventPage, client: Client) -> None:
    calendar, entry = entry_at(client, "/regions/la-reunion/agenda/conference-locale/evenement.ics")

    assert (calendar["VERSION"], "Conférence des alliances" in calendar["PRODID"]) == ("2.0", True)
    assert entry["UID"] == f"{session.uuid}@conference-des-alliances"
    assert entry["SUMMARY"] == "Conférence locale ; l’île, ensemble"
    assert entry["DTSTART"].dt == session.start
    assert entry["DTSTART"].params["TZID"] == REUNION
    assert entry["DTEND"].dt == session.end
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["SEQUENCE"] == 0
    assert entry["LOCATION"] == "Maison des associations, 97400 Saint-Denis"
    assert entry["URL"] == "https://conference.test/regions/la-reunion/agenda/conference-locale/"
    assert entry["GEO"].to_ical() == "-20.88;55.45"
    assert entry["DTSTAMP"].dt == session.last_published_at.replace(microsecond=0)


def test_the_zone_is_described_and_short(session: EventPage, client: Client) -> None:
    response = client.get("/regions/la-reunion/agenda/conference-locale/evenement.ics")
    (zone,) = Calendar.from_ical(response.content).walk("VTIMEZONE")

    assert zone["TZID"] == REUNION
    assert zone.walk("STANDARD")[0]["TZOFFSETTO"].td == timedelta(hours=4)
    assert len(response.content) < 2000
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_a_paris_event_in_summer_keeps_its_hour(tree: SiteTree, client: Client) -> None:
    EventPageFactory(
        national=True, slug="ete", start=at("2027-07-01", "14:00"), end=at("2027-07-01", "15:00")
    )
    calendar, entry = entry_at(client, "/agenda/ete/evenement.ics")
    (zone,) = calendar.walk("VTIMEZONE")

    assert entry["DTSTART"].dt.utcoffset() == timedelta(hours=2)
    assert {part["TZOFFSETTO"].td for part in zone.subcomponents} == {timedelta(hours=1), timedelta(hours=2)}


def test_the_link_to_an_online_event_is_not_in_it(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(online=True, slug="en-ligne")
    response = client.get("/regions/bretagne/agenda/en-ligne/evenement.ics")

    assert event.online_url == "https://visio.invalid/salon"
    assert b"visio.invalid" not in response.content.replace(b"\r\n ", b"")
    assert Calendar.from_ical(response.content).walk("VEVENT")[0]["LOCATION"] == "en ligne"


def test_a_day_without_hours_is_a_whole_day(tree: SiteTree, client: Client) -> None:
    EventPageFactory(
        slug="jour", whole_day=True, start=at("2020-07-08", "00:00"), end=at("2020-07-09", "23:59")
    )
    _calendar, entry = entry_at(client, "/regions/bretagne/agenda/jour/evenement.ics")

    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2020, 7, 8), date(2020, 7, 10))
    assert entry["DTSTART"].params["VALUE"] == "DATE"


def test_what_calendars_must_learn_raises_the_sequence(session: EventPage, client: Client) -> None:
    address = "/regions/la-reunion/agenda/conference-locale/evenement.ics"
    before = entry_at(client, address)[1]
    session.summary = "Une autre phrase."
    session.save_revision().publish()
    assert entry_at(client, address)[1]["SEQUENCE"] == 0

    session.refresh_from_db()
    session.venue_name = "Mairie"
    session.save_revision().publish()
    after = entry_at(client, address)[1]

    assert after["SEQUENCE"] == 1
    assert after["LOCATION"] == "Mairie, 97400 Saint-Denis"
    assert after["UID"] == before["UID"]


def test_a_draft_of_another_date_says_nothing(session: EventPage, client: Client) -> None:
    session.start += timedelta(days=1)
    session.end += timedelta(days=1)
    session.save_revision()
    _calendar, entry = entry_at(client, "/regions/la-reunion/agenda/conference-locale/evenement.ics")

    assert entry["DTSTART"].dt == at("2026-12-15", "08:30", REUNION)
    assert entry["SEQUENCE"] == 0


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (EventStatus.SCHEDULED, "CONFIRMED"),
        (EventStatus.POSTPONED, "CONFIRMED"),
        (EventStatus.MOVED_ONLINE, "CONFIRMED"),
        (EventStatus.CANCELLED, "CANCELLED"),
    ],
)
def test_the_state_is_said(session: EventPage, client: Client, status: EventStatus, said: str) -> None:
    EventPage.objects.filter(pk=session.pk).update(status=status)
    _calendar, entry = entry_at(client, "/regions/la-reunion/agenda/conference-locale/evenement.ics")

    assert entry["STATUS"] == said


def test_no_calendar_for_a_date_that_is_not_sure(tree: SiteTree, client: Client) -> None:
    EventPageFactory(slug="incertain", date_uncertain=True)
    assert client.get("/regions/bretagne/agenda/incertain/evenement.ics").status_code == 404
    assert "evenement.ics" not in client.get("/regions/bretagne/agenda/incertain/").content.decode()


def test_no_calendar_for_a_draft_or_a_page_kept_for_some(
    tree: SiteTree, session: EventPage, client: Client
) -> None:
    EventPageFactory(slug="brouillon", draft=True)
    PageViewRestriction.objects.create(page=tree.regions["la-reunion"].page, restriction_type="login")

    assert client.get("/regions/bretagne/agenda/brouillon/evenement.ics").status_code == 404
    assert client.get("/regions/la-reunion/agenda/conference-locale/evenement.ics").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/agenda/conference-locale/", "/regions/bretagne/agenda/conference-locale/", "/agenda/archives/"],
)
def test_no_calendar_where_no_event_stands(session: EventPage, client: Client, path: str) -> None:
    assert client.get(f"{path}evenement.ics").status_code == 404


def test_the_file_may_be_kept_by_a_shared_cache(session: EventPage, client: Client) -> None:
    response = client.get("/regions/la-reunion/agenda/conference-locale/evenement.ics")

    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert client.post("/regions/la-reunion/agenda/conference-locale/evenement.ics").status_code == 405
    again = client.get(
        "/regions/la-reunion/agenda/conference-locale/evenement.ics",
        headers={"If-None-Match": response["ETag"]},
    )
    assert again.status_code == 304


@pytest.mark.parametrize("times_known", [True, False])
@pytest.mark.parametrize(
    ("start", "end"),
    [("9999-12-31", "9999-12-31"), ("2027-03-10", "9999-12-31"), ("1492-10-12", "1492-10-12")],
)
def test_years_that_no_calendar_knows_have_no_file(
    session: EventPage, client: Client, start: str, end: str, times_known: bool
) -> None:
    """Rows of before the forms refused such years: the page answers, its file is not found, neither fails."""
    EventPage.objects.filter(pk=session.pk).update(
        start=at(start, "08:30", REUNION), end=at(end, "16:00", REUNION), times_known=times_known
    )
    assert client.get(f"{session.url}evenement.ics").status_code == 404
    assert client.get(session.url).status_code == 200
    assert client.get("/agenda/").status_code == 200
