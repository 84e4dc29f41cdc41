"""A person joins a team: an account in its one group, and a link to choose a password."""

import secrets
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.regions.models import RelayTeam
from conference.regions.scoping import ADMINISTRATION, COMMUNICATION, MODERATION

from .login import accounts_named
from .mails import write_to
from .models import AccountMail


class Role(models.TextChoices):
    """What somebody does on the site."""

    COMMUNICATION = "communication", gettext_lazy("équipe communication")
    MODERATION = "moderation", gettext_lazy("modération")
    ADMINISTRATION = "administration", gettext_lazy("administration nationale")
    RELAY = "relais", gettext_lazy("relais régional")


NATIONAL_GROUP = {
    Role.COMMUNICATION: COMMUNICATION,
    Role.MODERATION: MODERATION,
    Role.ADMINISTRATION: ADMINISTRATION,
}


class AccountRefused(Exception):
    """The account cannot be made; ``str()`` is a French sentence for the person who asked."""


def draw_password(user: User) -> None:
    """A password that nobody knows, until the person's link chooses another."""
    user.set_password(secrets.token_urlsafe(32))


@transaction.atomic
def create_account(*, role: Role, username: str, email: str, region: str = "") -> User:
    """Make the account of a person, without a password, in the one group of their role.

    ``region`` is the slug of a relay's region. Raises AccountRefused (name taken, bad address,
    region missing or unknown, groups not there yet).
    """
    users = get_user_model()
    if accounts_named(username):
        raise AccountRefused(_("Le nom « %s » est déjà pris.") % username)
    try:
        validate_email(email)
    except ValidationError:
        raise AccountRefused(_("« %s » n’est pas une adresse électronique.") % email) from None
    group = group_of(role, region=region)
    user = users(username=username, email=email)
    draw_password(user)
    try:
        user.full_clean()
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from None
    user.save()
    user.groups.set([group])
    return user


def group_of(role: Role, *, region: str = "") -> Group:
    """The group of that role. Raises AccountRefused."""
    if role != Role.RELAY:
        if region:
            raise AccountRefused(_("Une région ne se donne qu’à un relais."))
        group = Group.objects.filter(name=NATIONAL_GROUP[role]).first()
        if group is None:
            raise AccountRefused(_("Les groupes n’existent pas encore : lancez d’abord load_reference."))
        return group
    if not region:
        raise AccountRefused(_("Un relais a une région : ajoutez --region, par exemple --region bretagne."))
    team = RelayTeam.objects.filter(region__slug=region).select_related("group").first()
    if team is None:
        known = ", ".join(RelayTeam.objects.values_list("region__slug", flat=True))
        raise AccountRefused(
            _("La région « %(region)s » n’a pas d’équipe. Régions connues : %(known)s.")
            % {"region": region, "known": known or "–"}
        )
    return team.group


@transaction.atomic
def invite(user: User, *, now: datetime) -> None:
    """Give an account opened in the admin a password that nobody knows, and send the link."""
    draw_password(user)
    user.save(update_fields=["password"])
    write_to(user, AccountMail.Kind.INVITATION, now=now)
