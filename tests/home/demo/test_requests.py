"""What fictional people ask for: an organiser has a queue, approvals and arrangements to look at."""

import pytest
from django.core.management import call_command
from django.db.models import Count, Q
from django.utils import timezone

from conference.regions.models import DataController, Region
from events.models import EventPage
from events.registrations.models import Answer, Arrangement, Attendee
from events.registrations.queue.feeding import feed_all
from events.registrations.queue.ranks import waiting
from events.registrations.states import Status

pytestmark = [pytest.mark.django_db, pytest.mark.demo]


def event_called(title: str) -> EventPage:
    return EventPage.objects.get(title__startswith=title)


def test_a_full_session_has_a_queue_and_an_offer_that_stands() -> None:
    event, now = event_called("Lire ensemble"), timezone.now()
    settings = event.registration_settings.get()
    held = Attendee.objects.filter(event=event).holding_a_seat(now)
    assert (settings.capacity, settings.ceiling, held.count()) == (30, 34, 30)
    offered = Attendee.objects.get(event=event, status=Status.OFFERED)
    assert offered.held_until > now
    assert waiting(event).filter(registration=offered.registration).exists()  # a party, offered a part
    assert waiting(event).count() == 6
    feed_all(now=now)
    assert Attendee.objects.filter(status=Status.OFFERED).count() == 1  # nothing was left to offer


def test_a_party_came_and_questions_were_answered_and_wishes_told() -> None:
    event = event_called("Rencontre des alliances de Bretagne")
    party = event.registrations.annotate(people=Count("attendees")).get(people__gt=1)
    assert party.people == 3
    answers = Answer.objects.filter(registration__event=event)
    assert set(answers.values_list("question__key", flat=True)) == {
        "repas-sur-place",
        "regime",
        "premiere-fois",
    }
    assert not answers.filter(Q(attendee=None) & ~Q(question__key="premiere-fois")).exists()
    states = Arrangement.objects.filter(attendee__event=event).values_list("state", flat=True)
    assert sorted(states) == ["demande", "possible"]
    modes = Attendee.objects.filter(event=event).values_list("mode").annotate(n=Count("pk")).order_by("mode")
    assert list(modes) == [("en-ligne", 4), ("sur-place", 13)]


def test_some_wait_for_an_approval() -> None:
    event = event_called("Forum des métiers")
    assert event.registration_settings.get().needs_approval
    assert Attendee.objects.filter(event=event, status=Status.PENDING_APPROVAL).count() == 3


def test_a_fictional_entity_answers_for_the_data_of_each_team_and_goes_with_the_rest() -> None:
    assert DataController.objects.count() == Region.objects.count() + 1
    assert all("(fictive)" in controller.name for controller in DataController.objects.all())
    real = DataController.objects.get(region__slug="bretagne")
    DataController.objects.filter(pk=real.pk).update(name="Association réelle", fictional=False)
    call_command("remove_demo")
    assert list(DataController.objects.values_list("name", flat=True)) == ["Association réelle"]
