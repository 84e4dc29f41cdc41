"""A seat given back: to somebody else at once, by the visitor until the start, by the team after it too."""

from datetime import datetime

import pytest
from django.core import mail as mails
from django.utils import timezone

from events.registrations.actions.cancellations import cancel
from events.registrations.actions.signup import register
from events.registrations.errors import (
    EventStarted,
)
from events.registrations.models import RegistrationMail
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue

from ..factories import RegistrationFactory, applicant, open_event

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
State = RegistrationMail.State


def test_cancelling_frees_the_seat_for_somebody_else() -> None:
    event, now = open_event(capacity=1), timezone.now()
    mine = RegistrationFactory(event=event)

    cancel(mine, now=now)

    assert register(event, applicant=applicant(), now=now).first_attendee.status == Status.UNCONFIRMED
    mine.refresh_from_db()
    assert (mine.first_attendee.status, mine.first_attendee.cancelled_at) == (Status.CANCELLED, now)
    run_queue()
    assert [sent.to for sent in mails.outbox] == [[mine.email], [applicant().email]]


def test_a_visitor_cannot_cancel_once_the_event_has_begun_but_the_team_can(django_user_model) -> None:
    registration = RegistrationFactory()
    begun: datetime = registration.event.start
    with pytest.raises(EventStarted):
        cancel(registration, now=begun)
    team = django_user_model.objects.create_user("relais")
    assert cancel(registration, by=team, now=begun).first_attendee.status == Status.CANCELLED
    assert registration.log.get().user == team


def test_cancelling_twice_or_what_was_never_confirmed_does_no_harm() -> None:
    now = timezone.now()
    for registration in (RegistrationFactory(), RegistrationFactory(unconfirmed=True)):
        cancel(registration, now=now)
        cancel(registration, now=now)
        assert registration.log.count() == 1
    assert RegistrationMail.objects.count() == 2
