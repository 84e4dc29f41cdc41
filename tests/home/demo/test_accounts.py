"""The demonstration's people: each in one group, none all-powerful, their passwords kept here."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from events.models import RegionalAgendaPage
from home.demo.accounts import NameTaken, ensure_accounts, new_password
from tests.events.factories import EventPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.reference]
REAL_HASHERS = settings.PASSWORD_HASHERS
NAMES = ["communication", "moderation", "relais-bretagne", "relais-la-reunion"]


@pytest.fixture(autouse=True)
def _demonstration(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    settings.AUTHENTICATION_BACKENDS = ["home.demo.accounts.DemonstrationBackend"]
    settings.PASSWORD_HASHERS = ["home.demo.accounts.DemonstrationHasher", *REAL_HASHERS]


def becomes_real(settings: Settings) -> None:
    """The same database, read by a real site."""
    settings.DEMO = False
    settings.AUTHENTICATION_BACKENDS = ["conference.accounts.login.PasswordBackend"]
    settings.PASSWORD_HASHERS = REAL_HASHERS


def passwords(chosen: str | None = None) -> dict[str, str]:
    return {account.username: account.password for account in ensure_accounts(chosen=chosen)}


def test_four_people_may_log_in_and_none_is_a_superuser(client: Client) -> None:
    given = passwords()
    assert list(given) == NAMES
    for name, password in given.items():
        assert authenticate(username=name, password=password) is not None
        client.login(username=name, password=password)
        assert client.get("/admin/").status_code == 200
    assert not get_user_model().objects.filter(username__in=NAMES, is_superuser=True).exists()


def test_one_relay_submits_and_the_other_publishes() -> None:
    purposes = {account.username: account.purpose for account in ensure_accounts()}
    assert purposes["relais-bretagne"] == "Bretagne, soumet à la modération"
    assert purposes["relais-la-reunion"] == "La Réunion, publie directement"


def test_passwords_are_drawn_once_then_kept() -> None:
    first = passwords()
    assert len(set(first.values())) == 4
    assert passwords() == first


def test_a_second_start_leaves_sessions_alone(client: Client) -> None:
    passwords()
    user = get_user_model().objects.get(username="communication")
    client.force_login(user)
    passwords()
    assert client.get("/admin/").status_code == 200


def test_a_chosen_password_becomes_everybodys_until_new_ones_are_drawn() -> None:
    assert set(passwords("un-mot-de-passe").values()) == {"un-mot-de-passe"}
    assert set(passwords().values()) == {"un-mot-de-passe"}
    assert "un-mot-de-passe" not in passwords("").values()


def test_a_demonstration_account_loses_the_power_somebody_gave_it() -> None:
    passwords()
    get_user_model().objects.filter(username="moderation").update(is_superuser=True)
    passwords()
    assert not get_user_model().objects.get(username="moderation").is_superuser


def test_the_kept_passwords_are_for_this_user_only(tmp_path: Path) -> None:
    passwords()
    assert (tmp_path / "demo-passwords").stat().st_mode & 0o077 == 0


def test_production_refuses_them(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        ensure_accounts()
    with pytest.raises(CommandError):
        call_command("demo_accounts")
    assert not get_user_model().objects.filter(username__in=NAMES).exists()


def test_a_real_site_lets_no_demonstration_account_in(client: Client, settings: Settings) -> None:
    given = passwords()
    client.login(username="communication", password=given["communication"])
    assert client.get("/admin/").status_code == 200
    becomes_real(settings)
    assert authenticate(username="communication", password=given["communication"]) is None
    assert client.get("/admin/").status_code == 302  # nor does a session already open go on


def test_what_the_account_says_of_itself_does_not_open_the_door(settings: Settings) -> None:
    given = passwords()
    get_user_model().objects.filter(username="communication").update(
        username="camille", email="camille@exemple.fr", last_name="Une autre"
    )
    becomes_real(settings)
    assert authenticate(username="camille", password=given["communication"]) is None


def test_a_real_person_of_the_same_name_keeps_the_account() -> None:
    real = get_user_model().objects.create_superuser("moderation", "anne@exemple.fr", "un-mot-de-passe")
    with pytest.raises(NameTaken, match="«\xa0moderation\xa0» existe déjà"):
        ensure_accounts()
    with pytest.raises(CommandError, match="moderation"):
        call_command("demo_accounts")
    real.refresh_from_db()
    assert real.is_superuser
    assert authenticate(username="moderation", password="un-mot-de-passe") == real
    assert list(get_user_model().objects.filter(username__in=NAMES)) == [real]


def test_a_real_person_logs_in_on_a_real_site(settings: Settings) -> None:
    becomes_real(settings)
    get_user_model().objects.create_user("camille", "camille@site.invalid", "un-mot-de-passe")
    assert authenticate(username="camille", password="un-mot-de-passe") is not None


def test_a_password_is_long_enough_and_never_twice_the_same() -> None:
    drawn = {new_password() for _time in range(50)}
    assert len(drawn) == 50
    assert {len(password) for password in drawn} == {19}


def test_the_event_that_waits_for_a_moderator_was_submitted_by_its_relay() -> None:
    agenda = RegionalAgendaPage.objects.get(slug="agenda", url_path__contains="/bretagne/")
    event = EventPageFactory(parent=agenda, live=False, fictional=True)
    event.save_revision()
    event.get_workflow().start(event, user=None)
    ensure_accounts()
    assert event.current_workflow_state.requested_by.get_username() == "relais-bretagne"
