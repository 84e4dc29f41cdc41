"""What follows by itself from a first factor, a new password, a new address, another team."""

from collections.abc import Collection
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed, pre_save
from django.http import HttpRequest
from django.utils import timezone

from .mails import write_to
from .models import AccountMail
from .notices import forget_the_old_team
from .second_factor import FACTORS
from .sessions import end_sessions


def end_logins_without_it(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **named: Any
) -> None:
    """Somebody who knew the password may be in: only the login that chose the factor goes on."""
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    if authenticator.type in FACTORS and not others.exists():
        end_sessions(user, keep=request.session.session_key or "")


def forget_wrong_passwords(*, request: HttpRequest, user: User, **named: Any) -> None:
    """Who chose a new password by mail need not wait: allauth knows only addresses it has confirmed."""
    get_adapter()._delete_login_attempts_cached_email(request, username=user.get_username())


def tell_the_old_address(
    *, instance: User, raw: bool, update_fields: Collection[str] | None, **named: Any
) -> None:
    """Whoever changes the address gets the next password: its owner must hear of it, whoever did it."""
    if raw or instance.pk is None or (update_fields is not None and "email" not in update_fields):
        return
    before = User.objects.filter(pk=instance.pk).values_list("email", flat=True).first()
    if before and before.casefold() != instance.email.casefold():
        write_to(instance, AccountMail.Kind.ADDRESS_CHANGED, now=timezone.now(), to=before)


def forget_pages_of_the_old_team(
    *, instance: User | Group, action: str, pk_set: Collection[int] | None, **named: Any
) -> None:
    """Whoever changes teams no longer hears of the pages of the old one."""
    if action in ("post_remove", "post_clear"):
        forget_the_old_team(
            User.objects.filter(pk__in=pk_set or ()) if isinstance(instance, Group) else [instance]
        )


def listen() -> None:
    m2m_changed.connect(
        forget_pages_of_the_old_team,
        sender=User.groups.through,
        dispatch_uid="accounts.forget_pages_of_the_old_team",
    )
    authenticator_added.connect(end_logins_without_it, dispatch_uid="accounts.end_logins_without_it")
    password_reset.connect(forget_wrong_passwords, dispatch_uid="accounts.forget_wrong_passwords")
    pre_save.connect(tell_the_old_address, sender=User, dispatch_uid="accounts.tell_the_old_address")
