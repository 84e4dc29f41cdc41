"""500 people at once on 50 seats, each clicking twice; on a SQLite file 100 on 10."""

import time

import pytest
from django.db import connection
from django.utils import timezone

from events.models import EventPage
from tests.events.registrations.factories import open_event
from tests.events.registrations.seats.test_seats_over_http import TWO_PROCESSES, check_queue, check_seats
from tests.web_process import web_process

from .crowd import Answer, rush
from .table import QUICK, show

pytestmark = [pytest.mark.django_db(transaction=True)]
Answers = dict[str, list[Answer]]


def size() -> tuple[int, int]:
    """How many people, how many seats."""
    large = connection.vendor == "postgresql" and not QUICK
    return (500, 50) if large else (100, 10)


def rush_to(event: EventPage, environment: dict[str, str], *, people: int) -> tuple[Answers, float]:
    """What each of these people is answered, and how many seconds it took to answer all of them."""
    with web_process(environment | {"TRUSTED_PROXIES": "1"}, *TWO_PROCESSES) as origin:
        start = time.monotonic()
        answers = rush(origin, f"{event.url}inscription/", people=people)
        return answers, time.monotonic() - start


def test_a_crowd_at_the_door(process_environment) -> None:
    people, seats = size()
    event = open_event(capacity=seats)
    answers, took = rush_to(event, process_environment, people=people)
    check_seats(event, answers, seats=seats, now=timezone.now())
    show(
        f"{people} personnes à la fois, deux envois chacune, {seats} places",
        f"{seats} places tenues, {people - seats} « complet », 0 erreur ({took:.0f} s)",
    )


def test_a_crowd_that_waits(process_environment) -> None:
    people, seats = size()
    event = open_event(capacity=seats, waiting_list=True)
    answers, took = rush_to(event, process_environment, people=people)
    check_queue(event, answers, seats=seats, now=timezone.now())
    show(
        f"les mêmes, avec une liste d’attente, {seats} places",
        f"{seats} places, {people - seats} en attente dans l’ordre des demandes, 0 erreur ({took:.0f} s)",
    )
