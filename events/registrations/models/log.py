"""What happened to the attendees of a registration: append-only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..states import Status
from .attendee import Attendee
from .registration import Registration


class OrderReason(models.TextChoices):
    """Why somebody is put before others, or after them."""

    OUR_ERROR = "ordre-erreur", _("erreur de notre part dans une demande")
    ACCESS = "ordre-acces", _("aménagement à préparer pour venir")
    FAR = "ordre-trajet", _("voyage à réserver de loin ou d’outre-mer")
    ROLE = "ordre-role", _("rôle dans le programme")
    ASKED = "ordre-demande", _("à la demande de la personne")


class RegistrationLogEntry(models.Model):
    """One change of state: when, by whom (an account, else the visitor or the site), from what to what."""

    class Actor(models.TextChoices):
        VISITOR = "visitor", _("la personne")
        TEAM = "team", _("l’équipe")
        SITE = "site", _("le site")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="log")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(_("le"))
    actor = models.CharField(_("par"), max_length=10, choices=Actor.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_status = models.CharField(_("de"), max_length=20, choices=Status.choices, blank=True)
    to_status = models.CharField(_("à"), max_length=20, choices=Status.choices)
    note = models.CharField(_("remarque"), max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.from_status} → {self.to_status}"

    @property
    def note_in_words(self) -> str:
        """The note as people read it: a reason of the closed list is stored by its key."""
        return str(dict(OrderReason.choices).get(self.note, self.note))
