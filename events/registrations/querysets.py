"""Questions asked of the registrations."""

from datetime import datetime

from django.db import models

from .states import HOLDING, Status


class RegistrationQuerySet(models.QuerySet):
    """Registrations that read like sentences."""

    def holding_a_seat(self) -> "RegistrationQuerySet":
        """Those that count against the capacity: confirmed, or still to be confirmed."""
        return self.filter(status__in=HOLDING)

    def lapsed(self, now: datetime) -> "RegistrationQuerySet":
        """Unconfirmed ones whose time to confirm is over at ``now``."""
        return self.filter(status=Status.UNCONFIRMED, confirm_by__lte=now)
