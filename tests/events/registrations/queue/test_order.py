"""Ranks, and the team's changes of the order: for a reason, told without a name."""

import pytest
from django.contrib.auth.models import User

from events.registrations.errors import NotWaiting
from events.registrations.models import Attendee, RegistrationLogEntry
from events.registrations.queue.offers import accept, decline
from events.registrations.queue.order import OrderReason, changes_of_order, reorder
from events.registrations.queue.ranks import place_of, queue_length
from events.registrations.states import Status

from .people import NOW, add_places, full_event, offered, party, queued, seated

pytestmark = pytest.mark.django_db


def test_the_rank_counts_people_not_registrations() -> None:
    event = full_event(capacity=1)
    first, second = queued(event, 3), queued(event, 2, after=5)
    assert [place_of(each).rank for each in (first, second)] == [1, 4]
    assert [place_of(each).waiting for each in (first, second)] == [3, 2]
    assert place_of(first).length == queue_length(event) == 5
    assert place_of(seated(event)) is None


def test_who_is_to_confirm_an_address_counts_already_so_that_no_rank_gets_worse() -> None:
    event = full_event(capacity=1)
    since = NOW
    to_confirm = party(event, status=Status.UNCONFIRMED, at=since, queued_at=since)
    behind = party(event, status=Status.WAITLISTED, at=since, queued_at=since)
    assert [place_of(each).rank for each in (to_confirm, behind)] == [1, 2]
    to_confirm.attendees.update(status=Status.WAITLISTED)
    assert place_of(behind).rank == 2


def test_no_rank_gets_worse_because_somebody_ahead_is_asked_first() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event, after=5)
    add_places(event, 1)
    assert place_of(second).rank == 2
    decline(first, now=NOW)
    assert place_of(second).rank == 2
    accept(second, now=NOW)
    assert place_of(first).rank == 1


def test_the_team_puts_a_party_before_another_and_says_why() -> None:
    event, by = full_event(capacity=1), User.objects.create(username="equipe")
    first, second, third = queued(event), queued(event, after=5), queued(event, 2, after=10)
    one_of_third = third.attendees.last()
    reorder(one_of_third, before=second.attendees.get(), reason=OrderReason.ACCESS, by=by, now=NOW)
    assert [place_of(each).rank for each in (first, third, second)] == [1, 2, 4]
    [change] = changes_of_order(event)
    assert (change.at, change.reason) == (NOW, "aménagement à préparer pour venir")
    entries = RegistrationLogEntry.objects.filter(note=OrderReason.ACCESS)
    assert {entry.user for entry in entries} == {by}
    assert entries.count() == 2
    reorder(first.attendees.get(), reason=OrderReason.ASKED, by=by, now=NOW)
    assert [place_of(each).rank for each in (third, second, first)] == [1, 3, 4]
    add_places(event, 1)
    assert offered(third, second, first) == [1, 0, 0]


def test_only_who_waits_can_be_put_elsewhere() -> None:
    event, by = full_event(capacity=1), User.objects.create(username="equipe")
    waits, has_a_seat = queued(event), Attendee.objects.get(status=Status.CONFIRMED)
    for attendee, before in ((has_a_seat, None), (waits.attendees.get(), has_a_seat)):
        with pytest.raises(NotWaiting):
            reorder(attendee, before=before, reason=OrderReason.ROLE, by=by, now=NOW)
    with pytest.raises(ValueError, match="pas une raison"):
        reorder(waits.attendees.get(), reason="pas une raison", by=by, now=NOW)
    assert list(changes_of_order(event)) == []


def test_whoever_is_put_before_another_comes_after_those_put_there_before() -> None:
    event, by = full_event(capacity=1), User.objects.create(username="equipe")
    other, late, later = queued(event), queued(event, after=5), queued(event, after=10)
    for moved in (later, late):
        reorder(moved.attendees.get(), before=other.attendees.get(), reason=OrderReason.ROLE, by=by, now=NOW)
    assert [place_of(each).rank for each in (later, late, other)] == [1, 2, 3]
