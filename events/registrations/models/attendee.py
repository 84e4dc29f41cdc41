"""One person at an event: their seat and its state."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import EventPage

from ..querysets import AttendeeQuerySet
from ..states import GAVE_UP_A_SEAT, HELD_FOR_A_TIME, HOLDS_A_SEAT, Status
from .registration import Registration


class Attendee(models.Model):
    """One seat for one person; for the time being a registration has exactly one.

    ``event`` is the registration's, repeated: seats are counted by event and status. ``held_until`` is
    set when the mail server took the first mail. ``changed_at`` is when ``status`` last changed;
    transitions.move alone writes both.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendees")
    event = models.ForeignKey(
        EventPage, verbose_name=_("événement"), on_delete=models.PROTECT, related_name="attendees"
    )
    first_name = models.CharField(_("prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    status = models.CharField(_("état"), max_length=20, choices=Status.choices, default=Status.UNCONFIRMED)
    changed_at = models.DateTimeField(_("modifiée le"), default=timezone.now, editable=False)
    held_until = models.DateTimeField(_("à confirmer avant"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, editable=False)
    anonymised_at = models.DateTimeField(_("effacée le"), null=True, editable=False)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("personne inscrite")
        verbose_name_plural = _("personnes inscrites")
        constraints = [
            models.UniqueConstraint(fields=["registration"], name="one_attendee_a_registration"),
        ]
        indexes = [
            models.Index(fields=["event", "status"], name="attendee_event_status"),
            models.Index(fields=["status", "held_until"], name="attendee_status_held_until"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or str(_("inscription effacée"))

    def holds_seat(self, now: datetime) -> bool:
        """Whether it counts against the capacity; the same rule as querysets.holding, for one row."""
        if self.status in HELD_FOR_A_TIME:
            return self.held_until is None or self.held_until > now
        return self.status in HOLDS_A_SEAT

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it was not confirmed in time, the chore passed or not."""
        return self.status == Status.EXPIRED or (self.is_unconfirmed and not self.holds_seat(now))

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its status says that it waits for the person's confirmation."""
        return self.status in HELD_FOR_A_TIME

    @property
    def is_confirmed(self) -> bool:
        return self.status == Status.CONFIRMED

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_anonymised(self) -> bool:
        return self.status == Status.ANONYMISED

    @property
    def can_be_cancelled(self) -> bool:
        """Whether its status is one that holds a seat, the time to confirm over or not."""
        return self.status in HOLDS_A_SEAT

    @property
    def can_take_a_seat_again(self) -> bool:
        return self.status in GAVE_UP_A_SEAT
