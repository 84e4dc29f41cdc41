"""The sessions of the demonstration that show what may become of one."""

import pytest
from django.test import Client
from django.utils import timezone

from events.models import EventFormat, EventPage, EventStatus
from events.models.place import ACCESS_FACTS
from events.programme import programme_of
from tests.home.demo.test_load_demo import coming

pytestmark = [pytest.mark.django_db, pytest.mark.demo]


def test_a_day_in_three_rooms_shows_them_side_by_side() -> None:
    event = EventPage.objects.get(title__startswith="Deuxième édition, premier jour")
    days = programme_of(event, now=timezone.now()).days
    rooms = [stretch.rooms for stretch in days[0].stretches if stretch.rooms]
    assert rooms == [["Grande scène", "Salle Trame", "Salle Chaîne"]] * 2
    assert event.interpretation_until < event.start.date()


def test_one_session_is_postponed_one_moved_on_line_and_of_one_everything_came_out(client: Client) -> None:
    postponed = coming().get(status=EventStatus.POSTPONED)
    assert postponed.previous_start < postponed.start
    assert coming().get(status=EventStatus.MOVED_ONLINE).format == EventFormat.ONLINE
    past = EventPage.objects.get(fictional=True, attended__isnull=False)
    page = client.get(past.get_url()).content.decode()
    for part in ("t-compte-rendu", "t-relire", "t-photographies", "Supports présentés", past.replay_url):
        assert part in page


@pytest.mark.parametrize("fact", ACCESS_FACTS)
def test_the_filter_of_each_fact_of_access_finds_a_coming_session(fact: str, client: Client) -> None:
    listing = client.get("/agenda/", {"acces": fact}).context["listing"]
    assert listing.page.paginator.count > 0


def test_sessions_are_found_by_the_kilometres_from_a_town_where_none_is_held(client: Client) -> None:
    page = client.get("/agenda/", {"q": "Quimper"}).content.decode()
    assert page.index("se parler avant de s’écrire") < page.index("le littoral et l’arrière-pays")
