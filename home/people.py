"""Opening an account for a person of a team, who chooses the password."""

from enum import StrEnum

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from conference.core.addresses import absolute_url
from conference.regions.models import Region, RelayTeam
from conference.regions.scoping import COMMUNICATION, MODERATION


class Role(StrEnum):
    """What a person does on the site; the words are those of the command line."""

    COMMUNICATION = "communication"
    MODERATION = "moderation"
    RELAY = "relais"


class AccountRefused(Exception):
    """The account cannot be opened; holds a sentence that says why."""


class UsernameTaken(AccountRefused):
    def __init__(self, username: str) -> None:
        super().__init__(_("Il y a déjà un compte « %s ».") % username)


class RegionExpected(AccountRefused):
    def __init__(self) -> None:
        slugs = ", ".join(Region.objects.order_by("slug").values_list("slug", flat=True))
        super().__init__(_("Un relais a une région. Donnez --region, parmi : %s.") % slugs)


class RegionUnexpected(AccountRefused):
    def __init__(self) -> None:
        super().__init__(_("Seul un relais a une région : enlevez --region."))


class GroupMissing(AccountRefused):
    def __init__(self) -> None:
        super().__init__(_("Les groupes ne sont pas là. D’abord : manage.py load_reference."))


@transaction.atomic
def open_account(
    *, username: str, email: str, role: Role, region: str = "", first_name: str = "", last_name: str = ""
) -> AbstractUser:
    """Make an account in the one group of its role, without a password: see ``password_link``.

    ``region`` is the slug of a relay's region. Raises AccountRefused.
    """
    users = get_user_model().objects
    group = _group_of(role, region)
    if users.filter(username=username).exists():
        raise UsernameTaken(username)
    user = users.create_user(username, email=email, first_name=first_name, last_name=last_name)
    user.groups.set([group])
    return user


def password_link(user: AbstractUser) -> str:
    """An address where ``user`` chooses a password; good once, and for PASSWORD_RESET_TIMEOUT seconds."""
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return absolute_url(path)


def _group_of(role: Role, region: str) -> Group:
    if role == Role.RELAY:
        team = RelayTeam.objects.filter(region__slug=region).select_related("group").first()
        if team is None:
            raise RegionExpected
        return team.group
    if region:
        raise RegionUnexpected
    group = Group.objects.filter(name={Role.COMMUNICATION: COMMUNICATION}.get(role, MODERATION)).first()
    if group is None:
        raise GroupMissing
    return group
