"""The pages that hold events: the national agenda and each region's."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from conference.core.embeds import framed_anywhere
from conference.core.feeds import address_with
from conference.core.fixed_pages import ContainerMixin, FixedPageMixin
from conference.core.pages import BasePage
from conference.regions.tree import region_slug_of


class AgendaPage(FixedPageMixin, RoutablePageMixin, BasePage):
    """``/agenda/``: the coming events of the whole country; holds the national ones. Archives below."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Une ou deux phrases, avant la liste.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage"]
    max_count = 1

    class Meta:
        verbose_name = _("agenda")

    @path("")
    def coming(self, request: HttpRequest) -> HttpResponse:
        """The coming events, soonest first."""
        return self._list(request, self.template)

    @path("archives/")
    def archives(self, request: HttpRequest) -> HttpResponse:
        """The past events, latest first."""
        return self._list(request, "events/archives.html", past=True)

    @path("integration/")
    @framed_anywhere
    def embedded(self, request: HttpRequest) -> HttpResponse:
        """The first coming events, for the frame of another site."""
        from ..feeds.embeds import embed_context  # the list asks the models: a cycle at import time

        context = embed_context(request.GET, now=timezone.now())
        here = address_with(self.get_url(request), context["choices"].query)
        return self.render(
            request,
            template="events/embed.html",
            context_overrides=context | {"here": here, "canonical": here},
        )

    @path("series/<slug:slug>/")
    def series(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A series: its coming sessions, then the past ones. None is published: it is not there."""
        from ..announcing.series import series_page  # it asks the models: a cycle at import time

        found = series_page(slug, now=timezone.now())
        return self.render(request, template="events/series.html", context_overrides=found)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        """The agenda, and its archives."""
        agenda = super().get_sitemap_urls(request)
        return agenda + [{"location": f"{each['location']}archives/"} for each in agenda]

    def _list(self, request: HttpRequest, template: str, *, past: bool = False) -> HttpResponse:
        from ..lists import agenda  # the list asks the models: a cycle at import time

        find = agenda.past if past else agenda.coming
        agenda_url = self.get_url(request)
        return self.render(
            request,
            template=template,
            context_overrides={
                "listing": find(request.GET, now=timezone.now()),
                "agenda_url": agenda_url,
                "archives_url": f"{agenda_url}archives/",
            },
        )


class RegionalAgendaPage(ContainerMixin, BasePage):
    """``/regions/<slug>/agenda/``: holds a region's events; leads to the agenda of that region."""

    parent_page_types: ClassVar = ["conference.LocalConferencePage"]
    subpage_types: ClassVar = ["events.EventPage"]

    class Meta:
        verbose_name = _("agenda d’une région")
        verbose_name_plural = _("agendas des régions")

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(f"/agenda/?region={region_slug_of(self.url_path)}")
