"""The organisations that carry an edition or a local conference, by tier."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from conference.core.addresses import LONGEST


class Tier(models.TextChoices):
    """In the order in which they are shown."""

    ORGANISER = "organisateur", _("organisateur")
    PARTNER = "partenaire", _("partenaire")
    SUPPORT = "soutien", _("soutien")


HEADINGS = {
    Tier.ORGANISER: _("Organisée par"),
    Tier.PARTNER: _("En partenariat avec"),
    Tier.SUPPORT: _("Avec le soutien de"),
}


class PartnerRow(Orderable):
    """An organisation on a page: its name always, its logo and its site where there are."""

    name = models.CharField(_("nom"), max_length=160)
    url = models.URLField(_("site"), max_length=LONGEST, blank=True)
    tier = models.CharField(
        _("rang"), max_length=20, choices=Tier, default=Tier.PARTNER, db_default=Tier.PARTNER.value
    )
    logo = models.ForeignKey(
        "core.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("tier")]),
        FieldPanel("url"),
        FieldPanel("logo", help_text=_("Sur fond clair. Sans logo, le nom est montré en grand.")),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("partenaire")

    def __str__(self) -> str:
        return self.name


def by_tier(partners: list[PartnerRow]) -> list[dict[str, Any]]:
    """{"name": heading, "partners": rows} of each tier that has any, for components/partners.html."""
    tiers = ((HEADINGS[tier], [each for each in partners if each.tier == tier]) for tier in Tier)
    return [{"name": str(heading), "partners": rows} for heading, rows in tiers if rows]
