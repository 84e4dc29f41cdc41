"""The mails of the registrations, written in the same transaction as the seat."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.platform.mails import OutgoingMail, RenderedMail
from events.models import EventPage

from .registration import Registration


class RegistrationMail(OutgoingMail):
    """A mail to one registrant. ``facts`` holds what it announces of the event, never of a person."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirmer l’inscription")
        TICKET = "ticket", _("billet")
        LINK = "link", _("lien renvoyé")
        CHANGED = "changed", _("changement annoncé")
        EVENT_CANCELLED = "event_cancelled", _("événement annulé")
        CANCELLED = "cancelled", _("inscription annulée")

    kind = models.CharField(_("sujet"), max_length=40, choices=Kind.choices)
    registration = models.ForeignKey(
        Registration, verbose_name=_("inscription"), on_delete=models.CASCADE, related_name="mails"
    )
    event = models.ForeignKey(
        EventPage,
        verbose_name=_("événement"),
        on_delete=models.PROTECT,
        related_name="registration_mails",
    )
    facts = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")

    def is_still_wanted(self, *, now: datetime) -> bool:
        """Whether what the mail says still holds (mails.py)."""
        from ..mails import is_still_wanted

        return is_still_wanted(self, now=now)

    def render(self, *, now: datetime) -> RenderedMail:
        """Subject, text and HTML, written at the moment of sending (mails.py)."""
        from ..mails import render_registration_mail

        return render_registration_mail(self, now=now)

    def on_sent(self, *, now: datetime, rendered: RenderedMail) -> None:
        """The time to confirm runs from here (confirmations.py)."""
        from ..confirmations import start_clock

        start_clock(self, promised=rendered.facts.get("confirm_by"), now=now)
