"""The second factor: who cannot do without, how it is chosen, and what replaces it once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, validate_totp_code
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings
from wagtail.models import ModelLogEntry

from conference.accounts.models import AccountMail
from conference.regions.scoping import ADMINISTRATION
from tests.conference.regions.people import browser_of, communicator, moderator, person, superuser

from .doors import code_now, factors_of, gives_a_factor, log_in, recovery_codes

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

SECURITY = "/comptes/securite/"
CODE = "/comptes/connexion/second-facteur/"


def administrator(username: str = "administration") -> User:
    return person(username, Group.objects.get(name=ADMINISTRATION))


def a_relay() -> User:
    return person("alix", Group.objects.get(name="Relais – Bretagne"))


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


# --- Required ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [communicator, moderator, administrator, superuser])
def test_a_national_account_opens_nothing_without_one(who, required: None) -> None:
    user = who()
    client = browser_of(user)
    pages = ("/admin/", "/admin/pages/", "/admin/images/", "/admin/account/", "/admin/inconnue/")
    for address in pages:
        assert client.get(address)["Location"] == SECURITY
    for address in ("/admin/api/main/pages/", "/admin/choose-page/"):
        answer = client.get(address, headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.status_code == 403
    for address in ("/admin/bulk/auth/user/delete/?id=1", "/admin/users/new/", "/admin/api/main/pages/"):
        assert client.post(address).status_code == 403
        assert client.options(address).status_code == 403
    choice = client.get(SECURITY)
    assert "Il vous faut un second facteur" in choice.content.decode()
    gives_a_factor(user)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/api/main/pages/").status_code == 200
    assert "Il vous faut" not in client.get(SECURITY).content.decode()


def test_recovery_codes_alone_are_no_second_factor(required: None) -> None:
    user = moderator()
    recovery_codes(user)
    assert browser_of(user).get("/admin/")["Location"] == SECURITY


def test_it_is_offered_to_relays(required: None) -> None:
    client = browser_of(a_relay())
    assert client.get("/admin/").status_code == 200
    page = client.get(SECURITY).content.decode()
    assert "Activer une application de codes" in page
    assert "Il vous faut" not in page


def test_the_way_out_stays_open(required: None) -> None:
    client = browser_of(moderator())
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_it_is_offered_where_the_settings_do_not_ask_for_it() -> None:
    assert browser_of(moderator()).get("/admin/").status_code == 200


# --- Chosen --------------------------------------------------------------------------------------


def test_a_relay_chooses_an_application_and_needs_it_from_then_on(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    alix = a_relay()
    elsewhere = Client()
    log_in(elsewhere, "alix")
    log_in(client, "alix")
    asked = client.get("/comptes/securite/application/")
    assert unquote(asked["Location"]) == "/comptes/confirmer/?next=/comptes/securite/application/"
    client.post(asked["Location"], {"password": "mot de passe", "next": "/comptes/securite/application/"})
    page = client.get("/comptes/securite/application/")
    assert 'class="scan-code__picture"' in page.content.decode()
    secret = page.context["form"].secret
    refused = client.post("/comptes/securite/application/", {"code": "000000"})
    assert "Ce code n’est pas le bon" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/comptes/securite/application/", {"code": code_now(secret)})
    codes = client.get("/comptes/securite/codes/")
    assert factors_of(alix) == ["recovery_codes", "totp"]
    assert codes.content.decode().count("<li><code>") == 10
    assert elsewhere.get("/admin/").status_code == 302  # a login opened without it
    assert client.get("/admin/").status_code == 200
    client.logout()
    assert log_in(client, "alix")["Location"] == CODE
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": code_now(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert [mail.kind for mail in AccountMail.objects.all()] == [AccountMail.Kind.FACTOR_ADDED]


def test_a_recovery_code_replaces_it_once() -> None:
    alix = a_relay()
    gives_a_factor(alix)
    code = recovery_codes(alix)[3]
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client, "alix")
    assert first.post(CODE, {"code": code})["Location"] == "/admin/"
    again = second.post(CODE, {"code": code})
    assert "il a déjà servi" in again.content.decode()
    assert second.get("/admin/").status_code == 302


def test_a_code_seen_over_the_shoulder_is_used_up() -> None:
    """By all processes: nothing of it is kept in the memory of one."""
    secret = gives_a_factor(a_relay())
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client, "alix")
    code = code_now(secret)
    assert first.post(CODE, {"code": code})["Location"] == "/admin/"
    caches["default"].clear()
    delattr(caches._connections, "limits")
    assert second.post(CODE, {"code": code}).status_code == 200


def test_a_code_is_used_up_for_as_long_as_it_is_accepted() -> None:
    """Clocks may differ by half a minute: the same code opens nothing at its end either."""
    secret = gives_a_factor(a_relay())
    first, second, third = Client(), Client(), Client()
    start = datetime(2026, 11, 3, 9, tzinfo=UTC)  # where a code begins
    with time_machine.travel(start - timedelta(seconds=30), tick=False) as clock:
        for client in (first, second, third):
            log_in(client, "alix")
        code = format_hotp_value(hotp_value(secret, int(start.timestamp()) // 30))
        assert first.post(CODE, {"code": code})["Location"] == "/admin/"  # a clock that is ahead
        for client, later in ((second, 31), (third, 89)):
            clock.move_to(start + timedelta(seconds=later - 30))
            assert validate_totp_code(secret, code)
            assert client.post(CODE, {"code": code}).status_code == 200


def test_codes_are_not_guessed() -> None:
    gives_a_factor(a_relay())
    client = Client()
    log_in(client, "alix")
    for _guess in range(5):
        client.post(CODE, {"code": "000000"})
    page = client.post(CODE, {"code": "000000"}).content.decode()
    assert "Trop d’essais. Attendez cinq minutes, puis recommencez." in page


def test_the_code_page_leads_nowhere_without_a_password(client: Client) -> None:
    assert client.get(CODE)["Location"] == "/comptes/connexion/"
    assert client.post(CODE, {"code": "123456"})["Location"] == "/comptes/connexion/"


# --- Lost ----------------------------------------------------------------------------------------


def reset_address(user: User) -> str:
    return f"/admin/comptes/{user.pk}/second-facteur/"


def test_administration_gives_the_way_back() -> None:
    alix = a_relay()
    by = administrator()
    gives_a_factor(alix)
    recovery_codes(alix)
    thief = Client()
    thief.force_login(alix)
    log_in(thief, "alix")
    client = browser_of(by)
    listed = client.get("/admin/users/").content.decode()
    assert reset_address(alix) in listed
    assert reset_address(by) not in listed
    assert "vive voix" in client.get(reset_address(alix)).content.decode()
    assert factors_of(alix) == ["recovery_codes", "totp"]  # asked, not done
    client.post(reset_address(alix))
    assert factors_of(alix) == []
    entry = ModelLogEntry.objects.get(action="accounts.second_factor_reset")
    assert (entry.user, entry.object_id) == (by, str(alix.pk))
    mail = AccountMail.objects.get()
    assert (mail.kind, mail.to) == (AccountMail.Kind.FACTOR_RESET, "alix@site.invalid")
    assert log_in(Client(), "alix")["Location"] == "/admin/"
    assert "Second facteur réinitialisé" in client.get("/admin/reports/site-history/").content.decode()


@pytest.mark.parametrize("who", [communicator, moderator])
def test_nobody_else_gives_it(who) -> None:
    alix = a_relay()
    gives_a_factor(alix)
    for client in (browser_of(who()), browser_of(person("dominique", *alix.groups.all()))):
        assert client.get(reset_address(alix)).status_code == 302
        assert client.post(reset_address(alix)).status_code == 302
    assert factors_of(alix) == ["totp"]
    assert not ModelLogEntry.objects.filter(action="accounts.second_factor_reset").exists()


def test_one_does_not_reset_ones_own_nor_a_superusers() -> None:
    by, root = administrator(), superuser()
    for user in (by, root):
        gives_a_factor(user)
        browser_of(by).post(reset_address(user))
        assert factors_of(user) == ["totp"]
    browser_of(superuser_too := person("racine2", is_superuser=True)).post(reset_address(root))
    assert factors_of(root) == []
    assert ModelLogEntry.objects.get(action="accounts.second_factor_reset").user == superuser_too


@pytest.mark.parametrize("named", ["racine", "racine@site.invalid"])
def test_a_command_does_it_when_nobody_is_left(named: str) -> None:
    root = superuser()
    gives_a_factor(root)
    call_command("reset_second_factor", named, verbosity=0)
    assert factors_of(root) == []
    assert ModelLogEntry.objects.get(action="accounts.second_factor_reset").user is None
    with pytest.raises(CommandError, match="pas de second facteur"):
        call_command("reset_second_factor", named)
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("reset_second_factor", "personne")


def test_the_desk_advises_two_people() -> None:
    client = browser_of(administrator())
    assert "Moins de deux personnes" in client.get("/admin/").content.decode()
    assert "Moins de deux personnes" not in browser_of(communicator()).get("/admin/").content.decode()
    administrator("administration2")
    assert "Moins de deux personnes" not in client.get("/admin/").content.decode()
