"""The mails of the registrations, written in the same transaction as the seat."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.core.mails import OutgoingMail, RenderedMail
from events.models import EventPage

from .registration import Registration


class RegistrationMail(OutgoingMail):
    """A mail to one registrant. ``facts`` holds what it announces (what changed, why cancelled)."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirmer l’inscription")
        TICKET = "ticket", _("billet")
        LINK = "link", _("lien renvoyé")
        CHANGED = "changed", _("changement annoncé")
        EVENT_CANCELLED = "event_cancelled", _("événement annulé")
        CANCELLED = "cancelled", _("inscription annulée")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="mails")
    event = models.ForeignKey(EventPage, on_delete=models.PROTECT, related_name="registration_mails")
    facts = models.JSONField(default=dict, blank=True)

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")

    def render(self, *, now: datetime) -> RenderedMail:
        """Subject, text and HTML, written at the moment of sending."""
        from ..mails import render_registration_mail

        return render_registration_mail(self, now=now)
