"""A person's registration for an event."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.core.worlds import ON_BEHALF_OF
from events.models import EventPage

from ..querysets import RegistrationQuerySet
from ..states import Status


class Registration(models.Model):
    """One seat for one person. ``confirm_by`` is set when the mail server took the first mail.

    ``email_key`` is the address folded for comparison: one registration an address and event.
    ``changed_at`` is when ``status`` last changed; transitions.move alone writes both.
    ``asked_with`` tells again the form that asked for the seat, should it be sent twice (views.py).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        EventPage, verbose_name=_("événement"), on_delete=models.PROTECT, related_name="registrations"
    )
    status = models.CharField(_("état"), max_length=20, choices=Status.choices, default=Status.UNCONFIRMED)
    first_name = models.CharField(_("prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    organisation_kind = models.CharField(_("au titre de"), max_length=20, choices=ON_BEHALF_OF, blank=True)
    created_at = models.DateTimeField(_("reçue le"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("modifiée le"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saisie par"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_with = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    confirm_by = models.DateTimeField(_("à confirmer avant"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, editable=False)
    anonymised_at = models.DateTimeField(_("effacée le"), null=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email_key"],
                condition=~models.Q(email_key=""),
                name="one_registration_an_address",
            )
        ]
        indexes = [
            models.Index(fields=["event", "status"], name="registration_event_status"),
            models.Index(fields=["status", "confirm_by"], name="registration_status_clock"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or str(_("inscription effacée"))

    def holds_seat(self, now: datetime) -> bool:
        """Whether it counts against the capacity; the same rule as querysets.holding, for one row."""
        if self.status == Status.UNCONFIRMED:
            return self.confirm_by is None or self.confirm_by > now
        return self.status == Status.CONFIRMED

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it was not confirmed in time, the chore passed or not."""
        return self.status == Status.EXPIRED or (
            self.status == Status.UNCONFIRMED and not self.holds_seat(now)
        )
