"""Showcases of alliances: who, where, which need, which answer, which results."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from conference.core.addresses import LONGEST
from conference.core.blocks import OF_A_PLACE, BodyField
from conference.core.fixed_pages import ContainerMixin, FixedPageMixin
from conference.core.models import Sdg
from conference.core.pages import BasePage
from conference.core.pictures.covers import COVER_PANEL, CoverPage
from conference.core.worlds import World
from conference.regions.models import Commune, Region
from conference.regions.towns import settle_town
from conference.regions.tree import region_of
from measures.models import Citation, Measure

from .panels import TOWN_PANEL, NationalHint
from .querysets import AllianceQuerySet


class AllianceIndexPage(FixedPageMixin, BasePage):
    """``/alliances/``: all alliances, national and of every region."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Une ou deux phrases, avant la liste.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["alliances.AlliancePage"]
    max_count = 1
    template = "conference/alliances/alliance_index_page.html"

    class Meta:
        verbose_name = _("page des alliances")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A page of the list, of a region or of a measure where it is asked for."""
        from .listing import list_alliances  # the list asks the models: a cycle at import time

        return super().get_context(request, *args, **kwargs) | {"listing": list_alliances(request.GET)}


class RegionalAlliancesPage(ContainerMixin, BasePage):
    """``/regions/<slug>/alliances/``: the container of a region's alliances; leads to the region's page."""

    parent_page_types: ClassVar = ["conference.LocalConferencePage"]
    subpage_types: ClassVar = ["alliances.AlliancePage"]

    class Meta:
        verbose_name = _("alliances d’une région")
        verbose_name_plural = _("alliances des régions")

    def serve(self, request, *args, **kwargs):
        return redirect(self.get_parent().get_url(request))


class AlliancePage(CoverPage):
    """One alliance. Its region follows from its place in the tree; a national one has none.

    ``listed_as`` is its title while it is published, else None: what the lists are found by, in order
    (docs/decisions/0028-lists-found-by-one-index.md).
    """

    region = models.ForeignKey(
        Region,
        verbose_name=_("région"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="alliances",
    )
    territory = models.CharField(
        _("territoire"), max_length=120, blank=True, help_text=_("Par exemple « Pays de Redon ».")
    )
    summary = models.TextField(_("résumé"), help_text=_("Deux ou trois phrases."))
    need = RichTextField(_("le besoin"), blank=True, features=["bold", "italic", "ol", "ul", "link"])
    answer = RichTextField(_("la réponse"), blank=True, features=["bold", "italic", "ol", "ul", "link"])
    town = models.CharField(_("ville"), max_length=100, blank=True, default="", db_default="")
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    sdgs = ParentalManyToManyField(
        Sdg, verbose_name=_("objectifs de développement durable"), blank=True, related_name="alliances"
    )
    sdgs_proposed = models.BooleanField(
        _("ODD proposés par l’équipe du site"),
        default=False,
        help_text=_("Coché tant que les partenaires ne les ont pas validés."),
    )
    measures = ParentalManyToManyField(
        Measure, verbose_name=_("mesures servies"), blank=True, related_name="alliances"
    )
    website = models.URLField(
        _("site de l’alliance"), max_length=LONGEST, blank=True, default="", db_default=""
    )
    from_public_sources = models.BooleanField(
        _("établie d’après des sources publiques"),
        default=False,
        help_text=_("Coché tant que les partenaires n’ont pas relu la fiche."),
    )
    listed_as = models.CharField(max_length=255, null=True, editable=False)  # noqa: DJ001
    last_verified_at = models.DateField(_("vérifiée le"), null=True, blank=True)
    body = BodyField(verbose_name=_("suite"), blank=True, without=(*OF_A_PLACE, "partners"))

    objects = PageManager.from_queryset(AllianceQuerySet)()

    content_panels: ClassVar = [
        NationalHint(template="conference/alliances/admin/national_hint.html"),
        *BasePage.content_panels,
        FieldPanel("summary"),
        COVER_PANEL,
        FieldRowPanel([FieldPanel("territory"), TOWN_PANEL]),
        FieldPanel("website"),
        InlinePanel(
            "partners",
            label=_("partenaire"),
            heading=_("Partenaires"),
            help_text=_("Chaque partenaire est un fil de l’étoffe. Son monde peut rester vide."),
        ),
        FieldPanel("need", help_text=_("Ce à quoi nul ne pouvait répondre seul.")),
        FieldPanel("answer", help_text=_("Ce que les partenaires font ensemble.")),
        InlinePanel(
            "results",
            label=_("résultat"),
            heading=_("Résultats"),
            help_text=_("Seulement ce qui est publié, avec sa source."),
        ),
        InlinePanel("citations", label=_("source"), heading=_("Sources")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "measures",
                    widget=CheckboxSelectMultiple,
                    help_text=_("Quand les partenaires, ou une source, le disent."),
                ),
                FieldPanel("sdgs", widget=CheckboxSelectMultiple),
                FieldPanel("sdgs_proposed"),
            ],
            heading=_("Mesures et objectifs"),
        ),
        FieldRowPanel(
            [
                FieldPanel("from_public_sources"),
                FieldPanel("last_verified_at", help_text=_("Dernière relecture avec les partenaires.")),
            ],
            heading=_("Vérification"),
        ),
        FieldPanel("body", help_text=_("Des textes, des images, des mesures, dans l’ordre voulu.")),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("territory"),
        index.SearchField("town"),
        index.FilterField("region_id"),
    ]
    parent_page_types: ClassVar = ["alliances.AllianceIndexPage", "alliances.RegionalAlliancesPage"]
    subpage_types: ClassVar = []
    template = "conference/alliances/alliance_page.html"

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        indexes = [models.Index(fields=["listed_as"], name="alliance_listed")]

    @property
    def where(self) -> str:
        """Where it acts, in words: its territory or its town, its region, or both when they differ."""
        region = self.region.name if self.region else ""
        return " · ".join(dict.fromkeys(name for name in (self.territory or self.town, region) if name))

    @property
    def website_name(self) -> str:
        """The name of the machine that holds its site: « alliance.example »."""
        return (urlsplit(self.website).hostname or "").removeprefix("www.")

    def save(self, *args, **kwargs):
        """Keep what follows from the page: region (by its place in the tree), commune, name in lists."""
        self.region = region_of(self)
        settle_town(self, region=self.region.slug if self.region else "")
        self.listed_as = self.title if self.live else None
        return super().save(*args, **kwargs)


class Partner(Orderable):
    """A partner of an alliance. Its kind stays empty where it was never published."""

    alliance = ParentalKey(AlliancePage, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("nom"), max_length=160)
    kind = models.CharField(_("monde"), max_length=20, choices=World.choices, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("name"), FieldPanel("kind")])]

    class Meta(Orderable.Meta):
        verbose_name = _("partenaire")

    def __str__(self) -> str:
        return self.name


class Result(Orderable):
    """Something an alliance achieved, with its source."""

    alliance = ParentalKey(AlliancePage, on_delete=models.CASCADE, related_name="results")
    value = models.CharField(_("chiffre"), max_length=40, blank=True)
    text = models.CharField(_("résultat"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("résultat")

    def __str__(self) -> str:
        return self.text


class AllianceCitation(Citation):
    alliance = ParentalKey(AlliancePage, on_delete=models.CASCADE, related_name="citations")
