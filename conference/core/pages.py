"""The base of every page: what it shows when shared, and whether it is fictional."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from conference.core.fixed_pages import SitePagePermissions
from conference.core.forms import SitePageForm
from conference.platform.addresses import absolute_url


class BasePage(Page):
    """Abstract base of all pages of the site.

    ``fictional`` marks demo content: it is shown wherever the page shows, and is what
    ``remove_demo`` takes away. Editors do not set it.
    """

    # The type of the home page says so, and a type that holds pages and only leads elsewhere: no way of
    # the visitor's passes through it.
    is_home: ClassVar = False
    is_passage: ClassVar = False

    share_image = models.ForeignKey(
        "core.Picture",
        verbose_name=_("image de partage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Montrée quand la page est partagée. Sans image, celle du site est utilisée."),
    )
    fictional = models.BooleanField(_("contenu fictif"), default=False, editable=False)

    # What somebody copies becomes their own: remove_demo leaves it.
    exclude_fields_in_copy: ClassVar = ["fictional"]

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

    base_form_class = SitePageForm

    class Meta:
        abstract = True

    def with_content_json(self, content: dict) -> "BasePage":
        """A version from a revision. Whether the page is fictional is the page's, not the draft's."""
        page = super().with_content_json(content)
        page.fictional = self.fictional
        return page

    def permissions_for_user(self, user: AbstractBaseUser) -> SitePagePermissions:
        """What ``user`` may do with this page; some cannot be taken away (fixed_pages.py)."""
        return SitePagePermissions(user, self)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Those of the page and of what is above it; no query where routing saw that there are none."""
        if getattr(self, "_unrestricted", False):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        """The page's address under PUBLIC_URL, and when it last changed."""
        changed = self.last_published_at or self.latest_revision_created_at
        return [{"location": absolute_url(self.get_url(request)), "lastmod": changed}]
