"""« Vérifiez votre messagerie »: the address typed, and a way to correct it."""

import pytest
from django.core import mail as mails
from django.test import Client

from events.registrations.models import Registration
from tests.conference.core.worker import run_queue

from .factories import open_event
from .pages import TYPED, form_of, read, words

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


def test_without_its_cookie_the_page_shows_no_address_and_takes_none(client: Client) -> None:
    event = open_event()
    mailbox = f"{form_of(event)}messagerie/"
    assert not read(client.get(mailbox)).find("form")
    assert client.post(mailbox, {"email": "x@exemple.invalid"})["Location"] == form_of(event)


def test_the_cookie_of_one_event_is_worth_nothing_at_another(client: Client) -> None:
    mine, other = open_event(), open_event()
    client.post(form_of(mine), TYPED)
    stolen = client.cookies["inscription"].value
    client.cookies.clear()
    client.cookies["inscription"] = stolen
    assert TYPED["email"] not in words(client.get(f"{form_of(other)}messagerie/"))
    assert TYPED["email"] in words(client.get(f"{form_of(mine)}messagerie/"))
