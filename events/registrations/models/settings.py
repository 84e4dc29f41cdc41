"""What an event allows: in its drafts (settings), and at once (gate)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from events.models import EventPage


class RegistrationSettings(models.Model):
    """Part of the event's draft: whether one can register, how many seats, until when.

    ``capacity`` None means no limit; ``closes_at`` None means until the event starts.
    """

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="registration_settings")
    enabled = models.BooleanField(_("inscriptions"), default=True)
    capacity = models.PositiveIntegerField(
        _("nombre de places"), null=True, blank=True, help_text=_("Vide : sans limite.")
    )
    closes_at = models.DateTimeField(
        _("fin des inscriptions"), null=True, blank=True, help_text=_("Vide : au début de l’événement.")
    )

    panels: ClassVar = [
        FieldPanel("enabled", heading=_("Ouvrir les inscriptions")),
        FieldRowPanel(
            [
                FieldPanel("capacity"),
                FieldPanel(
                    "closes_at",
                    help_text=_(
                        "Vide : au début de l’événement. Un jour sans heure : jusqu’à la fin de ce jour."
                    ),
                ),
            ]
        ),
    ]

    class Meta:
        verbose_name = _("réglages des inscriptions")
        verbose_name_plural = _("réglages des inscriptions")
        constraints = [models.UniqueConstraint(fields=["event"], name="one_settings_an_event")]

    def __str__(self) -> str:
        return f"{self.event} – {self._meta.verbose_name}"


class RegistrationGate(models.Model):
    """The row that every change of an event's seats locks; it also closes registration at once.

    ``announced`` is what registrants were last told (date, place, link), to tell them of a change.
    """

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="registration_gate")
    closed_at = models.DateTimeField(_("fermées le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    announced = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("guichet des inscriptions")
        verbose_name_plural = _("guichets des inscriptions")

    def __str__(self) -> str:
        return str(self.event)
