"""The states of a registration and the one table of transitions (design.md §5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What a registration is. Those of the waiting list and of approval come with their feature."""

    UNCONFIRMED = "unconfirmed", _("à confirmer")
    CONFIRMED = "confirmed", _("confirmée")
    EXPIRED = "expired", _("non confirmée à temps")
    CANCELLED = "cancelled", _("annulée")
    ANONYMISED = "anonymised", _("effacée")


# transitions.move is the only code that changes a status, and it asks this table.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.UNCONFIRMED: frozenset({Status.CONFIRMED, Status.EXPIRED, Status.CANCELLED}),
    Status.CONFIRMED: frozenset({Status.CANCELLED, Status.ANONYMISED}),
    # A person whose time is over, or who gave the seat back, may take one again if one is left.
    Status.EXPIRED: frozenset({Status.UNCONFIRMED, Status.ANONYMISED}),
    Status.CANCELLED: frozenset({Status.UNCONFIRMED, Status.ANONYMISED}),
    Status.ANONYMISED: frozenset(),
}
