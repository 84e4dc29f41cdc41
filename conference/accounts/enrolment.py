"""A first second factor closes the logins opened without one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.models import User
from django.http import HttpRequest

from .second_factor import FACTORS
from .sessions import end_sessions


def end_logins_without_it(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **named: Any
) -> None:
    """Somebody who knew the password may be in: only the login that chose the factor goes on."""
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    if authenticator.type in FACTORS and not others.exists():
        end_sessions(user, keep=request.session.session_key or "")


def listen() -> None:
    authenticator_added.connect(end_logins_without_it, dispatch_uid="accounts.end_logins_without_it")
