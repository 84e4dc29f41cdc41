"""The pages that hold events: the national agenda and each region's."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from conference.core.fixed_pages import FixedPageMixin
from conference.core.pages import BasePage
from conference.regions.tree import region_slug_of


class AgendaPage(FixedPageMixin, BasePage):
    """``/agenda/``: the coming events of the whole country; holds the national ones."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage"]
    max_count = 1

    class Meta:
        verbose_name = _("agenda")


class RegionalAgendaPage(FixedPageMixin, BasePage):
    """``/regions/<slug>/agenda/``: holds a region's events; leads to the agenda of that region."""

    parent_page_types: ClassVar = ["conference.LocalConferencePage"]
    subpage_types: ClassVar = ["events.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("agenda d’une région")
        verbose_name_plural = _("agendas des régions")

    def get_sitemap_urls(self, request=None) -> list[dict]:
        return []  # it only leads elsewhere

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(f"/agenda/?region={region_slug_of(self.url_path)}")
