"""The banner of the site: a sentence above every page, from a moment until another."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from conference.core.addresses import LONGEST, validate_address
from conference.core.model_forms import SiteModelForm
from conference.core.times.zoned import PARIS, speak_in


class SiteSettingsForm(SiteModelForm):
    """The banner's moments are of Paris, whatever the zone of the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_in(self, ("banner_from", "banner_until"), ZoneInfo(PARIS))
        self.fields["banner_until"].complete(at_end=True)


class SiteBanner(models.Model):
    """The columns of the site's settings that make its banner; no sentence, no banner."""

    class Tone(models.TextChoices):
        INFORMATION = "information", _("information")
        ALERT = "alerte", _("alerte")

    banner_text = models.CharField(
        _("phrase du bandeau"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Une phrase, en haut de chaque page. Vide : pas de bandeau."),
    )
    banner_tone = models.CharField(
        _("ton"),
        max_length=20,
        choices=Tone,
        default=Tone.INFORMATION,
        db_default=Tone.INFORMATION.value,
        help_text=_("« Alerte » se réserve à ce qui empêche de venir : report, fermeture, panne."),
    )
    banner_link_text = models.CharField(
        _("texte du lien"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_("Vide : le titre de la page, ou « En savoir plus »."),
    )
    banner_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page du lien"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Tant qu’elle n’est pas publiée, le bandeau n’a pas de lien."),
    )
    banner_address = models.CharField(
        _("ou adresse du lien"),
        max_length=LONGEST,
        blank=True,
        default="",
        db_default="",
        validators=[validate_address],
        help_text=_("« /agenda/?region=bretagne » ou « https://… »."),
    )
    banner_from = models.DateTimeField(
        _("montrer à partir de (heure de Paris)"), null=True, blank=True, help_text=_("Vide : tout de suite.")
    )
    banner_until = models.DateTimeField(
        _("jusqu’à (heure de Paris)"),
        null=True,
        blank=True,
        help_text=_("Vide : sans fin."),
    )
    banner_closable = models.BooleanField(
        _("chacun peut le fermer"),
        default=True,
        db_default=True,
        help_text=_(
            "Fermé, il ne revient que si la phrase change. Le navigateur s’en souvient, sans cookie."
        ),
    )

    banner_panels: ClassVar = [
        MultiFieldPanel([FieldPanel("banner_text"), FieldPanel("banner_tone")], heading=_("Bandeau")),
        MultiFieldPanel(
            [FieldPanel("banner_page"), FieldPanel("banner_address"), FieldPanel("banner_link_text")],
            heading=_("Lien du bandeau"),
        ),
        FieldRowPanel(
            [FieldPanel("banner_from"), FieldPanel("banner_until")], heading=_("Quand (heure de Paris)")
        ),
        FieldPanel("banner_closable"),
    ]
    base_form_class = SiteSettingsForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        """One link, and an end after the beginning."""
        super().clean()
        errors = {}
        if self.banner_page_id and self.banner_address:
            errors["banner_address"] = _("Choisissez une page ou donnez une adresse, pas les deux.")
        if self.banner_from and self.banner_until and self.banner_until <= self.banner_from:
            errors["banner_until"] = _("La fin vient après le début.")
        if errors:
            raise ValidationError(errors)

    def banner_shown(self, now: datetime) -> bool:
        """Whether the banner stands above the pages at this moment."""
        begun = self.banner_from is None or self.banner_from <= now
        over = self.banner_until is not None and self.banner_until <= now
        return bool(self.banner_text) and begun and not over

    @property
    def banner_key(self) -> str:
        """What a browser keeps of a banner that was closed: another sentence has another key."""
        return hashlib.sha256(f"{self.banner_tone} {self.banner_text}".encode()).hexdigest()[:12]
