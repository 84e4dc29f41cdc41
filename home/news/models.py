"""News: the page that lists them, each region's container, and one item."""

from typing import Any, ClassVar

from django.db import models
from django.dispatch import receiver
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail.signals import post_page_move

from conference.core.blocks import BodyField
from conference.core.fixed_pages import ContainerMixin, FixedPageMixin
from conference.core.pages import BasePage
from conference.core.pictures.covers import COVER_PANEL, CoverPage
from conference.core.text import fold
from conference.regions.models import Region
from conference.regions.tree import region_of, region_slug_of
from measures.models import Measure

from .querysets import NewsQuerySet


class NewsIndexPage(FixedPageMixin, BasePage):
    """``/actualites/``: the news of the country and of every region; holds the national ones."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Une ou deux phrases, avant la liste.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["news.NewsPage"]
    max_count = 1
    template = "home/news/news_index_page.html"

    class Meta:
        verbose_name = _("page des actualités")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A page of the list, of some regions or measures where they are asked for."""
        from .listing import list_news  # the list asks the models: a cycle at import time

        return super().get_context(request, *args, **kwargs) | {"listing": list_news(request.GET)}


class RegionalNewsPage(ContainerMixin, BasePage):
    """``/regions/<slug>/actualites/``: holds a region's news; leads to the news of that region."""

    parent_page_types: ClassVar = ["conference.LocalConferencePage"]
    subpage_types: ClassVar = ["news.NewsPage"]

    class Meta:
        verbose_name = _("actualités d’une région")
        verbose_name_plural = _("actualités des régions")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(f"/actualites/?region={region_slug_of(self.url_path)}")


class NewsPage(CoverPage):
    """An item of news. One below a region's local page is about that region."""

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(
        _("auteur, autrice ou équipe"), max_length=160, blank=True, help_text=_("Montré sous le titre.")
    )
    summary = models.TextField(
        _("résumé"), help_text=_("Deux ou trois phrases, montrées aussi dans les listes et dans le fil.")
    )
    body = BodyField(verbose_name=_("texte"), blank=True)
    regions = ParentalManyToManyField(
        Region, verbose_name=_("régions concernées"), blank=True, related_name="news"
    )
    measures = ParentalManyToManyField(
        Measure, verbose_name=_("mesures concernées"), blank=True, related_name="news"
    )

    objects = PageManager.from_queryset(NewsQuerySet)()

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")]),
        FieldPanel("summary"),
        COVER_PANEL,
        FieldPanel("body", help_text=_("Des textes, des images, des mesures, dans l’ordre voulu.")),
        MultiFieldPanel(
            [
                FieldPanel("regions", widget=CheckboxSelectMultiple),
                FieldPanel("measures", widget=CheckboxSelectMultiple),
            ],
            heading=_("Régions et mesures"),
            help_text=_("L’actualité se montre aussi sur leurs pages."),
        ),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("author"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    parent_page_types: ClassVar = ["news.NewsIndexPage", "news.RegionalNewsPage"]
    subpage_types: ClassVar = []
    template = "home/news/news_page.html"

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")
        indexes = [models.Index(fields=["date"], name="news_date")]

    @property
    def where(self) -> str:
        """The regions it is about, in words; "" where it is about the country. No query in a list."""
        if hasattr(self, "region_names"):
            return ", ".join(sorted((self.region_names or "").split(","), key=fold))
        return ", ".join(region.name for region in self.regions.all())

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """An item in a region's part of the tree is about that region."""
        if region := region_of(self):
            self.regions = [region]
        return super().save(*args, **kwargs)


@receiver(post_page_move, dispatch_uid="news_follow_their_place")
def follow_place(instance: Page, **kwargs: Any) -> None:
    """The region of an item follows when it, or a page above it, is moved."""
    for news in NewsPage.objects.descendant_of(instance, inclusive=True):
        news.save(clean=False)
