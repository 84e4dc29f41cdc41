"""The states of an attendee, their groups, and the one table of transitions (design.md §5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What an attendee is. Those of the waiting list and of approval come with their feature."""

    UNCONFIRMED = "unconfirmed", _("à confirmer")
    CONFIRMED = "confirmed", _("confirmée")
    EXPIRED = "expired", _("non confirmée à temps")
    CANCELLED = "cancelled", _("annulée")
    ANONYMISED = "anonymised", _("effacée")


# Every question about several states names one of these groups.
HOLDS_A_SEAT = frozenset({Status.UNCONFIRMED, Status.CONFIRMED})  # the first until its ``held_until``
HELD_FOR_A_TIME = frozenset({Status.UNCONFIRMED})  # free again at ``held_until`` unless confirmed
GAVE_UP_A_SEAT = frozenset({Status.EXPIRED, Status.CANCELLED})  # may take one again if one is left
OVER = GAVE_UP_A_SEAT | {Status.ANONYMISED}  # holds no seat any more
NAMES_SOMEONE = frozenset(Status) - {Status.ANONYMISED}

# transitions.move is the only code that changes a status, and it asks this table.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.UNCONFIRMED: frozenset({Status.CONFIRMED, Status.EXPIRED, Status.CANCELLED}),
    Status.CONFIRMED: frozenset({Status.CANCELLED, Status.ANONYMISED}),
    **dict.fromkeys(GAVE_UP_A_SEAT, frozenset({Status.UNCONFIRMED, Status.ANONYMISED})),
    Status.ANONYMISED: frozenset(),
}
