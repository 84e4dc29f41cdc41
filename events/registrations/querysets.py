"""Questions asked of the registrations. ``now`` is an aware moment, passed in by the caller."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from .states import Status


def holding(now: datetime, prefix: str = "") -> Q:
    """What counts against the capacity: confirmed, or to be confirmed and still in time.

    A seat whose time is over is free at that very moment, whether or not the chore has passed. No
    ``confirm_by`` yet: the mail server has not taken the mail, so the time does not run.
    """
    confirmed = Q(**{f"{prefix}status": Status.CONFIRMED})
    unconfirmed = Q(**{f"{prefix}status": Status.UNCONFIRMED})
    in_time = Q(**{f"{prefix}confirm_by__isnull": True}) | Q(**{f"{prefix}confirm_by__gt": now})
    return confirmed | (unconfirmed & in_time)


def lapsing(now: datetime, prefix: str = "") -> Q:
    """What holds a seat that will be free at its ``confirm_by`` unless it is confirmed."""
    return Q(**{f"{prefix}status": Status.UNCONFIRMED, f"{prefix}confirm_by__gt": now})


class RegistrationQuerySet(models.QuerySet):
    """Registrations that read like sentences."""

    def holding_a_seat(self, now: datetime) -> "RegistrationQuerySet":
        """Those that count against the capacity (see ``holding``)."""
        return self.filter(holding(now))

    def lapsed(self, now: datetime) -> "RegistrationQuerySet":
        """Unconfirmed ones whose time to confirm is over at ``now``."""
        return self.filter(status=Status.UNCONFIRMED, confirm_by__lte=now)

    def naming_someone(self) -> "RegistrationQuerySet":
        """Those that still hold personal data."""
        return self.exclude(status=Status.ANONYMISED)
