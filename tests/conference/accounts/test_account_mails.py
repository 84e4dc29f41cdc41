"""Mails about accounts leave by the outbox; their links are good once and for three days."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from conference.accounts.chores import forget_old_mails
from conference.accounts.login import account_called, accounts_at
from conference.accounts.mails import ask_for_new_password, password_link
from conference.accounts.models import AccountMail
from conference.accounts.opening import invite
from conference.platform.mails.delivery import deliver
from tests.conference.regions.people import communicator, person

from .doors import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

NEW = {"password1": "un fil de trame", "password2": "un fil de trame"}
WORTHLESS = "Ce lien ne vaut plus rien"


def sent(row: AccountMail) -> str:
    deliver(row, now=timezone.now())
    [message] = mail.outbox
    mail.outbox.clear()
    return message.body


def link_in(text: str) -> str:
    [link] = [word for word in text.split() if "/comptes/mot-de-passe/nouveau/" in word]
    return urlsplit(link).path


def open_link(path: str, client: Client | None = None) -> tuple[Client, str, str]:
    """Who followed the link, where it led, what it said."""
    client = client or Client()
    page = client.get(path, follow=True)
    return client, page.request["PATH_INFO"], page.content.decode()


@pytest.fixture
def alix() -> User:
    return person("alix")


def test_a_forgotten_password_is_chosen_again_once(alix: User) -> None:
    row = ask_for_new_password("Alix@site.invalid", now=timezone.now())
    text = sent(row)
    assert "Nom d’utilisateur\N{NO-BREAK SPACE}: alix" in text
    client, form, page = open_link(link_in(text))
    assert link_in(text) not in form  # the key is not in the address any more
    assert 'name="password1"' in page
    assert client.post(form, NEW)["Location"] == "/comptes/mot-de-passe/nouveau/fait/"
    assert log_in(Client(), "alix", "un fil de trame").status_code == 302
    assert WORTHLESS in open_link(link_in(text))[2]
    assert AccountMail.objects.get(kind="password_changed").to == "alix@site.invalid"
    row.refresh_from_db()
    assert (row.state, row.subject, row.text) == (AccountMail.State.SENT, "", "")  # no key is kept


@pytest.mark.parametrize("name", ["alix", "Alix@site.invalid"])
def test_who_tried_too_often_comes_in_with_a_new_password_at_once(alix: User, name: str) -> None:
    for _attempt in range(5):
        log_in(Client(), name, "faux")
    assert "Trop d’essais" in log_in(Client(), name).content.decode()
    client, form, _page = open_link(urlsplit(password_link(alix)).path)
    client.post(form, NEW)
    assert log_in(Client(), name, "un fil de trame").status_code == 302


def test_a_link_lasts_three_days_from_its_sending(alix: User) -> None:
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False) as clock:
        row = ask_for_new_password("alix@site.invalid", now=timezone.now())
        clock.shift(timedelta(days=2))  # the mail server was away
        path = link_in(sent(row))
        clock.shift(timedelta(days=3))
        assert 'name="password1"' in open_link(path)[2]
        clock.shift(timedelta(minutes=1))
        client, _form, page = open_link(path)
        assert WORTHLESS in page
        client.post(path.replace(path.split("-")[-1], "set-password/"), NEW)
    alix.refresh_from_db()
    assert alix.check_password("mot de passe")


def test_an_invitation_lasts_three_days_too(alix: User) -> None:
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False) as clock:
        invite(alix, now=timezone.now())
        path = link_in(sent(AccountMail.objects.get(kind="invitation")))
        by_hand = urlsplit(password_link(alix)).path
        clock.shift(timedelta(days=3, minutes=1))
        assert WORTHLESS in open_link(path)[2]
        assert WORTHLESS in open_link(by_hand)[2]


@pytest.mark.parametrize("change", ["email", "password", "login"])
def test_a_link_falls_with_what_it_was_made_for(alix: User, change: str) -> None:
    path = urlsplit(password_link(alix)).path
    if change == "email":
        User.objects.filter(pk=alix.pk).update(email="autre@site.invalid")
    elif change == "password":
        alix.set_password("un autre")
        alix.save()
    else:
        log_in(Client(), "alix")
    assert WORTHLESS in open_link(path)[2]


@pytest.mark.parametrize("key", ["1-abc-def", "zzzzzzzzzzzzzz-x", "1-" + "a" * 3000, "0-set-password"])
def test_an_invented_link_is_worth_nothing(alix: User, key: str) -> None:
    client, _form, page = open_link(f"/comptes/mot-de-passe/nouveau/{key}/")
    assert WORTHLESS in page
    assert client.post(f"/comptes/mot-de-passe/nouveau/{key}/", NEW).status_code == 200


def test_nobody_writes_to_an_address_without_an_open_account(alix: User) -> None:
    User.objects.filter(pk=alix.pk).update(is_active=False)
    for address in ("alix@site.invalid", "personne@site.invalid"):
        row = ask_for_new_password(address, now=timezone.now())
        deliver(row, now=timezone.now())
        row.refresh_from_db()
        assert row.state == AccountMail.State.DROPPED
    assert mail.outbox == []


def test_two_accounts_at_one_address_get_one_mail_with_both_names(alix: User) -> None:
    User.objects.create_user("dominique", "alix@site.invalid", "un autre")
    text = sent(ask_for_new_password("alix@site.invalid", now=timezone.now()))
    assert text.count("/comptes/mot-de-passe/nouveau/") == 2
    assert ": alix" in text
    assert ": dominique" in text


def test_old_mails_are_forgotten(alix: User) -> None:
    now = timezone.now()
    ask_for_new_password("personne@site.invalid", now=now - timedelta(days=31))
    kept = ask_for_new_password("alix@site.invalid", now=now - timedelta(days=29))
    forget_old_mails(now=now)
    assert list(AccountMail.objects.all()) == [kept]


def test_the_password_chosen_follows_the_rules(alix: User) -> None:
    client, form, _page = open_link(urlsplit(password_link(alix)).path)
    for bad in ("court", "12345678", "motdepasse"):
        assert client.post(form, {"password1": bad, "password2": bad}).status_code == 200
    assert client.post(form, {"password1": "un fil de trame", "password2": "autre"}).status_code == 200
    assert client.post(form, NEW).status_code == 302


def test_a_look_alike_address_is_nobodys() -> None:
    """PostgreSQL takes a dotless « ı » for an « i » when it ignores capitals; mail servers do not."""
    marie = person("marie")
    assert accounts_at("MARIE@site.invalid") == [marie]
    for alike in ("mar\u0131e@site.invalid", "marie@\u017fite.invalid", "mar\u0130e@site.invalid"):
        assert accounts_at(alike) == []
        assert account_called(alike) is None
        row = ask_for_new_password(alike, now=timezone.now())
        deliver(row, now=timezone.now())
        assert mail.outbox == []


def test_the_account_page_takes_no_picture_of_oneself() -> None:
    client = Client()
    user = communicator()
    client.force_login(user)
    page = client.get("/admin/account/").content.decode()
    assert "id_locale-current_time_zone" in page  # it is the page of one's settings
    assert "avatar" not in re.sub(r"<(?:svg|style|script).*?</(?:svg|style|script)>", "", page, flags=re.S)
    picture = SimpleUploadedFile("moi.eps", b"%!PS-Adobe", "application/postscript")
    client.post("/admin/account/", {"avatar-avatar": picture})
    assert not UserProfile.get_for_user(user).avatar
    home = client.get("/admin/").content.decode()
    assert 'href="/comptes/securite/"' in home
    assert "avatar-section" not in home
