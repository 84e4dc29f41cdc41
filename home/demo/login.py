"""Demonstration accounts open no door of a real site, even on a database that comes from one."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef

from conference.accounts.login import PasswordBackend

from .models import DemoAccount


class RealPeopleOnly(PasswordBackend):
    """The way in with a password, closed to demonstration accounts outside the demonstration.

    Asked at each login and, through ``get_user``, for each session already open: there the mark is
    looked for in the query that reads the account.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return super().user_can_authenticate(user) and (demo_allowed() or not is_demo_account(user))

    def get_user(self, user_id: int) -> User | None:
        users = get_user_model()._default_manager.filter(pk=user_id, is_active=True)
        if not demo_allowed():
            users = users.filter(~Exists(DemoAccount.objects.filter(user=OuterRef("pk"))))
        return users.first()


def demo_allowed() -> bool:
    """In `make serve`, and on a developer's machine that looks at the same database."""
    return settings.DEMO or settings.DEBUG


def is_demo_account(user: User | AnonymousUser | None) -> bool:
    """Whether home/demo/accounts.py made it. Nothing that the account itself may change is asked."""
    return user is not None and DemoAccount.objects.filter(user=user.pk).exists()
