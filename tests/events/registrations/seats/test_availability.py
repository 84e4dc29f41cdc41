"""What public pages say of the places: words for everybody, a number on the form alone."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.core.models import SiteSettings
from events.lifecycle import cancel_event
from events.models import EventFormat, EventPage, EventStatus
from events.registrations.access import link_for
from events.registrations.models import Attendee, RegistrationSettings
from events.registrations.seats.availability import (
    Opening,
    SeatAvailability,
    capacity_warning,
    previewed_seat_availability,
    seat_availabilities,
    seat_availability,
)
from events.registrations.seats.gates import close_registration
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory
from tests.queries import check_few, check_same, page_queries

from ..factories import RegistrationFactory, open_event
from ..pages import words as words_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def say(event: EventPage) -> str:
    return seat_availability(event, now=timezone.now()).words


@pytest.mark.parametrize(
    ("capacity", "taken", "words"),
    [
        (None, 3, "places disponibles"),
        (4, 0, "places disponibles"),
        (4, 1, "dernières places"),
        (100, 89, "places disponibles"),
        (100, 90, "dernières places"),
        (100, 99, "dernières places"),
        (100, 100, "complet"),
        (100, 120, "complet"),
        (0, 0, "complet"),
    ],
)
def test_the_words_follow_the_seats_left(capacity: int | None, taken: int, words: str) -> None:
    place = SeatAvailability(opening=Opening.OPEN, capacity=capacity, taken=taken)
    if capacity is not None and taken >= capacity:
        place = SeatAvailability(opening=Opening.FULL, capacity=capacity, taken=taken)
        assert place.left == 0
    assert place.words == words
    assert place.alarm == (words == "complet")


def test_what_keeps_people_away_is_said_in_the_list() -> None:
    now = timezone.now()
    closed = open_event()
    close_registration(closed, by=None, now=now)
    full = open_event(capacity=1)
    RegistrationFactory(event=full)
    for event, words, alarm in [
        (closed, "inscriptions closes", True),
        (full, "complet", True),
        (open_event(status=EventStatus.CANCELLED), "annulé", True),
        (open_event(status=EventStatus.POSTPONED, date_uncertain=True), "reporté", True),
        (open_event(status=EventStatus.POSTPONED), "places disponibles", False),
        (open_event(past=True), "", False),
        (open_event(enabled=False), "", False),
        (EventPageFactory(), "", False),
        (open_event(start=now - timedelta(hours=1)), "inscriptions closes", True),
    ]:
        place = seat_availability(event, now=now)
        assert (place.words, place.alarm) == (words, alarm)


def test_lapsed_cancelled_and_expired_seats_do_not_count() -> None:
    event = open_event(capacity=5)
    for state in (
        {},
        {"unconfirmed": True},
        {"lapsed": True},
        {"status": "cancelled"},
        {"status": "expired"},
    ):
        RegistrationFactory(event=event, **state)
    RegistrationFactory()  # elsewhere
    place = seat_availability(event, now=timezone.now())
    assert (place.taken, place.left) == (2, 3)


def test_a_capacity_below_the_seats_taken_cancels_nobody_and_is_said_to_the_team() -> None:
    event = open_event(capacity=5)
    for _ in range(3):
        RegistrationFactory(event=event)
    assert capacity_warning(event, now=timezone.now()) is None
    RegistrationSettings.objects.update(capacity=2)
    sentence = capacity_warning(event, now=timezone.now())
    assert sentence is not None
    assert "3 places sont déjà prises, plus que de places ouvertes (2)" in sentence
    assert seat_availability(event, now=timezone.now()).taken == 3


def test_a_room_smaller_than_the_people_who_have_a_place_in_it_is_said_to_the_team() -> None:
    event = open_event(capacity=None, ceiling=3)
    RegistrationFactory.create_batch(3, event=event)
    assert capacity_warning(event, now=timezone.now()) is None
    RegistrationSettings.objects.update(ceiling=2)  # a draft given before the third came
    sentence = capacity_warning(event, now=timezone.now())
    assert sentence is not None
    assert "3 personnes ont déjà une place dans la salle pour une jauge de 2" in sentence


def test_a_preview_of_a_new_event_says_what_its_form_says() -> None:
    start = timezone.now() + timedelta(days=9)
    event = EventPage(
        title="Brouillon", start=start, end=start + timedelta(hours=2), time_zone="Europe/Paris"
    )
    assert previewed_seat_availability(event, now=timezone.now()).words == ""
    event.registration_settings = [RegistrationSettings(enabled=True, capacity=50)]
    assert previewed_seat_availability(event, now=timezone.now()).words == "places disponibles"


# --- Queries -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_list_of_events_asks_one_query_for_all_its_words(number: int) -> None:
    events = []
    for _ in range(number):
        events.append(open_event())
        RegistrationFactory(event=events[-1])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        places = seat_availabilities(events, now=timezone.now())
        assert {place.words for place in places.values()} == {"places disponibles"}
    assert len(asked) == 1, asked.captured_queries


def test_the_box_of_an_event_asks_one_query() -> None:
    event = EventPage.objects.get(pk=open_event().pk)
    template = engines["django"].from_string(
        "{% load registrations_tags %}{% event_seat_availability event=event as availability %}"
        "{% registration_box event=event availability=availability %}"
    )
    template.render({"event": event})  # the site's root paths are cached
    with CaptureQueriesContext(connection) as asked:
        box = template.render({"event": event})
    assert len(asked) == 1, asked.captured_queries
    assert f'href="{event.url}inscription/"' in box
    assert "Places disponibles" in box


def test_the_box_of_a_cancelled_event_offers_nothing_and_leaves_the_reason_to_the_page() -> None:
    event = open_event()
    RegistrationFactory(event=event)
    event = cancel_event(event, by=None, reason="La salle est fermée.", now=timezone.now())
    template = engines["django"].from_string(
        "{% load registrations_tags %}{% event_seat_availability event=event as availability %}"
        "{% registration_box event=event availability=availability %}"
    )
    box = template.render({"event": event})
    assert "Annulé" in box
    assert "La salle est fermée." not in box  # said once, at the head of the page
    assert "sont prévenues" in box
    assert "inscription/" not in box
    event.status, event.date_uncertain = EventStatus.POSTPONED, True
    assert template.render({"event": event}).strip() == ""  # the head of the page says it


@pytest.mark.parametrize(
    ("values", "said", "label"),
    [
        ({"waiting_list": True}, "dans l’ordre des demandes", "Rejoindre la liste d’attente"),
        ({"format": EventFormat.HYBRID}, "on peut suivre en ligne", "S’inscrire"),
    ],
)
def test_where_no_seat_is_left_the_page_leads_to_the_queue_or_to_the_line(
    client: Client, values, said, label
) -> None:
    event = open_event(capacity=1, **values)
    RegistrationFactory(event=event)
    box = BeautifulSoup(client.get(event.url).content, "html.parser").select_one(".registration-box")
    assert box is not None
    assert said in box.get_text()
    assert "Pas d’inscription sur ce site" not in box.get_text()
    [link] = box.find_all("a")
    assert label in link.get_text()
    assert link["href"].endswith(f"{event.slug}/inscription/")


def test_an_event_that_is_over_has_no_box(client: Client) -> None:
    page = client.get(open_event(past=True).url).content.decode()
    assert "Terminé" in page
    assert "registration-box" not in page


@pytest.mark.parametrize(
    ("values", "promised"),
    [
        ({}, True),
        ({"capacity": 0}, True),
        ({"enabled": False}, False),
        ({"past": True}, False),
        ({"organised_by_others": True}, False),
        ({"status": EventStatus.CANCELLED}, False),
    ],
)
@pytest.mark.parametrize("format", [EventFormat.ONLINE, EventFormat.HYBRID])
def test_a_link_is_promised_to_registrants_only_where_one_registers(
    client: Client, values: dict, promised: bool, format: EventFormat
) -> None:
    event = open_event(format=format, online_url="https://visio.invalid/salon", **values)
    page = words_of(client.get(event.url))
    assert ("le lien est envoyé aux personnes inscrites" in page) is promised
    assert "ligne" in page


def test_where_no_number_of_seats_is_set_nobody_is_counted_for_a_visitor() -> None:
    now = timezone.now()
    limited, unlimited = open_event(capacity=9), open_event(capacity=None)
    for event in (limited, unlimited):
        RegistrationFactory.create_batch(2, event=event)
    assert {pk: place.taken for pk, place in seat_availabilities([limited, unlimited], now=now).items()} == {
        limited.pk: 2,
        unlimited.pk: 0,
    }
    assert seat_availability(unlimited, now=now, count_all=True).taken == 2


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED])
def test_the_pages_of_a_registration_ask_the_same_queries_however_many_are_registered(
    client: Client, status: Status
) -> None:
    agenda = make_site_tree().regions["la-reunion"].agenda
    event = open_event(capacity=100, parent=agenda, waiting_list=True, phone="02 62 00 00 00")
    now = timezone.now()
    values = {"event": event, "status": status, "queued_at": now, "held_until": now + timedelta(hours=3)}
    registration = RegistrationFactory(**values)
    SiteSettings.load()  # the first time, its row is made
    paths = (f"{event.url}inscription/", link_for(registration))
    with_one = [page_queries(client, path) for path in paths]
    for queries, path in zip(with_one, paths, strict=True):
        check_few(queries, of=path)

    RegistrationFactory.create_batch(29, **values)

    for queries, path in zip(with_one, paths, strict=True):
        check_same(queries, page_queries(client, path), of=path)


def test_the_link_of_a_party_asks_the_same_queries_however_many_come(client: Client) -> None:
    event = open_event(capacity=100)
    registration = RegistrationFactory(event=event)
    SiteSettings.load()
    with_one = page_queries(client, link_for(registration))
    for number in range(7):
        Attendee.objects.create(
            registration=registration, event=event, last_name=f"Payet {number}", status=Status.CONFIRMED
        )
    check_same(with_one, page_queries(client, link_for(registration)))
