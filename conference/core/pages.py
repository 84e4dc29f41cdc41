"""The base of every page: what it shows when shared, and whether it is fictional."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from .addresses import absolute_url


class BasePage(Page):
    """Abstract base of all pages of the site.

    ``fictional`` marks demo content: it is shown wherever the page shows, and is what
    ``remove_demo`` takes away. Editors do not set it.
    """

    share_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image de partage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Montrée quand la page est partagée. Sans image, celle du site est utilisée."),
    )
    fictional = models.BooleanField(_("contenu fictif"), default=False, editable=False)

    promote_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_image"),
            ],
            heading=_("Pour les moteurs de recherche et le partage"),
        ),
    ]

    class Meta:
        abstract = True

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        """The page's address under PUBLIC_URL, and when it last changed."""
        changed = self.last_published_at or self.latest_revision_created_at
        return [{"location": absolute_url(self.get_url(request)), "lastmod": changed}]
