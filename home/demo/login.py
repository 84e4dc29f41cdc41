"""Demonstration accounts open no door of a real site, even on a database that comes from one."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User

# The mark of the accounts that home/demo/accounts.py makes: no real address ends so (RFC 2606).
DEMO_ADDRESSES = "@demo.invalid"


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
    return getattr(user, "email", "").endswith(DEMO_ADDRESSES)
