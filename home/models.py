"""The home page, the mission, plain pages, the site map, the contacts, and the menus."""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from conference.core.blocks import BodyField
from conference.core.fixed_pages import FixedPageMixin
from conference.core.pages import BasePage
from conference.core.pictures.covers import COVER_PANEL, CoverPage
from conference.core.pictures.share import ShareCard, card_of
from conference.core.routing import route_below

from .menu_entry import MenuEntry
from .sections import HomeBlock, default_sections

__all__ = [
    "ContactPage",
    "ContentPage",
    "HomePage",
    "MenuEntry",
    "MissionPage",
    "ReferenceMark",
    "SiteMapPage",
]

T = TypeVar("T")

INLINE = ["bold", "italic", "link"]


class HomePage(FixedPageMixin, BasePage):
    """``/``: sections in the order that the team wants; headline and introduction stand in the head."""

    is_home: ClassVar = True

    headline = models.CharField(_("accroche"), max_length=160, blank=True)
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Deux ou trois phrases."))
    sections = BodyField(HomeBlock(), verbose_name=_("sections"), blank=True, default=default_sections)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel(
            "headline",
            help_text=_("La grande phrase de la page, avant toute autre. Vide : le titre de la page."),
        ),
        FieldPanel("introduction"),
        FieldPanel(
            "sections",
            help_text=_(
                "Dans l’ordre voulu : les flèches d’une section la déplacent. Une section qui n’a rien à "
                "montrer ne se voit pas ; la prévisualisation le dit."
            ),
        ),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "home.MissionPage",
        "home.ContentPage",
        "home.SiteMapPage",
        "home.ContactPage",
        "conference.ConferenceIndexPage",
        "conference.RegionsIndexPage",
        "events.AgendaPage",
        "measures.MeasuresPage",
        "alliances.AllianceIndexPage",
        "news.NewsIndexPage",
        "resources.ResourcesPage",
    ]
    max_count = 1

    class Meta:
        verbose_name = _("accueil")

    @property
    def has_head(self) -> bool:
        """Whether a section shows the headline: the page's first title."""
        return bool(self.sections.blocks_by_name("head"))

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page in one query rather than three a level (docs/decisions/0009)."""
        if not path_components:
            return super().route(request, path_components)
        return route_below(self, request, path_components)


class MissionPage(FixedPageMixin, BasePage):
    """``/mission/``: where the 21 measures come from."""

    introduction = RichTextField(_("introduction"), blank=True, features=INLINE)
    body = BodyField(verbose_name=_("suite"), blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Quelques phrases, avant les chantiers et les outils.")),
        FieldPanel("body", help_text=_("Après les étapes de la mission.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1

    class Meta:
        verbose_name = _("page de la mission")


class ContentPage(CoverPage):
    """A page of text. The legal pages are such pages, at fixed addresses (``role`` set)."""

    class Role(models.TextChoices):
        """What a fixed page is for; the site's own facts are printed below its text."""

        NONE = "", _("page ordinaire")
        LEGAL = "legal", _("mentions légales")
        PRIVACY = "privacy", _("données personnelles")
        ACCESSIBILITY = "accessibility", _("accessibilité")

    role = models.CharField(
        max_length=20, choices=Role.choices, default=Role.NONE, blank=True, editable=False
    )
    introduction = models.TextField(_("introduction"), blank=True)
    body = BodyField(verbose_name=_("texte"), blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Deux ou trois phrases, en plus grand, avant le texte.")),
        COVER_PANEL,
        FieldPanel("body", help_text=_("Des textes, des images, des mesures, dans l’ordre voulu.")),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar = ["home.ContentPage"]

    class Meta:
        verbose_name = _("page de texte")
        verbose_name_plural = _("pages de texte")

    @property
    def fixed(self) -> bool:
        """Whether the page stands at a fixed address (design.md §6)."""
        return bool(self.role)


@card_of.register
def card_of_text(page: ContentPage) -> ShareCard:
    """It weaves no cloth: without a cover it has no picture of its own."""
    return ShareCard(kind="", title=page.title)


class SiteMapPage(FixedPageMixin, BasePage):
    """``/plan-du-site/``: every page of the site, as a tree."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1

    class Meta:
        verbose_name = _("plan du site")


class ContactPage(FixedPageMixin, BasePage):
    """``/contact/``: the addresses of the national team and of each relay."""

    introduction = RichTextField(_("introduction"), blank=True, features=INLINE)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel(
            "introduction",
            help_text=_("Les adresses viennent des réglages du site et des équipes relais."),
        ),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1

    class Meta:
        verbose_name = _("page de contact")


class ReferenceMark(models.Model):
    """Something `load_reference` put on the site once: what the team then removed does not come back."""

    key = models.CharField(_("clé"), max_length=200, unique=True)
    made_at = models.DateTimeField(_("chargé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("repère du chargement")
        verbose_name_plural = _("repères du chargement")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def unmarked(cls, wanted: Mapping[str, T]) -> dict[str, T]:
        """Those of ``wanted`` that were never loaded; from now on they count as loaded.

        A menu entry that an editor removed was loaded.
        """
        there = set(cls.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
        new = {key: value for key, value in wanted.items() if key not in there}
        cls.objects.bulk_create(cls(key=key) for key in new)
        return new
