"""The mails: written with the seat, sent when the server is there, true at the moment they leave."""

import re
import smtplib
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail as mails
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection

from conference.core.models import SiteSettings
from conference.platform.mails import send_again
from conference.platform.tasks.retries import retry_failed_tasks
from conference.regions.models import RelayTeam
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.signup import register
from events.registrations.models import Attendee, Notice, Registration, RegistrationMail
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from .factories import RegistrationFactory, applicant, open_event

pytestmark = pytest.mark.django_db
Kind, State = RegistrationMail.Kind, RegistrationMail.State
AWAY = patch("django.core.mail.backends.locmem.EmailBackend.open", side_effect=ConnectionRefusedError)


def test_registration_goes_on_without_the_mail_server_and_the_mails_leave_when_it_is_back() -> None:
    event, now = open_event(start=at("2026-12-20")), at("2026-12-01", "10:00")
    with time_machine.travel(now, tick=False), AWAY:
        for number in range(3):
            register(event, applicant=applicant(number), now=now)
        run_queue()
    assert mails.outbox == []
    assert RegistrationMail.objects.waiting().count() == 3

    with time_machine.travel(now + timedelta(hours=5), tick=False):
        retry_failed_tasks(now=timezone.now())
        run_queue()

    assert sorted(sent.to[0] for sent in mails.outbox) == [applicant(n).email for n in range(3)]
    assert set(RegistrationMail.objects.values_list("state", flat=True)) == {State.SENT}
    assert set(Attendee.objects.values_list("held_until", flat=True)) == {at("2026-12-02", "15:00")}


def test_no_seat_without_its_mail_and_no_mail_without_its_seat() -> None:
    event = open_event()
    with transaction.atomic():
        register(event, applicant=applicant(), now=timezone.now())
        transaction.set_rollback(True)
    run_queue()
    assert not Registration.objects.exists()
    assert mails.outbox == []

    with (
        patch("events.registrations.outbox.queue_mail", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        register(event, applicant=applicant(), now=timezone.now())
    assert not Registration.objects.exists()


def test_an_address_refused_by_the_server_is_seen_by_the_team() -> None:
    refused = smtplib.SMTPRecipientsRefused({"x": (550, b"5.1.1 No such user")})
    register(open_event(), applicant=applicant(), now=timezone.now())
    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=refused):
        run_queue()
    mail = RegistrationMail.objects.get()
    assert (mail.state, mail.last_error) == (State.FAILED, "550 5.1.1")


@pytest.mark.parametrize(
    ("contact", "team", "national", "expected"),
    [
        (
            "session@exemple.invalid",
            "relais@exemple.invalid",
            "pays@exemple.invalid",
            "session@exemple.invalid",
        ),
        ("", "relais@exemple.invalid", "pays@exemple.invalid", "relais@exemple.invalid"),
        ("", "", "pays@exemple.invalid", "pays@exemple.invalid"),
        ("", "", "", None),
    ],
)
def test_an_answer_goes_to_the_team_that_runs_the_event(contact, team, national, expected) -> None:
    facts = SiteSettings.load()
    facts.contact_email = national
    facts.save()
    region = make_site_tree(regions=("bretagne",)).regions["bretagne"].region
    RelayTeam.objects.create(
        region=region,
        group=Group.objects.create(name="Relais"),
        collection=Collection.get_first_root_node().add_child(name="Bretagne"),
        contact_email=team,
    )
    register(open_event(contact_email=contact), applicant=applicant(), now=timezone.now())
    run_queue()
    assert mails.outbox[0].reply_to == ([expected] if expected else [])


@pytest.mark.parametrize("kind", list(Kind))
def test_each_mail_is_written_in_text_and_html_with_its_title_when_and_where(kind: str) -> None:
    status = {Kind.CONFIRM: Status.UNCONFIRMED, Kind.CANCELLED: Status.CANCELLED}.get(kind, Status.CONFIRMED)
    event = open_event(
        title="L’étoffe & <nous>", start=at("2099-12-15", "08:30"), end=at("2099-12-15", "16:00")
    )
    registration = RegistrationFactory(event=event, status=status)
    facts = {"reason": "Neige & <verglas>", "changes": [{"what": "Lieu", "old": "Ici", "new": "Là"}]}
    mail = RegistrationMail(
        registration=registration,
        event=event,
        kind=kind,
        to=registration.email,
        notice=Notice(event=event, kind=kind, facts=facts),
    )

    rendered = mail.render(now=timezone.now())

    assert "L’étoffe & <nous>" in rendered.subject
    for part in (rendered.text, rendered.html):
        assert "Mardi 15\xa0décembre 2099, de 8\xa0h\xa030 à 16\xa0h" in part
        assert "Maison commune, 35000 Rennes" in part
    assert "L’étoffe & <nous>" in rendered.text
    assert "L’étoffe &amp; &lt;nous&gt;" in rendered.html
    assert "<nous>" not in rendered.html
    assert "&amp;" not in rendered.text


def test_a_lapsed_link_asked_for_again_says_that_the_time_is_over() -> None:
    lapsed = RegistrationFactory(lapsed=True)
    mail = RegistrationMail(registration=lapsed, event=lapsed.event, kind=Kind.CONFIRM, to=lapsed.email)
    rendered = mail.render(now=timezone.now())
    assert "n’a pas été confirmée à temps" in rendered.text
    assert rendered.facts == {}


def test_a_mail_that_is_not_true_any_more_does_not_leave() -> None:
    event, now = open_event(), timezone.now()
    registration = register(event, applicant=applicant(), now=now)
    cancel(registration, now=now)
    run_queue()
    assert [sent.subject for sent in mails.outbox] == [f"Inscription annulée\xa0: {event.title}"]
    assert RegistrationMail.objects.get(kind=Kind.CONFIRM).state == State.DROPPED


def test_a_fictional_event_says_so_in_its_mails() -> None:
    register(open_event(fictional=True), applicant=applicant(), now=timezone.now())
    run_queue()
    assert "Événement fictif" in mails.outbox[0].body
    assert "Événement fictif" in mails.outbox[0].alternatives[0][0]


def test_the_link_in_the_mail_is_absolute_and_opens(client: Client) -> None:
    register(open_event(), applicant=applicant(), now=timezone.now())
    run_queue()
    [line] = [line for line in mails.outbox[0].body.splitlines() if "/inscriptions/" in line]
    assert line.startswith("https://conference.test/inscriptions/")
    assert client.get(line.removeprefix("https://conference.test")).status_code == 200


def test_no_link_that_opens_a_registration_is_kept_and_one_sent_again_has_it() -> None:
    register(open_event(), applicant=applicant(), now=timezone.now())
    run_queue()
    link = re.compile(r"/inscriptions/[^/\s]{20,}/")
    [message] = mails.outbox
    kept = RegistrationMail.objects.get()
    assert link.search(message.body)
    assert not link.search(kept.text)
    assert "/inscriptions/…/" in kept.text
    assert kept.text.split()[:5] == message.body.split()[:5]
    RegistrationMail.objects.update(state=State.FAILED)
    send_again(kept, now=timezone.now())
    run_queue()
    assert link.search(mails.outbox[1].body)
