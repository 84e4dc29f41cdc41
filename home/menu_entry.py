"""An entry of the header's menu or of a column of the footer."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from conference.core.addresses import LONGEST, validate_address
from conference.core.model_forms import SiteModelForm


class Location(models.TextChoices):
    """Where the menus stand."""

    HEADER = "header", _("en-tête")
    UNDERSTAND = "understand", _("pied de page : comprendre")
    FOLLOW = "follow", _("pied de page : participer")
    LEGAL = "legal", _("pied de page : cadre légal")


class MenuEntry(Orderable):
    """A link to a page, an address of the site or another site; in the header, others may stand below it.

    One of the header that leads nowhere only opens those below it.
    """

    Location = Location

    location = models.CharField(_("où"), max_length=20, choices=Location.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("sous l’entrée"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="entries",
        limit_choices_to={"location": Location.HEADER.value, "parent": None},
        help_text=_("Vide : dans la barre elle-même. Sinon, dans le menu que cette entrée ouvre."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="menu_entries",
    )
    address = models.CharField(
        _("ou adresse"),
        max_length=LONGEST,
        blank=True,
        default="",
        db_default="",
        validators=[validate_address],
    )
    label = models.CharField(
        _("texte"), max_length=60, blank=True, help_text=_("Vide : le titre de la page.")
    )

    panels: ClassVar = [
        FieldPanel("page", help_text=_("Tant que la page n’est pas publiée, l’entrée ne se montre pas.")),
        FieldPanel("address", help_text=_("« /agenda/?region=bretagne » ou « https://… ».")),
        FieldPanel("label"),
    ]
    base_form_class = SiteModelForm

    class Meta(Orderable.Meta):
        ordering: ClassVar = ["location", "sort_order", "pk"]
        verbose_name = _("entrée de menu")
        verbose_name_plural = _("entrées de menu")

    def __str__(self) -> str:
        return self.label or str(self.page)

    def clean(self) -> None:
        """One destination, a text where there is no page to give one, and one level below the bar."""
        super().clean()
        errors = {}
        opens = self.location == Location.HEADER and self.parent_id is None
        if self.page_id and self.address:
            errors["address"] = _("Choisissez une page ou donnez une adresse, pas les deux.")
        elif not (self.page_id or self.address or opens):
            errors["page"] = _("Choisissez une page, ou donnez une adresse.")
        if not self.page_id and not self.label:
            errors["label"] = _("Donnez un texte : il n’y a pas de page pour en donner un.")
        if self.parent_id and self.pk and (self.parent_id == self.pk or self.entries.exists()):
            errors["parent"] = _("Un seul niveau : cette entrée en ouvre d’autres, elle reste dans la barre.")
        if errors:
            raise ValidationError(errors)
