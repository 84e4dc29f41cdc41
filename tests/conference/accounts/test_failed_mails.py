"""Mails about accounts that could not leave: seen by who administers accounts, and sent again."""

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.accounts.mails import write_to
from conference.accounts.models import AccountMail
from conference.platform.mails.delivery import deliver
from tests.conference.platform.smtp_server import MailServer
from tests.conference.regions.people import administrator, browser_of, communicator, moderator, person
from tests.queries import check_few, check_same, page_queries

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

State, Kind = AccountMail.State, AccountMail.Kind
INDEX = "/admin/courriels-de-compte/"
PANEL = "Courriels de compte qui n’ont pas pu partir"


@pytest.fixture
def alix() -> User:
    return person("alix")


@pytest.fixture
def claire() -> Client:
    return browser_of(administrator())


def refused(user: User, kind: AccountMail.Kind = Kind.INVITATION, **values: object) -> AccountMail:
    row = write_to(user, kind, now=timezone.now())
    AccountMail.objects.filter(pk=row.pk).update(
        **{"state": State.FAILED, "attempts": 1, "last_error": "550 5.1.1"} | values
    )
    row.refresh_from_db()
    return row


def again(row: AccountMail) -> str:
    return reverse("courriels-de-compte:again", args=[row.pk])


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_invitation_that_the_server_refuses_is_shown_and_sent_again(alix, claire, settings) -> None:
    """From the server's no to the person's mailbox, with the address put right in between."""
    row = write_to(alix, Kind.INVITATION, now=timezone.now())
    assert PANEL not in text(claire, "/admin/")
    in_memory, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    server = MailServer()
    try:
        server.refusals[alix.email] = "550 5.1.1 inconnu"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        deliver(row, now=timezone.now())
    finally:
        server.go_away()
    settings.EMAIL_BACKEND = in_memory

    assert PANEL in text(claire, "/admin/")
    listed = text(claire, INDEX)
    assert "invitation" in listed
    assert alix.email in listed
    assert "550 5.1.1" in listed
    assert again(row) in listed

    User.objects.filter(pk=alix.pk).update(email="alix.vraie@site.invalid")
    assert "alix.vraie@site.invalid" in text(claire, again(row))
    assert claire.post(again(row))["Location"] == INDEX
    row.refresh_from_db()
    assert (row.state, row.to, row.attempts) == (State.QUEUED, "alix.vraie@site.invalid", 0)
    deliver(row, now=timezone.now())
    [message] = mail.outbox
    assert message.to == ["alix.vraie@site.invalid"]
    assert "/comptes/mot-de-passe/nouveau/" in message.body
    assert PANEL not in text(claire, "/admin/")
    assert again(row) not in text(claire, INDEX)


def test_only_who_administers_accounts_sees_them(alix, claire) -> None:
    row = refused(alix)
    a_relay = person("relais", Group.objects.get(name="Relais – Bretagne"))
    for user in (communicator(), moderator(), a_relay):
        client = browser_of(user)
        assert PANEL not in text(client, "/admin/")
        assert INDEX not in text(client, "/admin/")
        for answer in (client.get(INDEX), client.get(f"{INDEX}results/"), client.post(again(row))):
            assert answer["Location"] == "/admin/"
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert INDEX in text(claire, "/admin/")  # in the menu
    assert claire.get(again(row)).status_code == 200


def test_one_that_still_tries_is_listed_without_a_button(alix, claire) -> None:
    row = refused(alix, state=State.QUEUED)
    assert alix.email in text(claire, INDEX)
    assert again(row) not in text(claire, INDEX)
    assert claire.get(again(row)).status_code == 404
    sent = refused(alix, Kind.FACTOR_RESET, state=State.SENT, to="partie@site.invalid")
    assert sent.to not in text(claire, INDEX)
    assert claire.post(again(sent)).status_code == 404


def test_the_news_of_a_new_address_goes_to_the_old_one_again(alix, claire) -> None:
    row = refused(alix, Kind.ADDRESS_CHANGED, to="ancienne@site.invalid")
    claire.post(again(row))
    row.refresh_from_db()
    assert (row.state, row.to) == (State.QUEUED, "ancienne@site.invalid")


def test_an_account_without_an_address_is_given_one_first(alix, claire) -> None:
    row = refused(alix)
    User.objects.filter(pk=alix.pk).update(email="")
    page = claire.post(again(row))
    assert page.status_code == 200
    assert "donnez-lui-en une" in page.content.decode()
    row.refresh_from_db()
    assert row.state == State.FAILED


@pytest.mark.parametrize("change", [{"is_active": False}, {"last_login": timezone.now()}])
def test_an_invitation_without_an_object_leaves_the_list_unsent(alix, claire, change) -> None:
    row = refused(alix)
    User.objects.filter(pk=alix.pk).update(**change)
    claire.post(again(row))
    deliver(AccountMail.objects.get(), now=timezone.now())
    row.refresh_from_db()
    assert (row.state, mail.outbox) == (State.DROPPED, [])
    assert again(row) not in text(claire, INDEX)


def test_the_list_asks_the_same_whatever_its_length(claire) -> None:
    refused(person("invitee"))
    few = page_queries(claire, INDEX)
    for number in range(29):
        refused(person(f"invitee-{number}"))
    many = page_queries(claire, INDEX)
    check_few(few)
    check_same(few, many)
    assert "renvoyer/" in text(claire, INDEX)
