"""The secrets of second factors are no use to whoever has the database without SECRET_KEY."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django.fixtures import Settings

from conference.accounts.sealing import MARK, seal, unseal

from .doors import code_now, gives_a_factor, recovery_codes

OLD, NEW = "old-key-" * 8, "new-key-" * 8


@pytest.fixture
def alix() -> User:
    return User.objects.create_user("alix")


def totp(user: User) -> TOTP:
    return TOTP(Authenticator.objects.get(user=user, type="totp"))


def backup_codes(user: User) -> RecoveryCodes:
    return RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))


def sealed_again() -> str:
    call_command("seal_second_factors", stdout=(told := StringIO()))
    return told.getvalue().rsplit(maxsplit=1)[-1]


@pytest.mark.django_db
def test_the_database_holds_neither_secret_nor_seed(alix: User) -> None:
    secret = gives_a_factor(alix)
    codes = recovery_codes(alix)
    assert secret not in str(totp(alix).instance.data)
    assert totp(alix).instance.data["secret"].startswith(MARK)
    assert backup_codes(alix).instance.data["seed"].startswith(MARK)
    assert totp(alix).validate_code(code_now(secret))
    assert backup_codes(alix).validate_code(codes[0])


@pytest.mark.django_db
def test_the_key_changes_and_every_factor_stays(alix: User, settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    secret = gives_a_factor(alix)
    codes = recovery_codes(alix)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert unseal(totp(alix).instance.data["secret"]) == secret
    assert (sealed_again(), sealed_again()) == ("2.", "0.")
    settings.SECRET_KEY_FALLBACKS = []
    assert totp(alix).validate_code(code_now(secret))
    assert backup_codes(alix).get_unused_codes() == codes


@pytest.mark.django_db
def test_what_was_stored_in_clear_is_read_and_sealed_once(alix: User) -> None:
    secret = gives_a_factor(alix)
    Authenticator.objects.filter(type="totp").update(data={"secret": secret})
    assert totp(alix).validate_code(code_now(secret))
    assert (sealed_again(), sealed_again()) == ("1.", "0.")
    assert unseal(totp(alix).instance.data["secret"]) == secret != totp(alix).instance.data["secret"]


@pytest.mark.django_db
def test_a_factor_of_a_lost_key_opens_nothing_and_breaks_nothing(alix: User, settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    secret = gives_a_factor(alix)
    codes = recovery_codes(alix)
    settings.SECRET_KEY = NEW
    assert not totp(alix).validate_code(code_now(secret))
    assert not set(backup_codes(alix).get_unused_codes()) & set(codes)
    assert sealed_again() == "0."
    assert unseal(seal("x")) == "x"
    assert unseal(totp(alix).instance.data["secret"]) != unseal(totp(alix).instance.data["secret"])
