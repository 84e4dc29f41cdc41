"""Reminders a week and a day before, thanks the day after: once, where the event takes place."""

import pytest
import time_machine
from django.core import mail as mails
from django.utils import timezone

from events.models import EventPage
from events.registrations.mails.reminders import remind
from events.registrations.models import Notice, RegistrationMail, RegistrationSettings
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue
from tests.events.factories import at
from tests.events.registrations.factories import RegistrationFactory

from .writing import december

pytestmark = pytest.mark.django_db


def reminded(day: str, hour: str = "09:00") -> int:
    with time_machine.travel(at(day, hour), tick=False):
        told = remind(now=timezone.now())
        run_queue()
    return told


def test_a_week_and_a_day_before_and_the_day_after_each_once() -> None:
    event = december()
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, status=Status.CANCELLED)
    days = ("2099-12-07", "2099-12-08", "2099-12-13", "2099-12-14", "2099-12-15", "2099-12-16", "2099-12-17")
    assert [reminded(day) for day in days] == [0, 1, 0, 1, 0, 1, 0]
    assert [reminded(day, "18:00") for day in days] == [0] * 7
    subjects = [sent.subject.replace("\xa0", " ") for sent in mails.outbox]
    assert subjects == ["Rappel : Rencontre", "Rappel : Rencontre", "Merci : Rencontre"]
    assert "«\xa0Rencontre\xa0» a lieu dans sept jours." in mails.outbox[0].body
    assert "«\xa0Rencontre\xa0» a lieu demain." in mails.outbox[1].body
    assert reminded("2099-12-08", "08:59") == 0


@pytest.mark.parametrize(
    ("due", "leaves", "title", "said"),
    [
        ("2099-12-14", "2099-12-15", "C’est aujourd’hui", "a lieu aujourd’hui."),
        ("2099-12-08", "2099-12-10", "C’est bientôt", "a lieu dans 5 jours."),
        ("2099-12-08", "2099-12-14", "C’est demain", "a lieu demain."),
    ],
)
def test_one_that_the_server_kept_waiting_tells_the_day_right(due, leaves, title, said) -> None:
    RegistrationFactory(event=december())
    with time_machine.travel(at(due, "09:00"), tick=False):
        remind(now=timezone.now())
    with time_machine.travel(at(leaves, "07:00"), tick=False):
        run_queue()
    [sent] = mails.outbox
    assert sent.body.startswith(title)
    assert said in sent.body.replace("\xa0", " ")


def test_one_that_nobody_waits_for_or_that_is_turned_off_writes_nothing() -> None:
    event = december()
    assert reminded("2099-12-08") == 0
    RegistrationFactory(event=event)
    RegistrationSettings.objects.update(reminds_the_day_before=False, thanks_the_day_after=False)
    assert reminded("2099-12-14") == reminded("2099-12-16") == 0
    EventPage.objects.update(status="cancelled")
    RegistrationSettings.objects.update(reminds_the_day_before=True)
    assert reminded("2099-12-14", "10:00") == 0


def test_a_moved_event_drops_the_reminder_that_waits_and_is_told_of_again() -> None:
    event = december()
    RegistrationFactory(event=event)
    with time_machine.travel(at("2099-12-08"), tick=False):
        remind(now=timezone.now())
    EventPage.objects.filter(pk=event.pk).update(
        start=at("2099-12-22", "08:30"), end=at("2099-12-22", "16:00"), over_at=at("2099-12-22", "16:00")
    )
    assert reminded("2099-12-08", "12:00") == 0
    assert mails.outbox == []
    assert RegistrationMail.objects.get().state == "dropped"
    assert reminded("2099-12-15") == 1
    assert len(mails.outbox) == 1
    assert Notice.objects.count() == 2
