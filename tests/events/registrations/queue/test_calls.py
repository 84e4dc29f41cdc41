"""Whoever telephoned without a mail address is offered a seat: the team is told by mail whom to ring."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mails
from django.urls import reverse

from events.models import EventPage
from events.registrations.models import ArrangementMail, Registration, RegistrationLogEntry
from events.registrations.queue.calls import tell_whom_to_ring
from events.registrations.queue.clock import offer_ends
from events.registrations.queue.offers import accept
from events.wording import moment
from tests.conference.platform.worker import run_queue

from .people import NOW, add_places, full_event, queued

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
MINUTE = timedelta(minutes=1)


def by_phone(event: EventPage, people: int = 1, *, after: int = 0) -> Registration:
    registration = queued(event, people, after=after)
    Registration.objects.filter(pk=registration.pk).update(email="", email_key="", phone="0262 00 00 00")
    return registration


def an_event() -> EventPage:
    event = full_event(capacity=1)
    EventPage.objects.filter(pk=event.pk).update(contact_email="equipe@exemple.invalid")
    return EventPage.objects.get(pk=event.pk)


def told(*, now=NOW) -> int:
    with time_machine.travel(now, tick=False):
        number = tell_whom_to_ring(now=now)
        run_queue()
    return number


def test_the_team_is_told_once_whom_to_ring_and_until_when_by_a_link_without_a_name() -> None:
    event = an_event()
    waits, party, has_address = by_phone(event), by_phone(event, 2, after=1), queued(event, after=2)
    assert told() == 0
    add_places(event, 4)
    assert told() == 1
    assert told(now=NOW + MINUTE) == 0
    [sent] = [sent for sent in mails.outbox if sent.to == ["equipe@exemple.invalid"]]
    assert sent.subject == f"Personnes à appeler\xa0: {event.title}"
    assert "3 places sont proposées" in sent.body
    for told_of in (sent.body, sent.alternatives[0].content):
        for registration in (waits, party):
            assert reverse("inscriptions:inspect", args=[registration.pk]) in told_of
        assert reverse("inscriptions:inspect", args=[has_address.pk]) not in told_of
        assert moment(offer_ends(event, now=NOW), event.time_zone) in told_of
        assert "Hoarau" not in told_of
        assert "0262" not in told_of


def test_each_new_offer_is_told_of_and_several_of_one_minute_in_one_mail() -> None:
    event, other = an_event(), an_event()
    for each in (event, other):
        by_phone(each)
        by_phone(each, after=1)
        by_phone(each, after=2)
        add_places(each, 1)
    assert told() == 2
    add_places(event, 1)
    add_places(event, 1)
    assert told(now=NOW + MINUTE) == 1
    assert ArrangementMail.objects.filter(event=event).count() == 2


def test_who_was_offered_a_seat_before_is_told_of_again_once_it_lapsed() -> None:
    event = an_event()
    waits = by_phone(event)
    add_places(event, 1)
    assert told() == 1
    waits.attendees.update(changed_at=NOW + MINUTE)  # offered again since
    assert told(now=NOW + MINUTE) == 1
    notes = RegistrationLogEntry.objects.filter(attendee__registration=waits, note="équipe prévenue")
    assert notes.count() == 2


def test_a_mail_that_waited_until_everybody_answered_is_dropped() -> None:
    event = an_event()
    waits = by_phone(event)
    add_places(event, 1)
    tell_whom_to_ring(now=NOW)
    accept(waits, now=NOW)
    run_queue()
    assert mails.outbox == []
    assert ArrangementMail.objects.get().state == ArrangementMail.State.DROPPED


def test_nothing_is_noted_while_nobody_can_be_told() -> None:
    event = full_event(capacity=1)
    by_phone(event)
    add_places(event, 1)
    assert told() == 0
    EventPage.objects.filter(pk=event.pk).update(contact_email="equipe@exemple.invalid")
    assert told(now=NOW + MINUTE) == 1
