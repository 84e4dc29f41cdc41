"""The time to confirm: from the moment the mail server took the mail, and kept to the minute."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mails
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.lifecycle import cancel_event
from events.models import EventStatus
from events.registrations.access import link_for, registration_for
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import AT_LEAST, confirm, deadline, expire_unconfirmed
from events.registrations.actions.signup import register
from events.registrations.errors import (
    EventCancelled,
    EventFull,
    EventOver,
    PartyTooLarge,
    RegistrationClosed,
    RequestLapsed,
)
from events.registrations.models import Attendee, Registration, RegistrationLogEntry, RegistrationMail
from events.registrations.seats import lock
from events.registrations.seats.gates import close_registration
from events.registrations.states import Status
from events.wording import moment
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from ..factories import RegistrationFactory, applicant, open_event

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
State = RegistrationMail.State


# --- The clock ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closes", "expected"),
    [
        (None, timedelta(hours=24)),
        (timedelta(hours=30), timedelta(hours=24)),
        (timedelta(hours=2), timedelta(hours=2)),
        (timedelta(minutes=10), AT_LEAST),
        (timedelta(minutes=-10), AT_LEAST),
    ],
)
def test_a_day_but_at_most_until_registration_closes_and_half_an_hour_at_least(closes, expected) -> None:
    sent_at = at("2026-12-01", "10:00")
    event = open_event(start=at("2026-12-20"), closes_at=sent_at + closes if closes else None)
    assert deadline(event, sent_at=sent_at) == sent_at + expected


def test_the_number_of_hours_is_a_setting(settings) -> None:
    settings.REGISTRATION_CONFIRM_HOURS = 3
    sent_at = at("2026-12-01", "10:00")
    event = open_event(start=at("2026-12-20"))
    assert deadline(event, sent_at=sent_at) == at("2026-12-01", "13:00")
    assert deadline(event, sent_at=sent_at + timedelta(seconds=1)) == at("2026-12-01", "13:01")


def test_the_time_runs_from_the_moment_the_mail_server_took_the_mail() -> None:
    event = open_event(start=at("2026-12-20"))
    with time_machine.travel(at("2026-12-01", "10:00"), tick=False):
        registration = register(event, applicant=applicant(), now=timezone.now())
    with time_machine.travel(at("2026-12-02", "18:00:30"), tick=False):  # the server was away meanwhile
        assert expire_unconfirmed(now=timezone.now()) == 0
        run_queue()

    registration.refresh_from_db()
    assert registration.first_attendee.held_until == at("2026-12-03", "18:01")
    [sent] = mails.outbox
    assert moment(registration.first_attendee.held_until, "Europe/Paris") in sent.body
    assert moment(registration.first_attendee.held_until, "Europe/Paris") in sent.alternatives[0][0]


def test_a_link_asked_for_again_gives_the_whole_delay_again_and_never_shortens_what_was_promised() -> None:
    event = open_event(start=at("2026-12-02", "09:50"))  # when registration closes
    promised = []
    for now in (at("2026-12-01", "09:00"), at("2026-12-01", "09:30"), at("2026-12-02", "09:25")):
        with time_machine.travel(now, tick=False):
            register(event, applicant=applicant(), now=now)
            run_queue()
        promised.append(Attendee.objects.get().held_until)
    assert promised == [at("2026-12-02", "09:00"), at("2026-12-02", "09:30"), at("2026-12-02", "09:55")]


def test_a_mail_refused_for_good_frees_the_seat_at_the_next_minute() -> None:
    event, now = open_event(capacity=1), timezone.now()
    registration = register(event, applicant=applicant(), now=now)
    RegistrationMail.objects.update(state=State.FAILED)

    assert expire_unconfirmed(now=now) == 1

    registration.refresh_from_db()
    assert registration.first_attendee.status == Status.ANONYMISED


def test_a_mail_that_waits_for_its_server_keeps_the_seat_until_the_event_is_over() -> None:
    event = open_event(start=at("2026-12-04", "10:00"), end=at("2026-12-04", "17:00"))
    register(event, applicant=applicant(), now=at("2026-12-01"))
    assert expire_unconfirmed(now=at("2026-12-04", "16:59")) == 0
    assert expire_unconfirmed(now=at("2026-12-04", "17:00")) == 1


def test_a_clock_that_was_not_started_is_started_from_the_moment_of_sending() -> None:
    """The worker was killed between the server's yes and the note of it: the mail's state says so later."""
    event, now = open_event(start=at("2026-12-20")), at("2026-12-01", "10:00")
    registration = register(event, applicant=applicant(), now=now)
    RegistrationMail.objects.update(state=State.SENT, sent_at=at("2026-12-01", "11:00"))

    assert expire_unconfirmed(now=at("2026-12-01", "12:00")) == 0

    registration.refresh_from_db()
    assert registration.first_attendee.held_until == at("2026-12-02", "11:00")


def test_the_mails_of_a_seat_lost_before_say_nothing_of_the_new_one() -> None:
    event = open_event(start=at("2026-12-20"))
    register(event, applicant=applicant(), now=at("2026-12-01"))
    RegistrationMail.objects.update(state=State.SENT, sent_at=at("2026-12-01"))
    assert expire_unconfirmed(now=at("2026-12-03")) == 1

    again = register(event, applicant=applicant(), now=at("2026-12-04"))
    assert expire_unconfirmed(now=at("2026-12-04")) == 0
    again.refresh_from_db()
    assert (again.first_attendee.status, again.first_attendee.held_until) == (Status.UNCONFIRMED, None)


def test_the_chore_frees_what_has_lapsed_and_nothing_else() -> None:
    event = open_event()
    lapsed = RegistrationFactory(event=event, lapsed=True)
    kept = [RegistrationFactory(event=event, unconfirmed=True), RegistrationFactory(event=event)]

    assert expire_unconfirmed(now=timezone.now()) == 1

    assert Registration.objects.get(attendees__status=Status.ANONYMISED) == lapsed
    assert set(Attendee.objects.holding_a_seat(timezone.now())) == {each.first_attendee for each in kept}
    assert [(line.from_status, line.to_status, line.actor) for line in lapsed.log.all()] == [
        (Status.UNCONFIRMED, Status.EXPIRED, "site"),
        (Status.EXPIRED, Status.ANONYMISED, "site"),
    ]


def test_what_nobody_confirmed_is_erased_at_once_and_its_link_still_says_so() -> None:
    lapsed = RegistrationFactory(lapsed=True, organisation="Les Jardins")
    token = link_for(lapsed).split("/")[-2]

    expire_unconfirmed(now=timezone.now())

    erased = registration_for(token)
    assert erased is not None
    assert (erased.email, erased.email_key, erased.first_attendee.last_name) == ("", "", "")
    assert erased.first_attendee.organisation == ""
    with pytest.raises(RequestLapsed):
        confirm(erased, now=timezone.now())


def test_nothing_is_erased_while_the_event_keeps_people_from_confirming() -> None:
    event = open_event(status=EventStatus.POSTPONED, date_uncertain=True)
    lapsed = RegistrationFactory(event=event, lapsed=True)
    assert expire_unconfirmed(now=timezone.now()) == 1
    assert Registration.objects.get(pk=lapsed.pk).email == lapsed.email


def test_expiring_thirty_seats_asks_as_many_queries_as_expiring_one() -> None:
    asked = []
    for number in (1, 1, 30):  # the first fills what the process keeps
        RegistrationFactory.create_batch(number, event=open_event(capacity=40), lapsed=True)
        with CaptureQueriesContext(connection) as queries:
            assert expire_unconfirmed(now=timezone.now()) == number
        asked.append(len(queries))
    assert asked[1] == asked[2]
    assert RegistrationLogEntry.objects.filter(to_status=Status.EXPIRED).count() == 32


def test_more_seats_than_fit_in_a_transaction_are_all_freed(monkeypatch) -> None:
    monkeypatch.setattr(lock, "BATCH", 4)
    RegistrationFactory.create_batch(8, event=open_event(capacity=40), lapsed=True)
    assert expire_unconfirmed(now=timezone.now()) == 8
    assert not Attendee.objects.exclude(status=Status.ANONYMISED).exists()


# --- Confirming ------------------------------------------------------------------------------------


def test_confirming_sends_the_ticket_once() -> None:
    registration, now = RegistrationFactory(unconfirmed=True), timezone.now()

    confirm(registration, now=now)
    again = confirm(registration, now=now + timedelta(hours=1))

    assert (again.first_attendee.status, again.first_attendee.confirmed_at) == (Status.CONFIRMED, now)
    assert [mail.kind for mail in RegistrationMail.objects.all()] == [RegistrationMail.Kind.TICKET]


def test_a_held_seat_is_confirmed_after_registration_closed_or_the_event_filled() -> None:
    event, now = open_event(capacity=1), timezone.now()
    held = RegistrationFactory(event=event, unconfirmed=True)
    close_registration(event, by=None, now=now)
    assert confirm(held, now=now).first_attendee.status == Status.CONFIRMED


def test_a_lapsed_one_is_told_so_even_before_the_chore_has_passed() -> None:
    lapsed = RegistrationFactory(lapsed=True)
    with pytest.raises(RequestLapsed):
        confirm(lapsed, now=timezone.now())
    assert Attendee.objects.get().status == Status.UNCONFIRMED
    assert not lapsed.log.exists()


def test_somebody_who_cancelled_takes_a_seat_again_by_the_link_if_one_is_left() -> None:
    event, now = open_event(capacity=1), timezone.now()
    mine = RegistrationFactory(event=event)
    cancel(mine, now=now)

    assert confirm(mine, now=now).first_attendee.status == Status.CONFIRMED

    assert [(line.from_status, line.to_status) for line in mine.log.all()] == [
        (Status.CONFIRMED, Status.CANCELLED),
        (Status.CANCELLED, Status.UNCONFIRMED),
        (Status.UNCONFIRMED, Status.CONFIRMED),
    ]


def test_somebody_who_cancelled_finds_the_event_full_or_closed() -> None:
    event, now = open_event(capacity=1), timezone.now()
    mine = RegistrationFactory(event=event)
    cancel(mine, now=now)
    taken = RegistrationFactory(event=event)
    with pytest.raises(EventFull):
        confirm(mine, now=now)
    cancel(taken, now=now)
    close_registration(event, by=None, now=now)
    with pytest.raises(RegistrationClosed):
        confirm(mine, now=now)
    assert Registration.objects.get(pk=mine.pk).first_attendee.status == Status.CANCELLED


def test_somebody_who_cancelled_joins_the_end_of_the_queue() -> None:
    event, now = open_event(capacity=1, waiting_list=True), timezone.now()
    mine = RegistrationFactory(event=event, status=Status.CANCELLED)
    RegistrationFactory(event=event)
    back = confirm(mine, now=now).first_attendee
    assert (back.status, back.queued_at) == (Status.WAITLISTED, now)


def test_nobody_comes_back_beyond_the_maximum_of_the_address() -> None:
    event, now = open_event(party_size=1), timezone.now()
    mine = RegistrationFactory(event=event)
    cancel(mine, now=now)
    RegistrationFactory(event=event, email=mine.email)
    with pytest.raises(PartyTooLarge):
        confirm(mine, now=now)


def test_nothing_is_confirmed_once_the_event_is_cancelled_or_over() -> None:
    registration = RegistrationFactory(unconfirmed=True)
    over = registration.event.end
    with pytest.raises(EventOver):
        confirm(registration, now=over)
    cancel_event(registration.event, by=None, reason="Salle fermée.", now=timezone.now())
    with pytest.raises(EventCancelled):
        confirm(registration, now=timezone.now())
