"""People who speak at events."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from conference.core.addresses import LONGEST
from conference.regions.models import Region


class Speaker(index.Indexed, models.Model):
    """A person who speaks. ``region`` is that of the team which wrote the entry; none: national."""

    name = models.CharField(_("nom"), max_length=120)
    role = models.CharField(_("fonction"), max_length=160, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    portrait = models.ForeignKey(
        "core.Picture",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(_("site"), max_length=LONGEST, blank=True, default="", db_default="")
    profile_url = models.URLField(
        _("page professionnelle"), max_length=LONGEST, blank=True, default="", db_default=""
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("région"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="speakers",
        help_text=_("Vide : intervenant national."),
    )
    fictional = models.BooleanField(_("personne fictive"), default=False, editable=False)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldPanel("portrait"),
        FieldPanel("website"),
        FieldPanel("profile_url"),
        FieldPanel("region"),
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.SearchField("organisation"),
        index.AutocompleteField("name"),
        index.FilterField("region_id"),
        # What the list is sorted by while it is searched.
        index.FilterField("name"),
        index.FilterField("role"),
        index.FilterField("organisation"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("intervenante ou intervenant")
        verbose_name_plural = _("intervenantes et intervenants")

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> str:
        """« déléguée, Le Fil commun »: what is said beside the name."""
        return ", ".join(filter(None, (self.role, self.organisation)))

    @property
    def label(self) -> str:
        """« Marie Martin (maire, Ville de Rennes) »: what tells people of the same name apart."""
        return f"{self.name} ({self.said})" if self.said else self.name


def save_new_people(roles: Iterable[Any], *, region: Region | None) -> None:
    """Save the people of these roles who are not in the database yet, each once, in ``region``."""
    saved: dict[str, Speaker] = {}
    for role in roles:
        person = saved.setdefault(role.speaker.label, role.speaker)
        if person.pk is None:
            person.region = region
            person.save()
        role.speaker = person  # again, for its key
