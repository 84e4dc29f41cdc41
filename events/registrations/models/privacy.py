"""What is kept to prove what became of people's data: exports made, data erased."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import EventPage


class PeopleExport(models.Model):
    """A file that named people left the site: who took it, when, of which event, how many rows."""

    event = models.ForeignKey(
        EventPage,
        verbose_name=_("événement"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    kind = models.CharField(_("fichier"), max_length=40)
    rows = models.PositiveIntegerField(_("lignes"), default=0)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("export de personnes")
        verbose_name_plural = _("exports de personnes")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d/%m/%Y}"


class ErasureRecord(models.Model):
    """Proof that data of an event's people were erased: when, why, how many rows of each field. No name.

    ``counts``: « model.field » → rows. ``signature`` signs all of it (privacy).
    """

    class Reason(models.TextChoices):
        TERM = "terme", _("terme atteint")
        ASKED = "demande", _("demande de la personne")
        UNCONFIRMED = "sans-confirmation", _("demande jamais confirmée")

    event = models.ForeignKey(
        EventPage, verbose_name=_("événement"), on_delete=models.CASCADE, related_name="erasure_records"
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    reason = models.CharField(_("raison"), max_length=20, choices=Reason.choices)
    people = models.PositiveIntegerField(_("personnes"), default=0)
    counts = models.JSONField(_("champs"), default=dict)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("preuve d’effacement")
        verbose_name_plural = _("preuves d’effacement")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.at:%d/%m/%Y}"
