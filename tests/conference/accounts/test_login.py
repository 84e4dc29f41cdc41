"""One door, in French, that counts attempts and tells strangers nothing."""

import hashlib
import re
from pathlib import Path

import allauth
import pytest
import time_machine
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from django.test.utils import override_settings
from django.urls import NoReverseMatch, reverse
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from conference.accounts.limits import COUNTING_MODULES, SealedCounters, sealed
from conference.accounts.models import AccountMail
from conference.platform.models import SharedEntry
from tests.conference.regions.people import person

from .doors import PASSWORD, log_in, without_tokens

pytestmark = [pytest.mark.django_db, pytest.mark.reference]


@pytest.fixture
def alix() -> User:
    return person("alix", Group.objects.get(name="Relais – Bretagne"))


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password hashed: what an attempt costs."""
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return made


@pytest.mark.parametrize("name", ["alix", "Alix", "alix@site.invalid", "ALIX@site.invalid", " alix "])
def test_a_name_or_an_address_opens(alix: User, client: Client, name: str) -> None:
    answer = log_in(client, name)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    assert not EmailAddress.objects.exists()  # no second list of addresses that could grow old


def test_a_telephone_puts_no_capital_into_the_name(client: Client) -> None:
    page = BeautifulSoup(client.get("/comptes/connexion/").content, "html.parser")
    assert page.select_one("input[name=login]")["autocapitalize"] == "none"


def test_two_names_that_differ_in_capitals_open_as_they_are_written(alix: User, client: Client) -> None:
    """Made before capitals were set aside: each keeps its own, and no third spelling opens either."""
    person("ALIX", Group.objects.get(name="Relais – Bretagne"))
    for name, status in (("alix", 302), ("ALIX", 302), ("Alix", 200)):
        assert log_in(Client(), name).status_code == status


def test_a_look_alike_name_opens_nothing(alix: User, client: Client) -> None:
    """Unicode and PostgreSQL take « ı » for « i » when they ignore capitals."""
    assert log_in(client, "alıx").status_code == 200


def test_the_way_asked_for_is_kept(alix: User, client: Client) -> None:
    asked = client.get("/admin/pages/?q=1")
    assert asked["Location"] == "/admin/login/?next=/admin/pages/%3Fq%3D1"
    door = client.get(asked["Location"])
    assert door["Location"] == "/comptes/connexion/?next=/admin/pages/%3Fq%3D1"
    assert log_in(client, "alix", next="/admin/pages/?q=1")["Location"] == "/admin/pages/?q=1"


def test_nobody_is_sent_to_another_site(alix: User, client: Client) -> None:
    assert log_in(client, "alix", next="https://ailleurs.example/")["Location"] == "/admin/"


@pytest.mark.parametrize("nowhere", ["http://[", "//[::1", "http://[x]:y/", "\x80", "//\\\\["])
def test_nor_to_what_is_no_address(alix: User, client: Client, nowhere: str) -> None:
    for address in (
        "/comptes/connexion/",
        reverse("account_reset_password"),
        "/comptes/mot-de-passe/nouveau/1-1/",
    ):
        assert client.get(address, {"next": nowhere}).status_code == 200
    assert log_in(client, "alix", next=nowhere)["Location"] == "/admin/"


def test_an_address_that_two_share_opens_neither(alix: User, client: Client) -> None:
    User.objects.create_user("dominique", "alix@site.invalid", "autre mot de passe")
    assert log_in(client, "alix@site.invalid").status_code == 200
    assert log_in(client, "alix").status_code == 302


def test_a_stranger_learns_nothing(alix: User, client: Client, hashes: list[str], settings: Settings) -> None:
    """Unknown, closed, of the demonstration, or real: the same page at the same price."""
    User.objects.create_user("ferme", "ferme@site.invalid", PASSWORD, is_active=False)
    with override_settings(PASSWORD_HASHERS=["home.demo.accounts.DemonstrationHasher"]):
        User.objects.create_user("montre", "montre@site.invalid", PASSWORD)
    names = ["alix", "alix@site.invalid", "personne", "personne@site.invalid", "ferme", "montre"]
    pages, prices = set(), set()
    for name in names:
        right = PASSWORD if name in ("ferme", "montre") else "un autre"
        hashes.clear()
        answer = log_in(client, name, right)
        pages.add((answer.status_code, without_tokens(answer, name)))
        prices.add(len(hashes))
    assert len(pages) == 1
    assert prices == {1}
    assert "_auth_user_id" not in client.session
    [(status, html)] = pages
    assert status == 200
    assert "ne vont pas ensemble" in html


def test_five_wrong_passwords_close_the_name_for_five_minutes(alix: User) -> None:
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False) as clock:
        for _attempt in range(5):
            log_in(Client(), "alix", "faux")
        refused = log_in(Client(), "ALIX", PASSWORD)
        assert "Trop d’essais" in refused.content.decode()
        assert log_in(Client(), person("dominique")).status_code == 302
        clock.shift(301)
        assert log_in(Client(), "alix").status_code == 302


def test_the_name_and_the_address_of_an_account_have_five_attempts_together(alix: User) -> None:
    typed = ["alix", "alix@site.invalid", " alix ", "ALIX@site.invalid", "alix"]
    for name in typed:
        assert "Trop d’essais" not in log_in(Client(), name, "faux").content.decode()
    for name in ("alix", "alix@site.invalid"):
        assert "Trop d’essais" in log_in(Client(), name).content.decode()
    assert "Trop d’essais" not in log_in(Client(), "personne", "faux").content.decode()


def test_attempts_are_counted_by_all_processes_together(alix: User) -> None:
    """Each attempt with a connection of its own, as in another process."""
    assert not isinstance(caches["limits"], LocMemCache)
    for _attempt in range(5):
        log_in(Client(), "alix", "faux")
        caches["default"].clear()
        delattr(caches._connections, "limits")
    assert "Trop d’essais" in log_in(Client(), "alix").content.decode()


def test_the_counters_hold_neither_address_nor_name(alix: User) -> None:
    """A hash without a secret is a name, for whoever tries the names."""
    for _attempt in range(6):
        log_in(Client(REMOTE_ADDR="203.0.113.9"), "alix", "faux")
    keys = list(SharedEntry.objects.values_list("cache_key", flat=True))
    assert len(keys) >= 3
    for key in keys:
        assert re.fullmatch(r"limits:1:accounts:[0-9a-f]{64}", key)
    assert not any(hashlib.sha256(b"alix").hexdigest() in key for key in keys)
    with_secret = sealed("allauth:rl:allauth.account:login:30/60/ip:ip:203.0.113.9")
    assert f"limits:1:{with_secret}" in keys


def test_every_module_of_allauth_that_counts_counts_together() -> None:
    folder = Path(allauth.__file__).parent
    counting = {
        path.relative_to(folder).as_posix()
        for part in ("account", "core", "mfa", "usersessions")
        for path in (folder / part).rglob("*.py")
        if "django.core.cache import" in path.read_text()
    }
    assert counting == {
        f"{module.__name__.removeprefix('allauth.').replace('.', '/')}.py" for module in COUNTING_MODULES
    }
    assert {(type(module.cache), module.cache.alias) for module in COUNTING_MODULES} == {
        (SealedCounters, "limits")
    }


def test_who_asks_too_often_is_told_so(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    log_in(client, "alix")
    answer = log_in(client, "alix")
    assert answer.status_code == 429
    assert "Attendez une minute" in answer.content.decode()


def test_who_asks_for_too_many_passwords_is_told_how_long_to_wait(client: Client, alix: User) -> None:
    address, asked = "/comptes/mot-de-passe/oublie/", {"email": "alix@site.invalid"}
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False) as clock:
        for _request in range(3):
            assert client.post(address, asked).status_code == 302
        clock.shift(301)
        refused = client.post(address, asked)
        assert refused.status_code == 429
        assert "attendez une heure" in refused.content.decode()
        clock.shift(3600)
        assert client.post(address, asked).status_code == 302


def test_a_request_for_a_password_says_the_same_to_everybody(alix: User) -> None:
    """The same page, as many rows: who has an account is known when the mail leaves."""
    answers = set()
    for address in ("alix@site.invalid", "personne@site.invalid"):
        before = AccountMail.objects.count(), DBTaskResult.objects.count()
        answer = Client().post("/comptes/mot-de-passe/oublie/", {"email": address}, follow=True)
        answers.add((answer.status_code, without_tokens(answer)))
        assert (AccountMail.objects.count(), DBTaskResult.objects.count()) == (before[0] + 1, before[1] + 1)
    assert len(answers) == 1


def test_nobody_signs_up(client: Client) -> None:
    for name in ("account_signup", "account_email", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/comptes/signup/").status_code == 404


def test_wagtail_has_no_door_of_its_own(alix: User, client: Client) -> None:
    for address in ("", "done/", "confirm/MQ/abc-def/", "complete/"):
        answer = client.get(f"/admin/password_reset/{address}")
        assert answer["Location"] == "/comptes/mot-de-passe/oublie/"
        assert (
            client.post(f"/admin/password_reset/{address}", {"email": "alix@site.invalid"}).status_code == 302
        )
    assert client.post("/admin/login/", {"username": "alix", "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session
    assert not AccountMail.objects.exists()
    client.force_login(alix)
    account = client.get("/admin/account/").content.decode()
    assert 'type="password"' not in account
    assert 'href="/comptes/securite/"' in account


def test_the_password_is_changed_with_the_old_one(alix: User, client: Client) -> None:
    log_in(client, "alix")
    page = "/comptes/mot-de-passe/"
    new = {"password1": "un fil de trame", "password2": "un fil de trame"}
    wrong = client.post(page, {"oldpassword": "faux", **new})
    assert "votre mot de passe actuel" in wrong.content.decode()
    other = Client()
    log_in(other, "alix")
    client.post(page, {"oldpassword": PASSWORD, **new})
    alix.refresh_from_db()
    assert alix.check_password("un fil de trame")
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302  # the other login ended with the password
    assert AccountMail.objects.get().kind == AccountMail.Kind.PASSWORD_CHANGED


def test_no_page_of_the_accounts_is_kept_by_a_cache_or_runs_anything_else(client: Client) -> None:
    answer = client.get("/comptes/connexion/")
    assert "no-store" in answer["Cache-Control"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
