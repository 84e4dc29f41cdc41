"""What search engines read of an event: checked against schema.org's Event as Google documents it.

https://developers.google.com/search/docs/appearance/structured-data/event
"""

import json
from datetime import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.models import EventFormat, EventPage, EventSpeaker, EventStatus
from events.registrations.models import RegistrationSettings
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SpeakerFactory, at

pytestmark = pytest.mark.django_db

REQUIRED = {"name", "startDate", "location"}
RECOMMENDED = {"description", "endDate", "eventStatus", "image", "offers", "organizer", "performer"}
# The properties of https://schema.org/Event (and of Thing) that we use, and of what hangs on it.
KNOWN = {
    "Event": REQUIRED
    | RECOMMENDED
    | {"url", "eventAttendanceMode", "inLanguage", "isAccessibleForFree", "previousStartDate", "superEvent"},
    "Place": {"name", "address"},
    "PostalAddress": {
        *("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry"),
    },
    "VirtualLocation": {"url"},
    "Organization": {"name", "url"},
    "Person": {"name", "jobTitle", "affiliation"},
    "Offer": {"price", "priceCurrency", "url", "availability", "validFrom"},
    "EventSeries": {"name", "url"},
}
REUNION = "Indian/Reunion"
STATUSES = {"EventScheduled", "EventPostponed", "EventRescheduled", "EventMovedOnline", "EventCancelled"}


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def blocks(client: Client, event: EventPage) -> list[str]:
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")
    return [each.string for each in page.select('script[type="application/ld+json"]')]


def read(client: Client, event: EventPage) -> dict[str, Any]:
    (block,) = blocks(client, event)
    data = json.loads(block)
    check(data)
    return data


def check(data: dict[str, Any]) -> None:
    """Required properties, known ones only, dates and addresses that are such, words of the vocabulary."""
    assert data["@context"] == "https://schema.org"
    assert set(data) >= REQUIRED
    for thing in things(data):
        own = {name for name in thing if not name.startswith("@")}
        assert own <= KNOWN[thing["@type"]], thing
        assert all(value not in ("", None, []) for value in thing.values()), thing
        assert all(thing[name].startswith("https://") for name in ("url", "@id") if name in thing), thing
    for name in ("startDate", "endDate", "previousStartDate"):
        if name in data:
            moment = datetime.fromisoformat(data[name])
            assert "T" not in data[name] or moment.tzinfo, data[name]
    assert data["eventStatus"].removeprefix("https://schema.org/") in STATUSES
    assert all(address.startswith("https://") for address in data["image"])


def things(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [thing for each in value for thing in things(each)]
    if not isinstance(value, dict):
        return []
    return [value, *(thing for each in value.values() for thing in things(each))]


def status(data: dict[str, Any]) -> str:
    return data["eventStatus"].removeprefix("https://schema.org/")


def test_a_full_event_has_all_that_is_required_and_recommended(tree: SiteTree, client: Client) -> None:
    edition = NationalConferencePageFactory(parent=tree.editions, title="Édition 2026", slug="2026")
    event = EventPageFactory(
        title="Journée",
        slug="journee",
        start=at("2027-07-01", "09:00"),
        end=at("2027-07-01", "17:00"),
        address="1 rue du Fil",
        edition=edition,
    )
    RegistrationSettings.objects.create(event=event, enabled=True, capacity=50)
    EventSpeaker.objects.create(event=event, speaker=SpeakerFactory(name="Une personne"))
    data = read(client, event)

    assert set(data) >= REQUIRED | RECOMMENDED
    assert (data["startDate"], data["endDate"]) == ("2027-07-01T09:00:00+02:00", "2027-07-01T17:00:00+02:00")
    assert status(data) == "EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["location"] == [
        {
            "@type": "Place",
            "name": "Maison commune",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "1 rue du Fil",
                "postalCode": "35000",
                "addressLocality": "Rennes",
                "addressRegion": "Bretagne",
                "addressCountry": "FR",
            },
        }
    ]
    offer = data["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (0, "EUR")
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["url"].endswith("/regions/bretagne/agenda/journee/inscription/")
    assert data["organizer"]["url"].endswith("/regions/bretagne/")
    assert data["superEvent"]["name"] == "Édition 2026"
    assert data["performer"] == [{"@type": "Person", "name": "Une personne", "jobTitle": "déléguée"}]


@pytest.mark.parametrize(
    ("capacity", "word"), [(None, "InStock"), (2, "LimitedAvailability"), (0, "SoldOut")]
)
def test_what_is_left_in_the_words_of_the_vocabulary(
    tree: SiteTree, client: Client, capacity: int | None, word: str
) -> None:
    event = EventPageFactory()
    RegistrationSettings.objects.create(event=event, enabled=True, capacity=capacity)
    assert read(client, event)["offers"]["availability"] == f"https://schema.org/{word}"


def test_nothing_is_offered_where_one_does_not_register_here(tree: SiteTree, client: Client) -> None:
    assert "offers" not in read(client, EventPageFactory())


@pytest.mark.parametrize(
    ("format", "mode", "places"),
    [
        (EventFormat.ONLINE, "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (EventFormat.HYBRID, "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_on_line_the_place_is_the_page_never_the_joining_link(
    tree: SiteTree, client: Client, format: EventFormat, mode: str, places: list[str]
) -> None:
    event = EventPageFactory(format=format, online_url="https://visio.invalid/salon")
    data = read(client, event)

    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}"
    assert [place["@type"] for place in data["location"]] == places
    assert data["location"][-1]["url"] == data["url"]
    assert "visio.invalid" not in json.dumps(data)


THEN, LATER = at("2026-12-15", "09:00"), at("2027-07-01", "09:00")


@pytest.mark.parametrize(
    ("values", "told", "start", "previous"),
    [
        ({"status": EventStatus.CANCELLED}, "EventCancelled", LATER, None),
        ({"status": EventStatus.MOVED_ONLINE}, "EventMovedOnline", LATER, None),
        ({"status": EventStatus.POSTPONED}, "EventPostponed", LATER, None),
        ({"status": EventStatus.POSTPONED, "previous_start": THEN}, "EventRescheduled", LATER, THEN),
        (
            {"status": EventStatus.POSTPONED, "previous_start": THEN, "date_uncertain": True},
            "EventPostponed",
            THEN,
            None,
        ),
    ],
)
def test_what_happened(
    tree: SiteTree, client: Client, values: dict, told: str, start: datetime, previous: datetime | None
) -> None:
    data = read(client, EventPageFactory(start=LATER, **values))
    assert status(data) == told
    assert data["startDate"] == start.isoformat()
    assert data.get("previousStartDate") == (previous.isoformat() if previous else None)


@pytest.mark.parametrize(
    ("day", "last", "zone", "whole_day", "dates"),
    [
        (
            "2026-12-15 08:30",
            "2026-12-15 16:00",
            "Indian/Reunion",
            False,
            ("08:30:00+04:00", "16:00:00+04:00"),
        ),
        ("2026-12-15 20:00", "2026-12-16 01:30", "Europe/Paris", False, ("20:00:00+01:00", "01:30:00+01:00")),
        ("2026-10-24 22:00", "2026-10-25 03:30", "Europe/Paris", False, ("22:00:00+02:00", "03:30:00+01:00")),
        ("2027-03-27 22:00", "2027-03-28 03:30", "Europe/Paris", False, ("22:00:00+01:00", "03:30:00+02:00")),
        ("2028-02-29 09:00", "2028-02-29 09:00", "Europe/Paris", False, ("09:00:00+01:00", "")),
        ("2028-02-29 00:00", "2028-03-01 00:00", "Europe/Paris", True, ("2028-02-29", "2028-02-29")),
    ],
)
def test_dates_are_those_of_the_place(
    tree: SiteTree, client: Client, day: str, last: str, zone: str, whole_day: bool, dates: tuple[str, str]
) -> None:
    data = read(
        client,
        EventPageFactory(
            start=at(*day.split(), zone),
            end=at(*last.split(), zone),
            time_zone=zone,
            times_known=not whole_day,
        ),
    )
    assert data["startDate"].endswith(dates[0])
    assert data.get("endDate", "").endswith(dates[1])


def test_a_day_that_is_not_sure_is_not_told_to_search_engines(tree: SiteTree, client: Client) -> None:
    assert blocks(client, EventPageFactory(date_uncertain=True)) == []


def test_what_is_typed_never_leaves_its_block(tree: SiteTree, client: Client) -> None:
    title = "Fin </script><script>alert(1)</script> & \N{LINE SEPARATOR} <!-- suite"
    event = EventPageFactory(title=title, summary="</SCRIPT >")
    html = client.get(event.get_url()).content.decode()
    (block,) = blocks(client, event)

    assert not set("<>&\N{LINE SEPARATOR}") & set(block)
    assert json.loads(block)["name"] == title
    assert html.count("<script") == 1
    assert "alert(1)</script" not in html


def test_an_event_of_others_has_no_organiser_of_ours(tree: SiteTree, client: Client) -> None:
    data = read(client, EventPageFactory(national=True, by_others=True, whole_day=True))
    assert not {"organizer", "offers", "isAccessibleForFree"} & set(data)
