"""Mails in the admin: those that could not leave, sent again by their own team; when the others left."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail as sent_mails
from django.urls import reverse
from django.utils import timezone

from conference.platform.mails import OutgoingMail
from conference.regions.models import Region
from events.models import EventOperation, EventPage
from events.registrations.admin import failed_mails
from events.registrations.models import Notice, RegistrationMail
from events.registrations.outbox import write_to
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import at
from tests.events.registrations.pages import words

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory
from ..publishing import publish

State = OutgoingMail.State
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
    start, over = timezone.now() - timedelta(days=2), timezone.now() - timedelta(days=1)
    for end in (over, None):  # None: nobody said when it ends
        EventPage.objects.update(start=start, end=end, over_at=over)
        assert said not in text(desk.owner.get(home))
    EventPage.objects.update(start=desk.event.start, end=desk.event.end, over_at=desk.event.over_at)
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


# --- Several at once -----------------------------------------------------------------------------


def failed(desk: Desk, *, number: int = 1) -> list[RegistrationMail]:
    made = [RegistrationFactory(event=desk.event) for _each in range(number)]
    mails = [write_to(each, RegistrationMail.Kind.TICKET, now=timezone.now()) for each in made]
    RegistrationMail.objects.filter(pk__in=[each.pk for each in mails]).update(state=State.FAILED)
    run_queue()  # the tasks of before are gone
    return mails


def again(*keys: object, of: str = "") -> str:
    url = reverse("wagtail_bulk_action", args=["registrations", "registrationmail", "again"])
    return f"{url}?{'&'.join(f'id={key}' for key in keys)}&next={quote(of or reverse('courriels:index'))}"


def states(*mails: RegistrationMail) -> list[str]:
    found = RegistrationMail.objects.in_bulk([each.pk for each in mails])
    return [found[each.pk].state for each in mails]


def test_several_are_sent_again_at_once_none_of_them_twice_and_a_stranger_sends_none(desk):
    one, other, gone = failed(desk, number=3)
    RegistrationMail.objects.filter(pk=gone.pk).update(state=State.SENT)
    url = again(one.pk, other.pk, gone.pk)
    assert "/registrations/registrationmail/again/" in text(desk.owner.get(reverse("courriels:index")))
    assert desk.stranger.get(url).status_code == 404
    assert desk.stranger.post(url).status_code == 404
    assert states(one, other, gone) == [State.FAILED, State.FAILED, State.SENT]
    asked = text(desk.owner.get(url))
    assert one.to in asked
    assert gone.to not in asked

    sent_mails.outbox.clear()
    said = text(desk.owner.post(url, follow=True))
    assert "2 courriels sont de nouveau en attente d’envoi." in said
    assert "n’est parti" in text(desk.owner.post(url))
    run_queue()

    assert sorted(sent.to[0] for sent in sent_mails.outbox) == sorted([one.to, other.to])
    assert states(one, other, gone) == [State.SENT, State.SENT, State.SENT]


def test_all_means_all_the_failures_of_the_list_as_it_is_filtered_and_searched(desk):
    one, other = failed(desk, number=2)
    index = reverse("courriels:index")
    desk.owner.post(again("all", of=f"{index}?q={one.to}"))
    assert states(one, other) == [State.QUEUED, State.FAILED]
    desk.owner.post(again("all", of=f"{index}?state=sent"))
    assert states(one, other) == [State.QUEUED, State.FAILED]
    desk.stranger.post(again("all"))
    assert states(one, other) == [State.QUEUED, State.FAILED]
    desk.owner.post(again("all", of=f"{index}?state=failed"))
    assert states(one, other) == [State.QUEUED, State.QUEUED]


def test_a_mail_that_somebody_else_has_just_sent_again_is_left_alone(desk, monkeypatch):
    one, other = failed(desk, number=2)
    send = failed_mails.send_again

    def after_a_colleague(mail, *, now):
        if mail.pk == one.pk:
            send(mail, now=now)
        return send(mail, now=now)

    monkeypatch.setattr(failed_mails, "send_again", after_a_colleague)
    sent_mails.outbox.clear()
    desk.owner.post(again(one.pk, other.pk))
    run_queue()
    assert sorted(sent.to[0] for sent in sent_mails.outbox) == sorted([one.to, other.to])


def test_the_board_speaks_in_the_hour_of_the_place_whoever_reads_it(desk: Desk) -> None:
    publish(desk.event)
    EventPage.objects.filter(pk=desk.event.pk).update(time_zone="Indian/Reunion")
    RegistrationMail.objects.create(
        registration=desk.registration,
        event=desk.event,
        kind=RegistrationMail.Kind.TICKET,
        to=desk.registration.email,
        state=RegistrationMail.State.SENT,
        sent_at=at("2026-12-01", "05:12"),
    )
    desk.owner.post(reverse("event_cancel", args=[desk.event.pk]), {"reason": "Salle fermée."})
    EventOperation.objects.update(at=at("2026-12-01", "23:30"))
    leaves_at = at("2026-12-01", "23:40")
    Notice.objects.update(leaves_at=leaves_at)
    said = words(desk.owner.get(reverse("event_board", args=[desk.event.pk])))
    assert "le dernier le 1 décembre 2026 à 8 h 12" in said
    assert "2 décembre 2026, 2 h 30" in said
    assert "Le courriel part le mercredi 2 décembre 2026 à 2 h 40 (heure de La Réunion)" in said
