"""Nobody is flooded with mails, no machine takes every seat, and a whole hall may register at once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conference.platform.chores import forget_old_counters
from conference.platform.models import Counter, SharedEntry
from events.registrations.models import Registration, RegistrationMail
from tests.events.factories import at

from .factories import open_event
from .pages import TYPED, form_of, read, words

pytestmark = pytest.mark.django_db
NOON = at("2026-12-01", "12:00")


def person(number: int) -> dict[str, str]:
    return TYPED | {"email": f"personne.{number}@exemple.invalid"}


def test_sixty_people_behind_one_address_are_all_welcome_in_ten_minutes(client: Client) -> None:
    event = open_event(capacity=100, start=at("2026-12-20"))
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(60):
            assert client.post(form_of(event), person(number)).status_code == 303
            clock.shift(timedelta(seconds=9))
    assert Registration.objects.count() == 60


def test_the_fifth_request_for_one_mail_address_is_asked_for_patience(client: Client) -> None:
    event = open_event(start=at("2026-12-20"), contact_email="relais@exemple.invalid")
    with time_machine.travel(NOON, tick=False) as clock:
        clock.shift(timedelta(seconds=90))
        for turn in range(4):
            # Another network each time: it is the mail address that is counted.
            answer = client.post(form_of(event), TYPED, REMOTE_ADDR=f"192.0.2.{turn}")
            assert answer.status_code == 303
        refused = client.post(form_of(event), TYPED | {"email": TYPED["email"].upper()})

        assert refused.status_code == 429
        assert refused["Retry-After"] == str(600 - 90)
        assert refused["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        page = read(refused)
        assert page.title.string.startswith("Erreur")
        assert page.find(attrs={"role": "alert"}).has_attr("autofocus")
        said = words(refused)
        assert "Cherchez notre message dans votre messagerie" in said
        assert "à partir du mardi 1er décembre 2026 à 12 h 10" in said
        assert page.main.find("a", href="mailto:relais@exemple.invalid")
        assert page.find(id="id_last_name")["value"] == TYPED["last_name"], "nothing typed is lost"
        assert page.find("input", {"name": "organisation_kind", "checked": True})["value"] == "association"

        assert client.post(form_of(event), person(1)).status_code == 303, "others are not held up"
        clock.shift(timedelta(seconds=int(refused["Retry-After"])))
        assert client.post(form_of(event), TYPED).status_code == 303, "and it opens when the page said"


def test_one_person_is_not_pestered_through_many_events(client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"registration_mail": (3, 3600)}
    with time_machine.travel(NOON, tick=False):
        statuses = [
            client.post(form_of(open_event(start=at("2026-12-20"))), TYPED).status_code for _turn in range(4)
        ]
    assert statuses == [303, 303, 303, 429]
    assert RegistrationMail.objects.count() == 3


def test_a_machine_is_stopped_whatever_it_writes_in_the_header(client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"registration_address": (2, 600)}
    settings.TRUSTED_PROXIES = 1
    event = open_event(start=at("2026-12-20"))

    def ask(number: int, forwarded: str) -> int:
        return client.post(
            form_of(event), person(number), REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded
        ).status_code

    with time_machine.travel(NOON, tick=False):
        assert [ask(n, f"198.51.100.{n}, 203.0.113.7") for n in range(3)] == [303, 303, 429]
        assert ask(4, "203.0.113.8") == 303, "behind the same proxy, somebody else"
        assert [ask(n, f"2001:db8:0:1::{n}") for n in range(5, 8)] == [303, 303, 429], "one subscriber"


def test_the_correction_of_an_address_is_counted_too(client: Client) -> None:
    event = open_event(start=at("2026-12-20"))
    with time_machine.travel(NOON, tick=False):
        mailbox = client.post(form_of(event), person(1))["Location"]
        answers = [client.post(mailbox, {"email": TYPED["email"]}) for _turn in range(5)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 303, 429]
        assert "Un peu de patience" in words(answers[-1])
        assert read(answers[-1]).find(id="id_email")["value"] == TYPED["email"]
        assert answers[-1]["Retry-After"] == "600"


def test_a_full_event_tells_everybody_the_same(client: Client) -> None:
    event = open_event(capacity=0, start=at("2026-12-20"))
    with time_machine.travel(NOON, tick=False):
        answers = [client.post(form_of(event), TYPED) for _turn in range(6)]
    assert {answer.status_code for answer in answers} == {200}
    assert "Toutes les places sont prises" in words(answers[-1])


def test_what_is_counted_names_nobody_and_is_soon_forgotten(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(form_of(open_event(start=at("2026-12-20"))), TYPED, REMOTE_ADDR="203.0.113.7")
        kept = [*Counter.objects.values_list("key", flat=True), *SharedEntry.objects.values_list("value")]
        assert len(kept) == 3
        assert not [key for key in kept if "boyer" in key.lower() or "203.0" in key]
        clock.shift(timedelta(hours=1, minutes=1))
        forget_old_counters(now=timezone.now())
    assert not Counter.objects.exists()
