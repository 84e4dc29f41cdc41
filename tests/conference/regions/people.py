"""The people of the admin: two relays, the communications team, moderation, a superuser."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.test import Client

from conference.regions.models import Region
from conference.regions.rights import ensure_national_groups, ensure_relay_team, set_publishes_directly
from conference.regions.scoping import ADMINISTRATION, COMMUNICATION, MODERATION


def person(username: str, *groups: Group, **values: object) -> AbstractUser:
    """An account in these groups."""
    user = get_user_model().objects.create_user(
        username, f"{username}@site.invalid", "mot de passe", **values
    )
    user.groups.set(groups)
    return user


def relay(region: Region, *, publishes: bool = False, username: str = "") -> AbstractUser:
    """Somebody of the region's team, which publishes directly or not. The tree must be there."""
    team = ensure_relay_team(region)
    if publishes:
        set_publishes_directly(team, publishes_directly=True)
    return person(username or f"relais-{region.slug}", team.group)


def communicator() -> AbstractUser:
    ensure_national_groups()
    return person("communication", Group.objects.get(name=COMMUNICATION))


def moderator() -> AbstractUser:
    ensure_national_groups()
    return person("moderation", Group.objects.get(name=MODERATION))


def administrator() -> AbstractUser:
    ensure_national_groups()
    return person("administration", Group.objects.get(name=ADMINISTRATION))


def superuser() -> AbstractUser:
    return get_user_model().objects.create_superuser("racine", "racine@site.invalid", "mot de passe")


def browser_of(user: AbstractUser) -> Client:
    """A client logged in as ``user``."""
    client = Client()
    client.force_login(user)
    return client
