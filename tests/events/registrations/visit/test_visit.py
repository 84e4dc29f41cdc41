"""The whole way, without script, and what no cache or other site may do with it."""

import re

import pytest
from django.core import mail as mails
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from events.registrations.access import link_for
from events.registrations.models import Registration
from events.registrations.states import Status
from events.registrations.visit import link_page
from tests.conference.platform.worker import run_queue

from ..factories import RegistrationFactory, open_event
from ..pages import TYPED, form_of, link_in, read, words

pytestmark = pytest.mark.django_db

LINK = "https://visio.invalid/salon-secret"


@pytest.mark.parametrize("national", [False, True])
def test_a_visitor_registers_confirms_and_gives_the_seat_back(client: Client, national: bool) -> None:
    event = open_event(capacity=2, online=True, online_url=LINK, national=national)
    assert "2 places encore libres" in words(client.get(form_of(event)))

    answer = client.post(form_of(event), TYPED)
    assert (answer.status_code, answer["Location"]) == (303, f"{form_of(event)}messagerie/")
    page = client.get(answer["Location"])
    assert TYPED["email"] in words(page)
    assert TYPED["email"] not in answer["Location"]
    assert "1 place encore libre" in words(client.get(form_of(event)))

    run_queue()
    link = link_in(mails.outbox[0])
    for _again in range(2):
        assert "Confirmer ma place" in words(client.get(link))
    assert Registration.objects.get().first_attendee.status == Status.UNCONFIRMED
    assert LINK not in client.get(link).content.decode() + mails.outbox[0].body

    assert client.post(link, {"action": "confirm"})["Location"] == link
    assert "Votre place est confirmée" in words(client.get(link))
    assert LINK in client.get(link).content.decode()
    run_queue()
    assert LINK in mails.outbox[1].body
    assert LINK in mails.outbox[1].alternatives[0][0]

    assert client.post(link, {"action": "cancel"}).status_code == 303
    assert "Votre inscription est annulée" in words(client.get(link))
    assert LINK not in client.get(link).content.decode()
    assert "2 places encore libres" in words(client.get(form_of(event)))

    client.post(link, {"action": "confirm"})
    assert Registration.objects.get().first_attendee.status == Status.CONFIRMED


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(timezone.now(), tick=False)  # the page says until which minute a place is kept
    event = open_event(capacity=10)
    known = RegistrationFactory(event=event)
    pages = []
    for address in (known.email, "personne.inconnue@exemple.invalid"):
        client = Client()
        answer = client.post(form_of(event), TYPED | {"email": address})
        page = client.get(answer["Location"])
        text = re.sub(r'value="[A-Za-z0-9]{64}"', "", page.content.decode()).replace(address, "ADRESSE")
        pages.append((answer.status_code, answer["Location"], answer.cookies.keys(), page.status_code, text))
    assert pages[0] == pages[1]


def test_on_a_full_event_everybody_sees_the_same(client: Client) -> None:
    event = open_event(capacity=1)
    known = RegistrationFactory(event=event)
    texts = set()
    for address in (known.email, "personne.inconnue@exemple.invalid"):
        answer = client.post(form_of(event), TYPED | {"email": address})
        assert (answer.status_code, answer.cookies) == (200, {})
        texts.add(answer.content.replace(address.encode(), b"what was typed"))
    assert len(texts) == 1
    assert "Complet" in words(answer)
    assert Registration.objects.count() == 1


# --- Caches, cookies, forgery --------------------------------------------------------------------


def test_no_cache_keeps_these_pages_and_no_robot_lists_them(client: Client) -> None:
    event = open_event()
    link = link_for(RegistrationFactory(event=event))
    client.post(form_of(event), TYPED)
    for path in (form_of(event), f"{form_of(event)}messagerie/", link, "/inscriptions/faux/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert answer.status_code in (200, 404)
        assert read(answer).find("meta", {"name": "robots"})["content"] == "noindex, nofollow"
    assert "no-store" in client.post(form_of(event), TYPED)["Cache-Control"]


def test_the_receipt_stays_with_the_addresses_of_its_event(client: Client) -> None:
    event = open_event()
    cookie = client.post(form_of(event), TYPED).cookies["inscription"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == (
        form_of(event),
        True,
        "Lax",
        True,
    )
    assert TYPED["email"] not in cookie.value


@pytest.mark.reference
def test_the_privacy_page_names_every_cookie_of_the_way_and_how_long_it_stays(client: Client) -> None:
    event = open_event()
    client.get(form_of(event))
    link = link_for(RegistrationFactory(event=event))
    client.post(form_of(event), TYPED, follow=True)
    client.post(link, {"action": "cancel"}, follow=True)
    kept = {name: cookie["max-age"] for name, cookie in client.cookies.items()}
    assert kept == {"csrftoken": "", "inscription": 30 * 60}

    page = client.get("/donnees-personnelles/")

    titles = reversed(read(page).main.find_all("dt"))  # what is said of registrations comes first
    named = {title.text: title.find_next("dd").text for title in titles}
    assert "Effacé quand vous le fermez" in named["csrftoken"]
    assert "Effacé au bout d’une demi-heure" in named["inscription"]
    assert "L’équipe nationale et," in named["Qui les lit"]
    assert not page.cookies


def test_another_site_cannot_post_for_a_visitor() -> None:
    strict = Client(enforce_csrf_checks=True)
    event = open_event()
    held = RegistrationFactory(event=event, unconfirmed=True)
    refused = strict.post(form_of(event), TYPED)
    assert refused.status_code == 403
    assert "rien n’est encore envoyé" in words(refused)
    assert "no-store" in refused["Cache-Control"]
    assert strict.post(link_for(held), {"action": "confirm"}).status_code == 403
    assert Registration.objects.get().first_attendee.status == Status.UNCONFIRMED


def test_a_refused_forged_or_failed_request_leaves_no_token_in_the_logs(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = RegistrationFactory()
    link = link_for(registration)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    assert client.post(link, {"action": "cancel"}).status_code == 403
    assert client.get(link.replace("/inscriptions/", "/inscriptions/x")).status_code == 404

    def fail(token: str) -> None:
        raise RuntimeError(link)

    monkeypatch.setattr(link_page, "holder_of", fail)
    assert client.get(link).status_code == 500

    assert [record.name for record in caplog.records if record.name.startswith("django.")] == [
        "django.security.csrf",
        "django.request",
        "django.request",
    ]
    assert caplog.text.count("/inscriptions/…/") == 4  # in the traceback too
    assert registration.uuid.hex not in caplog.text


def test_outside_the_demonstration_nothing_leads_to_its_mailbox(client: Client) -> None:
    page = client.post(form_of(open_event()), TYPED, follow=True)
    assert TYPED["email"] in words(page)
    assert "/demo/courriels/" not in page.content.decode()


@pytest.mark.urls("conference.settings.serve_urls")
def test_in_the_demonstration_the_page_leads_to_its_mailbox(client: Client, settings) -> None:
    settings.DEMO = True
    page = client.post(form_of(open_event()), TYPED, follow=True)
    assert read(page).main.find("a", href="/demo/courriels/")
