"""Seats as a crowd of browsers finds them: gunicorn, two processes, everybody clicks twice.

At full size (500 people on 50 seats): `make faults`.
"""

import random
from collections import Counter
from datetime import datetime

import pytest
from django.utils import timezone

from events.models import EventPage
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm
from events.registrations.models import Attendee, Registration, RegistrationMail
from events.registrations.queue.ranks import place_of, waiting
from events.registrations.states import Status
from tests.proofs.faults.crowd import FULL, HELD, Answer, rush
from tests.web_process import web_process

from ..factories import open_event

pytestmark = pytest.mark.postgresql

TWO_PROCESSES = ("--config", "deploy/gunicorn.conf.py", "--workers", "2")


def check_seats(event: EventPage, answers: dict[str, list[Answer]], *, seats: int, now: datetime) -> None:
    """As many seats held as there are; everybody was told the same at each click, nobody is there twice."""
    people, clicks = len(answers), len(next(iter(answers.values())))
    meanings = {email: {answer.meaning for answer in given} for email, given in answers.items()}
    assert set(map(frozenset, meanings.values())) == {frozenset({HELD}), frozenset({FULL})}
    assert Counter(len(given) for given in answers.values()) == {clicks: people}
    seated = {email for email, said in meanings.items() if HELD in said}
    assert len(seated) == seats
    held = Attendee.objects.filter(event=event).holding_a_seat(now)
    assert sorted(held.values_list("registration__email", flat=True)) == sorted(seated)
    assert Registration.objects.count() == seats
    written_to = RegistrationMail.objects.values_list("registration__email", flat=True)
    assert set(written_to) == seated


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_clicks_twice_takes_each_seat_once(process_environment) -> None:
    event = open_event(capacity=5)
    environment = process_environment | {"TRUSTED_PROXIES": "1"}
    with web_process(environment, *TWO_PROCESSES, warm=True) as origin:
        answers = rush(origin, f"{event.url}inscription/", people=20)
    check_seats(event, answers, seats=5, now=timezone.now())


def check_queue(event: EventPage, answers: dict[str, list[Answer]], *, seats: int, now: datetime) -> None:
    """The first have the seats, all others wait in the order of their requests, however late they confirm."""
    people = len(answers)
    assert Counter(answer.meaning for given in answers.values() for answer in given) == {HELD: 2 * people}
    assert Registration.objects.count() == people
    assert Attendee.objects.filter(event=event).holding_a_seat(now).count() == seats
    requests = list(Registration.objects.order_by("created_at", "pk"))
    for registration in random.sample(requests, people):
        confirm(registration, now=now)
    assert Attendee.objects.filter(event=event, status=Status.CONFIRMED).count() == seats
    queue = [attendee.registration_id for attendee in waiting(event)]
    assert queue == [each.pk for each in requests if each.pk in set(queue)]
    assert len(queue) == people - seats
    last = Registration.objects.get(pk=queue[-1])
    assert place_of(last).rank == people - seats
    seated = Registration.objects.filter(attendees__status=Status.CONFIRMED)[:2]
    for registration in list(seated):
        cancel(registration, now=now)
    offered = Attendee.objects.filter(event=event, status=Status.OFFERED).order_by("queued_at", "pk")
    assert list(offered.values_list("registration", flat=True)) == queue[:2]


@pytest.mark.django_db(transaction=True)
def test_a_crowd_takes_the_seats_and_waits_in_the_order_of_its_requests(process_environment) -> None:
    event = open_event(capacity=5, waiting_list=True)
    environment = process_environment | {"TRUSTED_PROXIES": "1"}
    with web_process(environment, *TWO_PROCESSES, warm=True) as origin:
        answers = rush(origin, f"{event.url}inscription/", people=20)
    check_queue(event, answers, seats=5, now=timezone.now())
