"""The organiser's yes or no."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from events.models import EventPage, EventStatus
from events.registrations.actions.approvals import approve, refuse
from events.registrations.actions.confirmations import confirm
from events.registrations.actions.signup import register
from events.registrations.errors import EventCancelled, EventOver
from events.registrations.models import Attendee, RegistrationMail
from events.registrations.states import Status
from tests.events.factories import at

from ..factories import RegistrationFactory, open_event, party

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind


def test_some_of_a_party_are_approved_and_the_seats_of_the_others_offered() -> None:
    event, now = open_event(capacity=2, needs_approval=True, waiting_list=True), timezone.now()
    team = get_user_model().objects.create_user("relais")
    registration = register(event, applicant=party("Ana Roux", "Ben Roux"), now=now)
    confirm(registration, now=now)
    waits = RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now).first_attendee
    ana, ben = registration.attendees.order_by("pk")

    assert approve(event, attendees=[ana.pk, waits.pk], by=team, now=now) == [ana]
    refuse(event, attendees=[ben.pk], reason="Réservé aux structures du territoire.", by=team, now=now)

    statuses = {each.pk: each.status for each in Attendee.objects.all()}
    assert statuses == {ana.pk: Status.CONFIRMED, ben.pk: Status.REFUSED, waits.pk: Status.OFFERED}
    told = {
        mail.kind: mail.facts for mail in registration.mails.filter(kind__in=[Kind.APPROVED, Kind.REFUSED])
    }
    assert told == {
        Kind.APPROVED: {"reason": "", "attendees": [ana.pk]},
        Kind.REFUSED: {"reason": "Réservé aux structures du territoire.", "attendees": [ben.pk]},
    }
    assert ben.log.last().note == "Réservé aux structures du territoire."
    assert ben.log.last().user == team


def test_whom_the_team_itself_confirms_needs_no_other_yes() -> None:
    event, now = open_event(capacity=2, needs_approval=True), timezone.now()
    registration = register(event, applicant=party("Ana Roux"), now=now)
    confirm(registration, by=get_user_model().objects.create_user("relais"), now=now)
    assert registration.attendees.get().status == Status.CONFIRMED


def test_nobody_of_another_event_is_approved() -> None:
    now, team = timezone.now(), get_user_model().objects.create_user("relais")
    other = RegistrationFactory(status=Status.PENDING_APPROVAL).first_attendee
    assert approve(open_event(), attendees=[other.pk], by=team, now=now) == []
    assert Attendee.objects.get().status == Status.PENDING_APPROVAL


@pytest.mark.parametrize(
    ("change", "error"),
    [({"status": EventStatus.CANCELLED}, EventCancelled), ({"over_at": at("2026-01-02")}, EventOver)],
)
def test_nobody_is_approved_for_an_event_that_does_not_take_place_any_more(change, error) -> None:
    now, team = timezone.now(), get_user_model().objects.create_user("relais")
    event = open_event(start=at("2026-01-01") if "over_at" in change else at("2099-01-01"))
    EventPage.objects.filter(pk=event.pk).update(**change)
    awaits = RegistrationFactory(event=event, status=Status.PENDING_APPROVAL).first_attendee
    with pytest.raises(error):
        approve(event, attendees=[awaits.pk], by=team, now=now)
    assert Attendee.objects.get().status == Status.PENDING_APPROVAL
    assert not RegistrationMail.objects.exists()
