"""Where an event takes place, how one comes in, and what is recorded there."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.core.addresses import LONGEST
from conference.regions.models import Commune

from ..choices import EventFormat, YesNo


def _access(label: Any) -> models.CharField:
    """One fact of access: yes, no, or not said."""
    return models.CharField(label, max_length=3, choices=YesNo.choices, blank=True, default="", db_default="")


# The facts of access, in the order in which they are asked and told.
ACCESS_FACTS = (
    "step_free",
    "lift",
    "hearing_loop",
    "sign_language",
    "captions",
    "parking",
    "public_transport",
)


class PlaceMixin(models.Model):
    """The place of an event. ``town`` is what is read; ``commune`` is that town in the table, if there.

    ``latitude`` and ``longitude`` are those of the commune, in degrees (WGS 84): good for « near », not for
    a pin on a map. ``online_url`` is for confirmed registrants only.
    """

    format = models.CharField(
        _("format"), max_length=20, choices=EventFormat.choices, default=EventFormat.IN_PERSON
    )
    venue_name = models.CharField(_("nom du lieu"), max_length=160, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    town = models.CharField(_("ville"), max_length=100, blank=True)
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    department = models.CharField(_("département"), max_length=60, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    online_url = models.URLField(
        _("lien de connexion"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Envoyé aux seules personnes inscrites."),
    )
    step_free = _access(_("accès de plain-pied"))
    lift = _access(_("ascenseur"))
    hearing_loop = _access(_("boucle magnétique"))
    sign_language = _access(_("langue des signes"))
    captions = _access(_("sous-titrage"))
    parking = _access(_("stationnement adapté"))
    public_transport = _access(_("transports en commun"))
    access_note = models.TextField(
        _("venir et accéder"), blank=True, help_text=_("Transports, entrée de plain-pied, boucle magnétique…")
    )
    access_contact = models.CharField(
        _("contact pour l’accès"), max_length=120, blank=True, default="", db_default=""
    )
    access_phone = models.CharField(_("téléphone"), max_length=30, blank=True, default="", db_default="")
    interpretation_until = models.DateField(
        _("dernier jour pour demander un interprète"), null=True, blank=True
    )
    photographed = models.BooleanField(_("photographiée"), default=False, db_default=False)
    filmed = models.BooleanField(_("filmée"), default=False, db_default=False)
    recorded = models.BooleanField(_("enregistrée"), default=False, db_default=False)
    shown_where = models.CharField(
        _("où c’est diffusé"), max_length=300, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True
