"""One person at an event: their seat and its state."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import EventFormat, EventPage

from ..querysets import AttendeeQuerySet
from ..states import GAVE_UP_A_SEAT, HELD_FOR_A_TIME, HOLDS_A_SEAT, LIVE, WAITS, Status
from .registration import Registration


class Mode(models.TextChoices):
    """How one takes part in a hybrid event; empty at the others."""

    ON_SITE = "sur-place", _("sur place")
    ONLINE = "en-ligne", _("en ligne")


class BeyondReason(models.TextChoices):
    """Why a seat is outside the open places, within the ceiling of the room."""

    COMPANION = "accompagnant", _("accompagne une personne handicapée")
    GUEST = "invite", _("personne invitée")
    SPEAKER = "intervenant", _("intervenante ou intervenant")
    TEAM = "equipe", _("équipe d’organisation ou presse")
    OUR_ERROR = "erreur", _("erreur de notre part")


class Attendee(models.Model):
    """One seat for one person; a registration has one or more.

    ``event`` is the registration's, repeated: seats are counted by event and status. ``email`` is an address
    of the person's own, who then has a link of their own (``uuid``). ``held_until``: until when a seat to be
    confirmed is held (empty until the mail server took the mail), or an offer of the queue stands.
    ``queued_at``, the instant of the request, is the rank in the queue; it stays empty for whoever asked
    while seats were left. ``offers_lapsed`` counts the offers that were not answered; ``lengthened`` tells
    that the present one was prolonged. ``declined_at``: said no to a seat, until another is free.
    ``beyond``: a seat outside the open places, and why.
    ``changed_at`` is when ``status`` last changed; transitions.move alone writes both.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendees")
    event = models.ForeignKey(
        EventPage, verbose_name=_("événement"), on_delete=models.PROTECT, related_name="attendees"
    )
    uuid = models.UUIDField(null=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(_("prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True, default="", db_default="")
    email = models.EmailField(_("courriel"), blank=True, default="", db_default="")
    mode = models.CharField(
        _("participation"), max_length=20, choices=Mode.choices, blank=True, default="", db_default=""
    )
    beyond = models.CharField(
        _("hors des places ouvertes"),
        max_length=20,
        choices=BeyondReason.choices,
        blank=True,
        default="",
        db_default="",
    )
    status = models.CharField(_("état"), max_length=20, choices=Status.choices, default=Status.UNCONFIRMED)
    changed_at = models.DateTimeField(_("modifiée le"), default=timezone.now, editable=False)
    held_until = models.DateTimeField(_("gardée jusqu’au"), null=True, editable=False)
    queued_at = models.DateTimeField(_("en attente depuis"), null=True, editable=False)
    offers_lapsed = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    lengthened = models.BooleanField(default=False, db_default=False, editable=False)
    declined_at = models.DateTimeField(_("place déclinée le"), null=True, editable=False)
    asked_again_at = models.DateTimeField(_("« toujours partant ? » demandé le"), null=True, editable=False)
    asked_twice_at = models.DateTimeField(_("demandé une seconde fois le"), null=True, editable=False)
    kept_at = models.DateTimeField(_("« toujours partant » répondu le"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, editable=False)
    anonymised_at = models.DateTimeField(_("effacée le"), null=True, editable=False)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("personne inscrite")
        verbose_name_plural = _("personnes inscrites")
        indexes = [
            models.Index(fields=["event", "status"], name="attendee_event_status"),
            models.Index(fields=["status", "held_until"], name="attendee_status_held_until"),
            models.Index(fields=["uuid"], name="attendee_uuid"),
            models.Index(fields=["event", "queued_at"], name="attendee_event_queued_at"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or str(_("inscription effacée"))

    def holds_seat(self, now: datetime) -> bool:
        """Whether it counts against the capacity; the same rule as querysets.holding, for one row."""
        if self.is_to_queue:
            return False
        if self.status in HELD_FOR_A_TIME:
            return self.held_until is None or self.held_until > now
        return self.status in HOLDS_A_SEAT

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it was not confirmed in time, the chore passed or not."""
        in_time = self.held_until is None or self.held_until > now
        return self.status == Status.EXPIRED or (self.is_unconfirmed and not in_time)

    @property
    def is_online(self) -> bool:
        """Whether the person follows a hybrid event on line, and takes no seat of the room."""
        return self.mode == Mode.ONLINE

    @property
    def mode_in_force(self) -> str:
        """How the person takes part; "" where nobody chooses, nor any more once all is moved on line."""
        return "" if self.registration.event.format == EventFormat.ONLINE else self.mode

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its status says that it waits for the person's confirmation."""
        return self.status == Status.UNCONFIRMED

    @property
    def is_to_queue(self) -> bool:
        """Whether it joins the queue, and holds no seat, once the address is confirmed."""
        return self.is_unconfirmed and self.queued_at is not None

    @property
    def is_waitlisted(self) -> bool:
        """Whether it waits for a seat, and none is being offered."""
        return self.status == Status.WAITLISTED

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a seat, one being offered or not."""
        return self.status in WAITS

    @property
    def is_to_approve(self) -> bool:
        return self.status == Status.PENDING_APPROVAL

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
        """Whether its status is one that holds a seat or waits for one, the time to answer over or not."""
        return self.status in LIVE

    @property
    def can_take_a_seat_again(self) -> bool:
        return self.status in GAVE_UP_A_SEAT


def by_registration(people: Iterable[Attendee]) -> dict[Registration, list[Attendee]]:
    """People by the registration that they are part of."""
    found: dict[Registration, list[Attendee]] = defaultdict(list)
    for each in people:
        found[each.registration].append(each)
    return found
