"""Two days before an event its organiser is told once what is registered and what is missing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mails
from django.utils import timezone

from conference.regions.models import RelayTeam
from events.lifecycle import Postpone
from events.models import EventPage
from events.operations import operate
from events.registrations.models import Arrangement, OrganiserMail
from events.registrations.organisers import tell_organisers
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import relay
from tests.events.factories import at

from .factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db
REUNION = "Indian/Reunion"


def event_of(**values) -> EventPage:
    usual = {"start": at("2099-12-15", "09:00"), "end": at("2099-12-15", "16:00")}
    return open_event(**usual | {"contact_email": "a@exemple.invalid"} | values)


def told(*, now) -> int:
    with time_machine.travel(now, tick=False):
        number = tell_organisers(now=timezone.now())
        run_queue()
    return number


def test_one_that_the_server_kept_waiting_tells_the_day_right() -> None:
    event = event_of()
    RegistrationFactory(event=event)
    tell_organisers(now=at("2099-12-14", "20:00"))
    with time_machine.travel(at("2099-12-15", "07:00"), tick=False):
        run_queue()
    [sent] = mails.outbox
    assert sent.subject == f"Aujourd’hui\xa0: {event.title}"


def test_one_mail_leaves_two_days_before_at_eight_and_never_again() -> None:
    event = event_of(online=True, online_url="")
    RegistrationFactory(event=event)
    assert told(now=at("2099-12-13", "07:59")) == 0
    assert told(now=at("2099-12-13", "08:00")) == 1
    assert told(now=at("2099-12-13", "08:01")) == 0
    assert told(now=at("2099-12-14", "09:00")) == 0
    [sent] = mails.outbox
    body = sent.body.replace("\xa0", " ")
    assert sent.to == ["a@exemple.invalid"]
    assert sent.subject == f"Dans deux jours\xa0: {event.title}"
    assert "1 place prise sur 10" in body
    assert "Le lien de connexion manque" in body
    assert f"/admin/evenements/{event.pk}/" in body


def test_the_day_is_that_of_the_place() -> None:
    tree = make_site_tree(regions=("la-reunion",))
    event_of(
        parent=tree.regions["la-reunion"].agenda,
        time_zone=REUNION,
        start=at("2099-12-15", "01:00", REUNION),  # the 14th at 22 h in Paris
        end=at("2099-12-15", "05:00", REUNION),
    )
    assert told(now=at("2099-12-13", "07:59", REUNION)) == 0
    assert told(now=at("2099-12-13", "08:00", REUNION)) == 1


def test_without_a_contact_of_its_own_the_team_of_the_region_is_told() -> None:
    event = event_of(contact_email="")
    relay(event.region)
    RelayTeam.objects.filter(region=event.region).update(contact_email="relais@exemple.invalid")
    assert told(now=at("2099-12-13", "10:00")) == 1
    assert mails.outbox[0].to == ["relais@exemple.invalid"]


@pytest.mark.parametrize(
    "values",
    [
        {"cancelled": True},
        {"live": False},
        {"date_uncertain": True},
        {"organised_by_others": True},
        {"enabled": False},
    ],
    ids=lambda values: next(iter(values)),
)
def test_what_does_not_take_place_here_tells_nobody(values) -> None:
    event_of(**values)
    assert told(now=at("2099-12-13", "10:00")) == 0


def test_a_postponed_event_is_told_of_again_before_its_new_day() -> None:
    event = event_of()
    assert told(now=at("2099-12-13", "10:00")) == 1
    operate(event, Postpone(start=at("2099-12-22", "09:00")), by=None, now=at("2099-12-13", "11:00"))
    assert told(now=at("2099-12-14", "10:00")) == 0
    assert told(now=at("2099-12-20", "10:00")) == 1
    assert [mail.day.isoformat() for mail in OrganiserMail.objects.order_by("day")] == [
        "2099-12-15",
        "2099-12-22",
    ]


def test_a_mail_that_the_server_kept_waiting_past_the_event_is_dropped() -> None:
    event = event_of()
    with time_machine.travel(at("2099-12-13", "10:00"), tick=False):
        tell_organisers(now=timezone.now())
    mail = OrganiserMail.objects.get()
    assert mail.is_still_wanted(now=at("2099-12-14"))
    assert not mail.is_still_wanted(now=event.end + timedelta(minutes=1))


def test_it_tells_who_waits_for_a_seat_or_for_an_answer() -> None:
    event = event_of()
    RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=at("2099-12-01"))
    RegistrationFactory(event=event, status=Status.PENDING_APPROVAL)
    person = RegistrationFactory(event=event).attendees.get()
    Arrangement.objects.create(attendee=person, wish="Une interprète")
    assert told(now=at("2099-12-13", "10:00")) == 1
    body = mails.outbox[0].body.replace("\xa0", " ")
    assert "1 personne est en liste d’attente." in body
    assert "1 inscription attend votre accord." in body
    assert "1 demande d’aménagement attend votre réponse." in body
    assert "interprète" not in body


def test_the_mail_leads_to_the_list_for_the_door_where_there_is_one() -> None:
    here, on_line = event_of(), event_of(online=True, online_url="https://visio.invalid/")
    assert told(now=at("2099-12-13", "08:00")) == 2
    bodies = "".join(sent.body + str(sent.alternatives) for sent in mails.outbox)
    assert bodies.count(f"/admin/evenements/{here.pk}/accueil/") == 2  # in words and in the page
    assert f"/admin/evenements/{on_line.pk}/accueil/" not in bodies


def test_each_link_of_the_mail_has_a_colour_of_its_own_for_the_dark_too() -> None:
    event_of()
    told(now=at("2099-12-13", "08:00"))
    [sent] = mails.outbox
    links = re.findall(r"<a [^>]*>", str(sent.alternatives[0][0]))
    assert len(links) > 1
    assert [link for link in links if "color:" not in link] == []
