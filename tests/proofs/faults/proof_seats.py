"""500 people at once on 50 seats, each clicking twice; on a SQLite file 100 on 10."""

import time

import pytest
from django.db import connection
from django.utils import timezone

from tests.events.registrations.factories import open_event
from tests.events.registrations.test_seats_over_http import TWO_PROCESSES, check_seats
from tests.web_process import web_process

from .crowd import rush
from .table import QUICK, show

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_crowd_at_the_door(process_environment) -> None:
    large = connection.vendor == "postgresql" and not QUICK
    people, seats = (500, 50) if large else (100, 10)
    event = open_event(capacity=seats)
    with web_process(process_environment | {"TRUSTED_PROXIES": "1"}, *TWO_PROCESSES) as origin:
        start = time.monotonic()
        answers = rush(origin, f"{event.url}inscription/", people=people)
        took = time.monotonic() - start
    check_seats(event, answers, seats=seats, now=timezone.now())
    show(
        f"{people} personnes à la fois, deux envois chacune, {seats} places",
        f"{seats} places tenues, {people - seats} « complet », 0 erreur ({took:.0f} s)",
    )
