"""The people of the demonstration: one for each way of working on the site, none of them all-powerful.

Their passwords are drawn on this machine and kept beside its database, never in the code.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext as _

from conference.accounts.login import PasswordBackend
from conference.regions.models import RelayTeam
from conference.regions.rights import set_publishes_directly
from conference.regions.scoping import COMMUNICATION, MODERATION
from events.models import EventPage

from .models import DemoAccount

# User name → first name, last name, national group.
NATIONAL = {
    "communication": ("Équipe", "communication", COMMUNICATION),
    "moderation": ("Équipe", "modération", MODERATION),
}
# User name → first name, last name, slug of the region, whether its team publishes without a moderator.
RELAYS = {
    "relais-bretagne": ("Relais", "Bretagne", "bretagne", False),
    "relais-la-reunion": ("Relais", "La Réunion", "la-reunion", True),
}
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no sign that is taken for another


@dataclass(frozen=True)
class Access:
    """What a person needs to log in, and what for."""

    username: str
    password: str
    purpose: str


class NameTaken(Exception):
    """An account that the demonstration did not make has the name of one of its own."""

    def __init__(self, username: str) -> None:
        super().__init__(
            _(
                "Le compte « %s » existe déjà et n’est pas un compte de démonstration : il reste tel quel. "
                "Renommez-le, ou lancez la démonstration sur une base à elle (VAR_DIR)."
            )
            % username
        )


def ensure_accounts(*, chosen: str | None = None) -> list[Access]:
    """Make the demonstration's accounts, or give them back their groups and their passwords.

    ``chosen`` becomes the password of all of them; an empty text draws new ones; None keeps those
    drawn before. Raises ImproperlyConfigured outside the demonstration, and NameTaken where a real
    person's account has one of the names: nothing is changed then.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured(_("Les comptes de démonstration n’existent qu’avec make serve."))
    passwords = decide_passwords(chosen)
    with transaction.atomic():
        accounts = [
            *(national_account(username, passwords[username]) for username in NATIONAL),
            *(relay_account(username, passwords[username]) for username in RELAYS),
        ]
    keep_passwords(passwords)
    return accounts


def national_account(username: str, password: str) -> Access:
    first_name, last_name, group = NATIONAL[username]
    ensure_account(username, password, first_name, last_name, Group.objects.get(name=group))
    return Access(username, password, group)


def relay_account(username: str, password: str) -> Access:
    """The relay's account. How its team publishes is set with the account, then left to the team."""
    first_name, last_name, slug, directly = RELAYS[username]
    team = RelayTeam.objects.select_related("group", "region").get(region__slug=slug)
    if ensure_account(username, password, first_name, last_name, team.group):
        set_publishes_directly(team, publishes_directly=directly)
        sign_submissions(team, username)
    way = _("publie directement") if team.publishes_directly else _("soumet à la modération")
    return Access(username, password, f"{team.region.name}, {way}")


def sign_submissions(team: RelayTeam, username: str) -> None:
    """Name the relay as who submitted the fictional events of its region, loaded before its account."""
    events = EventPage.objects.filter(region=team.region, fictional=True)
    author = get_user_model().objects.get(username=username)
    for event in events:
        event.workflow_states.filter(requested_by=None).update(requested_by=author)


def ensure_account(username: str, password: str, first_name: str, last_name: str, group: Group) -> bool:
    """One account in its one group; whether it is new.

    The password is written only when it differs, so that sessions live on.
    """
    user, created = get_user_model().objects.get_or_create(
        username=username,
        defaults={"first_name": first_name, "last_name": last_name, "email": f"{username}@demo.invalid"},
    )
    if created:
        DemoAccount.objects.create(user=user)
    elif not DemoAccount.objects.filter(user=user).exists():
        raise NameTaken(username)
    user.is_superuser = user.is_staff = False
    user.is_active = True
    if created or not user.check_password(password):
        user.set_password(password)
    user.save()
    user.groups.set([group])
    return created


# --- The passwords of this machine -----------------------------------------------------------


def kept_in() -> Path:
    return Path(settings.VAR_DIR) / "demo-passwords"


def decide_passwords(chosen: str | None) -> dict[str, str]:
    kept = {} if chosen is not None else read_passwords()
    return {name: chosen or kept.get(name) or new_password() for name in (*NATIONAL, *RELAYS)}


def read_passwords() -> dict[str, str]:
    if not kept_in().exists():
        return {}
    return dict(line.split(" ", 1) for line in kept_in().read_text().splitlines() if " " in line)


def keep_passwords(passwords: dict[str, str]) -> None:
    kept_in().parent.mkdir(parents=True, exist_ok=True)
    kept_in().touch(mode=0o600)
    kept_in().write_text("".join(f"{name} {password}\n" for name, password in passwords.items()))


def new_password() -> str:
    """Four groups of four signs, 79 bits: long enough to be safe, short enough to be typed."""
    return "-".join("".join(secrets.choice(LETTERS) for _sign in range(4)) for _group in range(4))


def as_table(accounts: list[Access]) -> str:
    """Lines that a terminal shows: user name, password, what the account is for."""
    wide = max(len(account.username) for account in accounts)
    return "".join(
        f"  {account.username:<{wide}}  {account.password}  ({account.purpose})\n" for account in accounts
    )


# --- They open no door of a real site ------------------------------------------------------------
#
# Not even on a database that comes from a demonstration: only `make serve` names these two in its settings.
# Elsewhere a password written by this hasher is none, and a session opened through this backend is over:
# Django refuses what it does not know, at the price of a wrong password.


class DemonstrationHasher(PBKDF2PasswordHasher):
    """Django's first choice, under a name that a real site does not know."""

    algorithm = "demonstration_pbkdf2_sha256"


class DemonstrationBackend(PasswordBackend):
    """The site's own; sessions hold its name."""
