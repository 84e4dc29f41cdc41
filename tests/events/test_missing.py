"""What an event lacks: each lack alone, none for what needs nothing more."""

import pytest

from conference.core.models import Picture
from conference.regions.models import RelayTeam
from conference.regions.rights import ensure_relay_team
from events.choices import EventFormat, EventStatus, YesNo
from events.missing import LACKS, READ_WITH, missing
from events.models import EventPage
from tests.conference.core.shown import make_picture
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> EventPage:
    """An event of Bretagne that lacks nothing."""
    tree = make_site_tree(regions=("bretagne",))
    ensure_relay_team(tree.regions["bretagne"].region)
    RelayTeam.objects.update(contact_email="bretagne@example.org")
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    event.format, event.online_url = EventFormat.HYBRID, "https://visio.example.org/1"
    event.venue_name, event.address, event.step_free = "Maison des associations", "", YesNo.YES
    event.cover = make_picture()
    event.cover.description = "Une salle pleine."
    event.cover.save()
    event.save()
    return read(event)


def read(event: EventPage) -> EventPage:
    return EventPage.objects.select_related(*READ_WITH).get(pk=event.pk)


def keys(event: EventPage) -> list[str]:
    return [key for key, _sentence in missing(event)]


def test_a_complete_event_lacks_nothing_and_asks_no_query(event: EventPage) -> None:
    assert queries_of(lambda: missing(event)) == []
    assert missing(event) == []


@pytest.mark.parametrize(
    ("key", "taken_away"),
    [
        ("date", {"date_uncertain": True}),
        ("date", {"start": None}),
        ("link", {"online_url": ""}),
        ("place", {"venue_name": ""}),
        ("access", {"step_free": ""}),
        ("contact", {"team": ""}),
        ("picture", {"description": ""}),
    ],
)
def test_each_lack_is_told_alone(event: EventPage, key: str, taken_away: dict) -> None:
    if "team" in taken_away:
        RelayTeam.objects.update(contact_email="")
    elif "description" in taken_away:
        Picture.objects.update(description="")
    else:
        EventPage.objects.filter(pk=event.pk).update(**taken_away)
    assert keys(read(event)) == [key]


def test_what_is_only_on_line_needs_no_place_and_what_is_only_on_site_no_link(event: EventPage) -> None:
    event.venue_name = event.address = event.step_free = ""
    event.format = EventFormat.ONLINE
    assert keys(event) == []
    event.online_url = ""
    event.format = EventFormat.IN_PERSON
    assert keys(event) == ["place", "access"]


def test_its_own_contact_or_a_decorative_picture_is_enough(event: EventPage) -> None:
    event.region.team.contact_email = ""
    event.contact_email = "moi@example.org"
    event.cover.description, event.cover.is_decorative = "", True
    assert missing(event) == []


@pytest.mark.parametrize(
    "change", [{"is_model": True}, {"organised_by_others": True}, {"status": EventStatus.CANCELLED}]
)
def test_a_model_and_what_is_cancelled_or_of_others_are_left_alone(event: EventPage, change: dict) -> None:
    event.online_url = ""
    assert keys(event) == ["link"]
    for name, value in change.items():
        setattr(event, name, value)
    assert missing(event) == []


def test_every_lack_has_a_key_of_its_own() -> None:
    assert len({lack.key for lack in LACKS}) == len(LACKS)
