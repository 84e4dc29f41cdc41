"""The states of an attendee, their groups, and the one table of transitions (design.md §5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What an attendee is. Attended and not come are added with arrival on the day."""

    UNCONFIRMED = "unconfirmed", _("à confirmer")
    PENDING_APPROVAL = "pending_approval", _("à approuver")
    WAITLISTED = "waitlisted", _("en liste d’attente")
    OFFERED = "offered", _("place proposée")
    CONFIRMED = "confirmed", _("confirmée")
    EXPIRED = "expired", _("délai passé")
    CANCELLED = "cancelled", _("annulée")
    REFUSED = "refused", _("refusée")
    ANONYMISED = "anonymised", _("effacée")


# Every question about several states names one of these groups. An attendee who is to join the queue
# once the address is confirmed (``queued_at``) is UNCONFIRMED and holds no seat: querysets.holding.
HOLDS_A_SEAT = frozenset({Status.UNCONFIRMED, Status.PENDING_APPROVAL, Status.OFFERED, Status.CONFIRMED})
HELD_FOR_A_TIME = frozenset({Status.UNCONFIRMED, Status.OFFERED})  # free again at ``held_until``
UNANSWERED = frozenset({Status.UNCONFIRMED})  # the address has not been confirmed
WAITS = frozenset({Status.WAITLISTED, Status.OFFERED})  # for a seat, one being offered or not
LIVE = HOLDS_A_SEAT | {Status.WAITLISTED}  # counts among the people of an address
GAVE_UP_A_SEAT = frozenset({Status.EXPIRED, Status.CANCELLED})  # may take one again if one is left
OVER = GAVE_UP_A_SEAT | {Status.REFUSED, Status.ANONYMISED}  # holds no seat any more
NAMES_SOMEONE = frozenset(Status) - {Status.ANONYMISED}

# transitions.move is the only code that changes a status, and it asks this table.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.UNCONFIRMED: frozenset(
        {Status.CONFIRMED, Status.PENDING_APPROVAL, Status.WAITLISTED, Status.EXPIRED, Status.CANCELLED}
    ),
    Status.PENDING_APPROVAL: frozenset(
        {Status.CONFIRMED, Status.WAITLISTED, Status.REFUSED, Status.CANCELLED}
    ),
    Status.WAITLISTED: frozenset(
        {Status.OFFERED, Status.CONFIRMED, Status.PENDING_APPROVAL, Status.EXPIRED, Status.CANCELLED}
    ),
    Status.OFFERED: frozenset(
        {Status.CONFIRMED, Status.PENDING_APPROVAL, Status.WAITLISTED, Status.EXPIRED, Status.CANCELLED}
    ),
    Status.CONFIRMED: frozenset({Status.CANCELLED, Status.ANONYMISED}),
    **dict.fromkeys(GAVE_UP_A_SEAT, frozenset({Status.UNCONFIRMED, Status.WAITLISTED, Status.ANONYMISED})),
    Status.REFUSED: frozenset({Status.ANONYMISED}),
    Status.ANONYMISED: frozenset(),
}
