"""« Vérifiez votre messagerie »: the address typed, and a way to correct it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mails
from django.test import Client

from events.registrations.models import Registration
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from ..factories import open_event
from ..pages import TYPED, form_of, read, words

pytestmark = pytest.mark.django_db


def test_the_address_is_corrected_on_the_page_that_shows_it(client: Client) -> None:
    event = open_event()
    mailbox = client.post(form_of(event), TYPED | {"email": "aicha@exmple.invalid"})["Location"]
    assert read(client.get(mailbox)).find(id="id_email")["value"] == "aicha@exmple.invalid"

    wrong = client.post(mailbox, {"email": "aicha"})
    assert read(wrong).title.string.startswith("Erreur")
    assert client.post(mailbox, {"email": TYPED["email"]})["Location"] == mailbox

    assert TYPED["email"] in words(client.get(mailbox))
    assert Registration.objects.get().email == TYPED["email"]
    run_queue()
    assert [sent.to for sent in mails.outbox] == [[TYPED["email"]]]


def test_who_asked_for_nothing_or_half_an_hour_ago_is_led_to_the_form_and_promised_nothing(
    client: Client,
) -> None:
    event, other = open_event(start=at("2026-12-20")), open_event(enabled=False)
    for path in (form_of(event), form_of(other)):
        for answer in (
            client.get(f"{path}messagerie/"),
            client.head(f"{path}messagerie/"),
        ):
            assert (answer.status_code, answer["Location"]) == (303, path)
    with time_machine.travel(at("2026-12-01", "10:00"), tick=False) as clock:
        mailbox = client.post(form_of(event), TYPED)["Location"]
        cookie = client.cookies["inscription"].value
        clock.shift(timedelta(minutes=31))
        client.cookies["inscription"] = cookie  # a browser that keeps it nevertheless
        assert client.get(mailbox)["Location"] == form_of(event)


def test_the_page_says_the_same_hour_when_it_is_read_again(client: Client) -> None:
    event = open_event(start=at("2026-12-20"))
    with time_machine.travel(at("2026-12-01", "10:00"), tick=False) as clock:
        mailbox = client.post(form_of(event), TYPED)["Location"]
        run_queue()
        clock.shift(timedelta(minutes=20))
        page = words(client.get(mailbox))
    assert Registration.objects.get().first_attendee.held_until == at("2026-12-02", "10:00")
    assert "2 décembre 2026 à 10 h au moins" in page


def test_the_hour_said_to_who_asks_again_holds_too(client: Client) -> None:
    """The page cannot tell them apart: the one who holds a seat gets the whole delay again."""
    event = open_event(start=at("2026-12-20"))
    with time_machine.travel(at("2026-12-01", "10:00"), tick=False) as clock:
        client.post(form_of(event), TYPED)
        run_queue()
        clock.shift(timedelta(hours=3))
        page = words(client.post(form_of(event), TYPED, follow=True))
        run_queue()
    assert "2 décembre 2026 à 13 h au moins" in page
    assert Registration.objects.get().first_attendee.held_until == at("2026-12-02", "13:00")


@pytest.mark.parametrize("how", ["same form twice", "form opened again"])
def test_the_address_of_a_form_sent_twice_is_corrected_as_one_request(how: str) -> None:
    event, browser = open_event(start=at("2026-12-20")), Client(enforce_csrf_checks=True)
    with time_machine.travel(at("2026-12-01", "10:00"), tick=False) as clock:
        sent = TYPED | {"email": "aicha@exmple.invalid"} | _token(browser, form_of(event))
        browser.post(form_of(event), sent)
        if how == "same form twice":
            browser.cookies.pop("inscription")  # the second click left before the first answer came
        else:
            sent |= _token(browser, form_of(event))
        clock.shift(timedelta(seconds=10))
        mailbox = browser.post(form_of(event), sent)["Location"]
        clock.shift(timedelta(seconds=10))
        browser.post(mailbox, {"email": TYPED["email"]} | _token(browser, mailbox))
        run_queue()
    assert Registration.objects.get().email == TYPED["email"]  # and the wrong address has nothing
    assert [sent.to for sent in mails.outbox] == [[TYPED["email"]]]


def test_a_correction_clicked_twice_is_made_once_and_said_to_be_made() -> None:
    event, browser = open_event(start=at("2026-12-20")), Client(enforce_csrf_checks=True)
    with time_machine.travel(at("2026-12-01", "10:00"), tick=False) as clock:
        typed = TYPED | {"email": "aicha@exmple.invalid"} | _token(browser, form_of(event))
        mailbox = browser.post(form_of(event), typed)["Location"]
        cookie, corrected = browser.cookies["inscription"].value, _token(browser, mailbox)
        for _click in range(2):
            clock.shift(timedelta(seconds=1))
            browser.cookies["inscription"] = cookie  # the second leaves before the first answer comes
            answer = browser.post(mailbox, corrected | {"email": TYPED["email"]})
            assert answer.status_code == 303
            assert answer["Location"] == mailbox
        assert TYPED["email"] in words(browser.get(mailbox))
    assert Registration.objects.get().email == TYPED["email"]


def _token(browser: Client, page: str) -> dict[str, str]:
    field = read(browser.get(page)).find("input", {"name": "csrfmiddlewaretoken"})
    return {"csrfmiddlewaretoken": str(field["value"])}


def test_the_cookie_of_one_event_is_worth_nothing_at_another(client: Client) -> None:
    mine, other = open_event(), open_event()
    client.post(form_of(mine), TYPED)
    stolen = client.cookies["inscription"].value
    client.cookies.clear()
    client.cookies["inscription"] = stolen
    assert client.get(f"{form_of(other)}messagerie/")["Location"] == form_of(other)
    assert TYPED["email"] in words(client.get(f"{form_of(mine)}messagerie/"))
