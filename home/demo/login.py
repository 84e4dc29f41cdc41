"""Demonstration accounts open no door of a real site, even on a database that comes from one."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User

from .models import DemoAccount


class RealPeopleOnly(ModelBackend):
    """Django's own way to log in, closed to demonstration accounts outside the demonstration.

    Asked at each login and, through ``get_user``, for each session already open.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return super().user_can_authenticate(user) and (demo_allowed() or not is_demo_account(user))


def demo_allowed() -> bool:
    """In `make serve`, and on a developer's machine that looks at the same database."""
    return settings.DEMO or settings.DEBUG


def is_demo_account(user: User | AnonymousUser | None) -> bool:
    """Whether home/demo/accounts.py made it. Nothing that the account itself may change is asked."""
    return user is not None and DemoAccount.objects.filter(user=user.pk).exists()
