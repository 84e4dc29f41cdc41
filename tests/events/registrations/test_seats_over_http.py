"""Seats as a crowd of browsers finds them: gunicorn, two processes, everybody clicks twice.

At full size (500 people on 50 seats): `make faults`.
"""

from collections import Counter
from datetime import datetime

import pytest
from django.utils import timezone

from events.models import EventPage
from events.registrations.models import Attendee, Registration, RegistrationMail
from tests.proofs.faults.crowd import FULL, HELD, Answer, rush
from tests.web_process import web_process

from .factories import open_event

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
