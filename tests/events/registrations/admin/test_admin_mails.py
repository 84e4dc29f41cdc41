"""Mails that could not leave: seen by their own team, and sent again. Three people each time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conference.platform.mails import OutgoingMail
from conference.regions.models import Region
from events.models import EventPage
from events.registrations.models import RegistrationMail
from events.registrations.outbox import write_to
from tests.conference.regions.people import browser_of, communicator

from ..desk import Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def text(response) -> str:
    return response.content.decode()


def test_a_refused_mail_is_seen_and_sent_again_by_its_own_team(desk):
    mail = write_to(desk.registration, RegistrationMail.Kind.TICKET, now=timezone.now())
    RegistrationMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.FAILED, last_error="550")
    index, again = reverse("courriels:index"), reverse("courriels:again", args=[mail.pk])
    assert "550" in text(desk.owner.get(index))
    assert desk.registration.email not in text(desk.stranger.get(index))
    assert desk.stranger.post(again).status_code == 404
    assert "Envoyer à nouveau" in text(desk.owner.get(reverse("courriels:inspect", args=[mail.pk])))
    desk.owner.post(again)
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.QUEUED


def test_the_home_of_the_admin_tells_of_mails_that_could_not_leave(desk):
    home, said = reverse("wagtailadmin_home"), "Courriels qui n’ont pas pu partir"
    mail = write_to(desk.registration, RegistrationMail.Kind.TICKET, now=timezone.now())
    assert said not in text(desk.owner.get(home))
    RegistrationMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.FAILED)
    national = browser_of(communicator())
    for person in (desk.owner, desk.mate, national):
        assert said in text(person.get(home))
    assert said not in text(desk.stranger.get(home))
    EventPage.objects.update(end=timezone.now() - timedelta(days=1))
    assert said not in text(desk.owner.get(home))
    EventPage.objects.update(end=desk.event.end)
    national.post(reverse("courriels:again", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.QUEUED
    assert said not in text(desk.owner.get(home))


def test_a_mail_that_left_is_not_sent_twice(desk):
    mail = write_to(desk.registration, RegistrationMail.Kind.TICKET, now=timezone.now())
    RegistrationMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.SENT)
    desk.owner.post(reverse("courriels:again", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.SENT


def test_the_national_team_reads_the_failures_of_one_region(desk):
    mail = write_to(desk.registration, RegistrationMail.Kind.TICKET, now=timezone.now())
    RegistrationMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.FAILED)
    national, index = browser_of(communicator()), reverse("courriels:index")
    breton, other = desk.event.region_id, Region.objects.get(slug="la-reunion").pk
    assert mail.to in text(national.get(index, {"region": breton, "state": "failed"}))
    assert mail.to not in text(national.get(index, {"region": other, "state": "failed"}))
    assert mail.to not in text(desk.stranger.get(index, {"region": breton}))
