"""« Toujours partant ? »: asked while somebody waits; a seat is released only where the page said so."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from events.registrations.models import (
    Arrangement,
    BeyondReason,
    MailKind,
    Registration,
    RegistrationGate,
    RegistrationMail,
    RegistrationSettings,
)
from events.registrations.queue import still_coming
from events.registrations.queue.offers import decline
from events.registrations.queue.rules import rules_of_queue, still_coming_rule
from events.registrations.queue.still_coming import (
    ask,
    keep,
    note_what_the_page_says,
    release,
    release_unanswered,
)
from events.registrations.seats import lock_seats
from events.registrations.states import Status
from tests.events.factories import at
from tests.events.registrations.publishing import publish

from .people import NOW, all_sent, full_event, mails, offered, queued, seated, states

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ASKED = at("2099-12-12", "08:00")  # three days before
TWICE, RELEASED = ASKED + DAY, ASKED + 2 * DAY


def an_event_that_asks(*, wait: int = 2, **settings):
    """An event full since the page says what becomes of a seat, where a party waits."""
    event = full_event(capacity=0, **settings)
    RegistrationGate.objects.get_or_create(event=event)
    note_what_the_page_says(event, now=NOW - timedelta(days=30))
    RegistrationSettings.objects.filter(event=event).update(capacity=2)
    return event, seated(event, 2), queued(event, wait)


def test_each_registration_is_asked_once_three_days_before() -> None:
    _event, party, waits = an_event_that_asks()
    assert ask(now=ASKED - timedelta(minutes=1)) == 0
    assert ask(now=ASKED) == 2
    assert ask(now=ASKED + timedelta(minutes=1)) == 0
    assert mails(party) == [MailKind.STILL_COMING]
    assert mails(waits) == []
    assert ask(now=ASKED + 2 * DAY) == 0  # nothing is released: no second message
    assert release_unanswered(now=ASKED + 2 * DAY) == 0
    assert states(party) == [Status.CONFIRMED] * 2


def test_nobody_is_asked_while_nobody_waits_nor_where_the_settings_say_no() -> None:
    full_event(capacity=2)
    an_event_that_asks(asks_again=False)
    assert ask(now=ASKED) == 0


def test_neither_guests_nor_who_confirmed_since_are_asked() -> None:
    event, _party, _waits = an_event_that_asks()
    guest = seated(event, beyond=BeyondReason.GUEST)
    late = seated(event, at=ASKED)
    by_phone = seated(event)
    Registration.objects.filter(pk=by_phone.pk).update(email="", email_key="")
    assert ask(now=ASKED + timedelta(minutes=1)) == 2
    assert [mails(each) for each in (guest, late, by_phone)] == [[], [], []]


def test_one_of_two_keeps_the_seat_and_the_other_gives_it_to_the_queue() -> None:
    _event, party, waits = an_event_that_asks()
    ask(now=ASKED)
    stays, goes = party.attendees.order_by("pk")
    assert keep(party, attendees=[stays.pk], now=ASKED) == 1
    release(party, attendees=[goes.pk], now=ASKED)
    assert states(party) == [Status.CONFIRMED, Status.CANCELLED]
    assert offered(waits) == [1]
    stays.refresh_from_db()
    assert stays.kept_at == ASKED


def test_a_stranger_keeps_nobodys_seat() -> None:
    event, party, _waits = an_event_that_asks()
    stranger = seated(event)
    keys = [person.pk for person in party.attendees.all()]
    assert keep(stranger, attendees=keys, now=ASKED) == 0
    assert party.attendees.filter(kept_at=None).count() == 2


def test_seats_are_released_after_two_messages_where_the_page_said_so() -> None:
    _event, party, waits = an_event_that_asks(releases_unanswered=True)
    ask(now=ASKED)
    all_sent()
    assert release_unanswered(now=TWICE) == 0
    assert ask(now=TWICE) == 2
    all_sent()
    last = RegistrationMail.objects.filter(registration=party).order_by("pk").last()
    assert last.facts == {"last": True, "until": RELEASED.isoformat()}
    assert release_unanswered(now=RELEASED - timedelta(minutes=1)) == 0
    assert release_unanswered(now=RELEASED) == 2
    assert states(party) == [Status.CANCELLED] * 2
    assert offered(waits) == [2]
    assert mails(party) == [MailKind.STILL_COMING, MailKind.STILL_COMING, MailKind.CANCELLED]


def silent_for_two_messages() -> int:
    """How many seats are released of those who leave both messages without an answer."""
    ask_twice()
    return release_unanswered(now=RELEASED)


def ask_twice() -> None:
    """Both messages leave at once."""
    for now in (ASKED, TWICE):
        ask(now=now)
        all_sent()


def test_nobody_loses_a_seat_for_a_message_that_did_not_leave_or_left_late() -> None:
    _event, party, _waits = an_event_that_asks(releases_unanswered=True)
    ask_twice()
    second = RegistrationMail.objects.filter(registration=party).order_by("-pk")[:1]
    mail = RegistrationMail.objects.filter(pk__in=second.values("pk"))
    for state in (RegistrationMail.State.QUEUED, RegistrationMail.State.FAILED):
        mail.update(state=state, sent_at=None)
        assert release_unanswered(now=RELEASED) == 0
    late = timedelta(hours=6)
    mail.update(state=RegistrationMail.State.SENT, sent_at=TWICE + late)
    assert release_unanswered(now=RELEASED) == 0
    assert release_unanswered(now=RELEASED + late) == 2


def test_no_more_seats_are_released_than_people_wait_the_last_confirmed_first() -> None:
    event, first, waits = an_event_that_asks(wait=1, releases_unanswered=True)
    RegistrationSettings.objects.filter(event=event).update(capacity=5)
    last = seated(event, 3, at=NOW - DAY)
    late_of_first = first.attendees.order_by("pk")[1]
    first.attendees.filter(pk=late_of_first.pk).update(confirmed_at=NOW - timedelta(hours=1))
    assert silent_for_two_messages() == 1
    assert states(first) == [Status.CONFIRMED, Status.CANCELLED]
    assert states(last) == [Status.CONFIRMED] * 3
    assert offered(waits) == [1]
    assert release_unanswered(now=RELEASED + timedelta(minutes=1)) == 0
    queued(event, 2, after=5)
    assert release_unanswered(now=RELEASED + timedelta(minutes=2)) == 2
    assert states(last) == [Status.CONFIRMED, Status.CANCELLED, Status.CANCELLED]


def test_a_seat_that_was_declined_and_is_free_is_not_followed_by_another() -> None:
    _event, party, waits = an_event_that_asks(wait=1, releases_unanswered=True)
    assert silent_for_two_messages() == 1
    decline(waits, now=RELEASED)
    assert release_unanswered(now=RELEASED + timedelta(minutes=1)) == 0
    assert states(party) == [Status.CONFIRMED, Status.CANCELLED]


def test_who_waits_beyond_the_places_or_for_a_room_that_is_too_small_takes_nobodys_seat() -> None:
    event, party, waits = an_event_that_asks(wait=1, releases_unanswered=True)
    waits.attendees.update(beyond=BeyondReason.GUEST)
    assert silent_for_two_messages() == 0
    waits.attendees.update(beyond="")
    RegistrationSettings.objects.filter(event=event).update(capacity=1)
    assert release_unanswered(now=RELEASED) == 0
    assert states(party) == [Status.CONFIRMED] * 2


def test_who_asked_for_an_arrangement_keeps_the_seat() -> None:
    _event, party, _waits = an_event_that_asks(releases_unanswered=True)
    wishes, _other = party.attendees.order_by("pk")
    Arrangement.objects.create(attendee=wishes, wish="une place près de l’écran")
    assert silent_for_two_messages() == 1
    assert states(party) == [Status.CONFIRMED, Status.CANCELLED]


def test_who_answered_keeps_the_seat() -> None:
    _event, party, _waits = an_event_that_asks(releases_unanswered=True)
    ask(now=ASKED)
    keep(party, attendees=[person.pk for person in party.attendees.all()], now=ASKED)
    assert silent_for_two_messages() == 0


def test_who_answers_as_the_seats_are_being_released_keeps_the_seat(monkeypatch) -> None:
    _event, party, _waits = an_event_that_asks(releases_unanswered=True)

    def answer_first(event_id: int):
        party.attendees.update(kept_at=RELEASED)
        return lock_seats(event_id)

    ask_twice()
    monkeypatch.setattr(still_coming, "lock_seats", answer_first)
    assert release_unanswered(now=RELEASED) == 0
    assert states(party) == [Status.CONFIRMED] * 2


def test_who_registered_before_the_page_said_so_keeps_the_seat() -> None:
    event, _party, _waits = an_event_that_asks()
    RegistrationSettings.objects.filter(event=event).update(releases_unanswered=True)
    note_what_the_page_says(event, now=NOW)
    assert silent_for_two_messages() == 0


def test_whom_the_team_registered_keeps_the_seat() -> None:
    _event, party, _waits = an_event_that_asks(releases_unanswered=True)
    Registration.objects.filter(pk=party.pk).update(created_by=User.objects.create(username="equipe"))
    assert silent_for_two_messages() == 0


def test_nothing_is_released_once_nobody_waits() -> None:
    _event, party, waits = an_event_that_asks(releases_unanswered=True)
    ask(now=ASKED)
    ask(now=TWICE)
    waits.attendees.update(status=Status.CANCELLED)
    assert release_unanswered(now=RELEASED) == 0
    assert states(party) == [Status.CONFIRMED] * 2


def test_the_rules_say_what_becomes_of_an_unanswered_seat() -> None:
    event, _party, _waits = an_event_that_asks(releases_unanswered=True)
    assert "la place est rendue" in still_coming_rule(event)[0]
    assert "jamais plus de places qu’il n’y a de personnes qui attendent" in still_coming_rule(event)[0]
    assert rules_of_queue(event)[-1] == still_coming_rule(event)[0]
    RegistrationSettings.objects.filter(event=event).update(releases_unanswered=False)
    assert "la place est gardée" in still_coming_rule(event)[0]
    RegistrationSettings.objects.filter(event=event).update(asks_again=False)
    assert still_coming_rule(event) == []
    assert len(rules_of_queue(event)) == 7


def test_a_publication_stores_what_the_page_says_from_now_on() -> None:
    event, _party, _waits = an_event_that_asks()
    settings = event.registration_settings.get()
    settings.releases_unanswered = True
    publish(event, registration_settings=[settings])
    assert RegistrationGate.objects.get(event=event).releases_since is not None
    settings.releases_unanswered = False
    publish(event, registration_settings=[settings])
    assert RegistrationGate.objects.get(event=event).releases_since is None
