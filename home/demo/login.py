"""Demonstration accounts open no door of a real site, even on a database that comes from a demonstration.

Only `make serve` names these two in its settings. Elsewhere a password written by this hasher is none, and a
session opened through this backend is over: Django refuses what it does not know, at the price of a wrong
password.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from conference.accounts.login import PasswordBackend


class DemonstrationHasher(PBKDF2PasswordHasher):
    """Django's first choice, under a name that a real site does not know."""

    algorithm = "demonstration_pbkdf2_sha256"


class DemonstrationBackend(PasswordBackend):
    """The site's own; sessions hold its name."""
