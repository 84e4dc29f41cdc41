"""An offered seat: taken, in part or whole, declined, prolonged, left unanswered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventPage, EventStatus
from events.registrations.actions.confirmations import expire_unconfirmed
from events.registrations.errors import EventCancelled, OfferIsOver, OfferStandsUntilTheStart
from events.registrations.models import Attendee, MailKind, RegistrationLogEntry
from events.registrations.queue.clock import offer_ends
from events.registrations.queue.feeding import feed_all
from events.registrations.queue.offers import accept, decline, lapse_offers, leave_over, lengthen
from events.registrations.queue.ranks import place_of
from events.registrations.states import Status

from .people import NOW, START, add_places, all_sent, full_event, mails, offered, party, queued, states

pytestmark = pytest.mark.django_db


def test_an_offer_is_taken_by_its_button() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)
    accept(waits, now=NOW)
    assert states(waits) == [Status.CONFIRMED]
    assert mails(waits) == [MailKind.OFFER, MailKind.TICKET]
    assert place_of(waits) is None


def test_a_party_takes_one_of_two_seats_and_keeps_its_rank_for_the_others() -> None:
    event = full_event(capacity=1)
    party, behind = queued(event, 4), queued(event, after=5)
    add_places(event, 2)
    accept(party, number=1, now=NOW)
    assert states(party) == [Status.CONFIRMED, *[Status.WAITLISTED] * 3]
    assert offered(behind) == [1]  # the seat that the party left
    assert (place_of(party).rank, place_of(party).waiting) == (1, 3)
    add_places(event, 1)
    assert offered(party, behind) == [1, 1]


def test_who_declines_keeps_the_rank_and_is_asked_again_once_another_seat_is_free() -> None:
    event = full_event(capacity=1)
    first, second, third = queued(event), queued(event, after=5), queued(event, after=10)
    add_places(event, 1)
    decline(first, now=NOW)
    assert offered(first, second, third) == [0, 1, 0]
    assert [place_of(each).rank for each in (first, second, third)] == [1, 2, 3]
    add_places(event, 1)
    assert offered(first, second, third) == [1, 1, 0]


def test_a_seat_that_everybody_declined_is_offered_to_whoever_comes_next_not_again_and_again() -> None:
    event = full_event(capacity=1)
    first = queued(event)
    add_places(event, 1)
    decline(first, now=NOW)
    assert feed_all(now=NOW + timedelta(minutes=1)) == 0
    newcomer = queued(event, after=30)
    assert feed_all(now=NOW + timedelta(minutes=2)) == 1
    assert offered(first, newcomer) == [0, 1]


def test_a_request_for_the_queue_that_nobody_confirms_frees_no_seat() -> None:
    event = full_event(capacity=1)
    first = queued(event)
    add_places(event, 1)
    decline(first, now=NOW)
    party(event, status=Status.UNCONFIRMED, at=NOW, queued_at=NOW, held_until=NOW + timedelta(minutes=1))
    assert expire_unconfirmed(now=NOW + timedelta(minutes=2)) == 1
    assert offered(first) == [0]


def test_taking_no_seat_is_declining() -> None:
    event = full_event(capacity=1)
    waits = queued(event, 2)
    add_places(event, 2)
    accept(waits, number=0, now=NOW)
    assert states(waits) == [Status.WAITLISTED] * 2


def test_where_the_organiser_approves_a_seat_taken_is_held_until_then() -> None:
    event = full_event(capacity=1, needs_approval=True)
    waits = queued(event)
    add_places(event, 1)
    accept(waits, now=NOW)
    assert states(waits) == [Status.PENDING_APPROVAL]
    assert MailKind.TICKET not in mails(waits)


def test_the_first_offer_left_unanswered_costs_the_rank_the_second_one_the_place() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event, after=5)
    add_places(event, 1)
    all_sent()
    later = offer_ends(event, now=NOW)
    assert lapse_offers(now=later - timedelta(minutes=1)) == 0
    assert lapse_offers(now=later) == 1
    assert offered(first, second) == [0, 1]
    assert [place_of(each).rank for each in (second, first)] == [1, 2]
    assert mails(first) == [MailKind.OFFER, MailKind.LAPSED]
    accept(second, now=later)
    add_places(event, 1, now=later)
    all_sent()
    assert offered(first) == [1]
    assert lapse_offers(now=offer_ends(event, now=later)) == 1
    assert states(first) == [Status.EXPIRED]
    assert mails(first)[-1] == MailKind.LAPSED


def test_an_offer_whose_time_is_over_cannot_be_taken() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)
    for act in (accept, decline, lengthen):
        with pytest.raises(OfferIsOver):
            act(waits, now=offer_ends(event, now=NOW))
    assert states(waits) == [Status.OFFERED]


def test_an_offer_is_prolonged_once() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)
    end = offer_ends(event, now=NOW)
    assert place_of(waits).can_be_lengthened
    assert lengthen(waits, now=NOW) == offer_ends(event, now=end)
    assert place_of(waits).until == offer_ends(event, now=end) > end
    assert not place_of(waits).can_be_lengthened
    with pytest.raises(OfferStandsUntilTheStart):
        lengthen(waits, now=NOW)
    entry = RegistrationLogEntry.objects.get(attendee__registration=waits, note="prolongée")
    assert (entry.from_status, entry.to_status) == (Status.OFFERED, Status.OFFERED)


def test_an_offer_that_stands_until_the_start_cannot_be_prolonged() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    now = START - timedelta(hours=10)  # 23 h the day before
    add_places(event, 1, now=now)
    assert place_of(waits).until == START
    with pytest.raises(OfferStandsUntilTheStart):
        lengthen(waits, now=now)


def test_nobody_loses_a_rank_because_the_mail_server_is_away() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event, after=5)
    add_places(event, 1)
    end = offer_ends(event, now=NOW)
    soon = end - timedelta(minutes=30)
    assert lapse_offers(now=soon) == 0
    assert place_of(first).until == offer_ends(event, now=soon) > end
    # Nobody ran the chores in between either: back to the queue with the same rank, and asked again.
    much_later = offer_ends(event, now=soon) + timedelta(hours=1)
    lapse_offers(now=much_later)
    assert offered(first, second) == [1, 0]
    assert place_of(first).until == offer_ends(event, now=much_later)
    assert first.attendees.get().offers_lapsed == 0


def test_a_mail_server_that_is_away_costs_no_more_questions_for_many_than_for_few() -> None:
    asked = []
    for people in (2, 20):
        event = full_event(capacity=1)
        for minute in range(people):
            queued(event, after=minute)
        add_places(event, people)
        ends = Attendee.objects.filter(event=event, status=Status.OFFERED)
        with CaptureQueriesContext(connection) as queries:
            assert lapse_offers(now=NOW + timedelta(hours=1)) == 0
        later = offer_ends(event, now=NOW + timedelta(hours=1))
        assert list(ends.values_list("held_until", flat=True)) == [later] * people
        all_sent()
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_nobody_loses_a_rank_while_the_date_is_not_known() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event, after=5)
    add_places(event, 1)
    all_sent()
    EventPage.objects.filter(pk=event.pk).update(status=EventStatus.POSTPONED, date_uncertain=True)
    lapse_offers(now=offer_ends(event, now=NOW))
    assert states(first) == [Status.WAITLISTED]
    assert [place_of(each).rank for each in (first, second)] == [1, 2]
    assert MailKind.LAPSED not in mails(first)


def test_a_seat_of_a_cancelled_event_cannot_be_taken() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)
    EventPage.objects.filter(pk=event.pk).update(status=EventStatus.CANCELLED)
    with pytest.raises(EventCancelled):
        accept(waits, now=NOW)


def test_nobody_waits_for_an_event_that_is_over() -> None:
    event = full_event(capacity=1)
    asked, waits, elsewhere = queued(event), queued(event, after=5), queued(full_event(capacity=1))
    add_places(event, 1)
    EventPage.objects.filter(pk=event.pk).update(over_at=NOW + timedelta(days=1))
    assert leave_over(now=NOW) == 0
    assert leave_over(now=NOW + timedelta(days=1)) == 2
    assert [states(each) for each in (asked, waits)] == [[Status.EXPIRED]] * 2
    assert states(elsewhere) == [Status.WAITLISTED]


def test_a_person_who_was_offered_a_seat_holds_it() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)
    held = Attendee.objects.filter(registration=waits)
    assert held.holding_a_seat(NOW).count() == 1
    assert held.holding_a_seat(offer_ends(event, now=NOW)).count() == 0
