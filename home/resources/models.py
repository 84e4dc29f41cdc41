"""The page of the library, and what its documents are about: the ground knows no measure."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField

from conference.core.fixed_pages import FixedPageMixin
from conference.core.pages import BasePage
from conference.platform.links import absolute_url


class ResourceTopics(models.Model):
    """Measures and SDGs of one document; a document without any has no row."""

    resource = models.OneToOneField(
        "core.Resource", verbose_name=_("document"), on_delete=models.CASCADE, related_name="topics"
    )
    measures = models.ManyToManyField(
        "measures.Measure", verbose_name=_("mesures"), blank=True, related_name="+"
    )
    sdgs = models.ManyToManyField("core.Sdg", verbose_name=_("ODD"), blank=True, related_name="+")

    class Meta:
        verbose_name = _("sujets d’un document")
        verbose_name_plural = _("sujets des documents")

    def __str__(self) -> str:
        return str(self.resource)


class ResourcesPage(FixedPageMixin, RoutablePageMixin, BasePage):
    """``/ressources/``: one routable page for the library and each of its documents."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel(
            "introduction",
            help_text=_("Avant la liste : les documents cochés « à montrer dans les ressources »."),
        ),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1
    template = "home/resources/resources_page.html"

    class Meta:
        verbose_name = _("page des ressources")

    @path("")
    def library(self, request: HttpRequest) -> HttpResponse:
        """The documents shown, latest first."""
        from .listing import list_resources  # the list asks the library, which asks the models

        return self.render(request, context_overrides={"listing": list_resources(request.GET)})

    @re_path(r"^(?P<pk>[1-9][0-9]{0,8})-(?P<slug>[^/]*)/$")
    def resource(self, request: HttpRequest, pk: str, slug: str) -> HttpResponse:
        """One document; an outdated name leads to the right address."""
        from .library import address_of, shown

        resource = get_object_or_404(shown(), pk=pk)
        if address_of(resource) != request.path:
            return redirect(address_of(resource), permanent=True)
        return self.render(
            request,
            template="home/resources/resource.html",
            context_overrides={"resource": resource},
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        """The library, and below it each document."""
        from .library import address_of, shown

        addresses = [absolute_url(address_of(resource)) for resource in shown()]
        return super().get_sitemap_urls(request) + [{"location": address} for address in addresses]
