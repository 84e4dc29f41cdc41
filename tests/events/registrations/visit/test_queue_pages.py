"""What whoever waits, or is about to, reads of a queue: why it stands still, what silence costs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.registrations.access import link_for, link_of
from events.registrations.models import Attendee, RegistrationSettings
from events.registrations.states import Status

from ..factories import RegistrationFactory, open_event
from ..pages import form_of, words
from .people import with_paul

pytestmark = pytest.mark.django_db
TOO_LATE = "commence dans moins de deux heures"


def test_whoever_waits_reads_why_the_list_does_not_move(client: Client) -> None:
    now = timezone.now()
    event = open_event(capacity=1, waiting_list=True)
    RegistrationFactory.create_batch(2, event=event)
    waits = RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now, confirmed_at=now)

    assert "une personne inscrite de plus que de places ouvertes" in words(client.get(link_for(waits)))

    RegistrationSettings.objects.update(capacity=2)
    assert "la liste avance dès que" in words(client.get(link_for(waits)))


def test_a_queue_that_can_no_longer_move_says_so_before_one_joins_it(client: Client) -> None:
    soon = timezone.now() + timedelta(hours=1)
    for start, said in ((soon, True), (soon + timedelta(days=2), False)):
        event = open_event(capacity=1, waiting_list=True, start=start, end=start + timedelta(hours=2))
        RegistrationFactory(event=event)
        assert (TOO_LATE in words(client.get(form_of(event)))) is said


def test_an_offer_says_what_it_costs_not_to_answer(client: Client) -> None:
    now = timezone.now()
    waits = RegistrationFactory(
        event=open_event(capacity=1, waiting_list=True),
        status=Status.OFFERED,
        queued_at=now,
        confirmed_at=now,
        held_until=now + timedelta(hours=3),
    )
    assert "et vous perdez votre rang" in words(client.get(link_for(waits)))

    Attendee.objects.update(offers_lapsed=1)
    again = words(client.get(link_for(waits)))
    assert "vous quittez la liste" in again
    assert "vous perdez votre rang" not in again


def test_a_link_of_one_person_tells_their_own_rank_and_offer_not_the_party_s(client: Client) -> None:
    now = timezone.now()
    event = open_event(capacity=1, waiting_list=True)
    party = RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now, confirmed_at=now)
    paul = with_paul(party, email="paul@exemple.invalid")
    assert "Rang 2 sur 2" in words(client.get(link_of(paul)))
    assert "Rang 1 sur 2" in words(client.get(link_for(party)))

    Attendee.objects.update(status=Status.OFFERED, held_until=now + timedelta(hours=3))

    own = words(client.get(link_of(paul)))
    assert "Une place vous est proposée" in own
    assert "places" not in own.partition("Une place vous est proposée")[2].partition("Votre demande")[0]
    assert "2 places vous sont proposées" in words(client.get(link_for(party)))


def test_more_time_is_proposed_only_where_the_event_leaves_some(client: Client) -> None:
    now = timezone.now()
    start = now + timedelta(hours=3)
    event = open_event(capacity=1, waiting_list=True, start=start, end=start + timedelta(hours=2))
    since = {"queued_at": now, "confirmed_at": now}
    waits = RegistrationFactory(event=event, status=Status.OFFERED, held_until=start, **since)
    assert "Me laisser plus de temps" not in words(client.get(link_for(waits)))
    Attendee.objects.update(held_until=start - timedelta(minutes=50))
    assert "Me laisser plus de temps" in words(client.get(link_for(waits)))
