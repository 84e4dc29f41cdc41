"""The page of the measures: the board, one measure, the reviews."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField

from conference.core.embeds import framed_anywhere
from conference.core.fixed_pages import FixedPageMixin
from conference.core.pages import BasePage
from conference.platform.links import absolute_url

from ..display import in_place
from ..state import redirect_to_measure, state_asked
from .measure import Measure
from .review import Review


class MeasuresPage(FixedPageMixin, RoutablePageMixin, BasePage):
    """``/mesures/``: one routable page for the board, each measure and each review."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Une ou deux phrases, sous le titre du tableau.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1
    template = "measures/measures_page.html"

    class Meta:
        verbose_name = _("page des mesures")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        """The board, and below it each measure, the reviews and each review."""
        paths = [
            "avancees/",
            "bilans/",
            "bilans/comparer/",
            "donnees/",
            "integration/",
            *(f"bilans/{slug}/" for slug in Review.objects.live().values_list("slug", flat=True)),
        ]
        addresses = [absolute_url(self.get_url(request) + path) for path in paths]
        addresses += [absolute_url(measure.get_absolute_url()) for measure in Measure.objects.live()]
        return super().get_sitemap_urls(request) + [{"location": address} for address in addresses]

    @path("")
    def board(self, request: HttpRequest) -> HttpResponse:
        """The board of the 21 measures, as it stands or stood, with the levels of one review."""
        from ..board import board_of  # what shows measures imports them: a cycle at import time

        state = state_asked(request)
        if state.redirect_to:
            return redirect(state.redirect_to)
        return self.render(request, context_overrides={"board": board_of(request.GET, state)})

    @re_path(r"^(?P<number>[1-9][0-9]?)-(?P<slug>[^/]*)/$")
    def measure(self, request: HttpRequest, number: str, slug: str) -> HttpResponse:
        """One measure; an outdated name leads to the right address."""
        found = in_place(int(number))
        if found is None:
            raise Http404
        if slug != found.measure.slug:
            return redirect_to_measure(request, found.measure)
        state = state_asked(request, measure=found.measure)
        if state.redirect_to:
            return redirect(state.redirect_to)
        return self.render(
            request,
            template="measures/measure.html",
            context_overrides={"measure": found.measure, "place": found, "state": state},
        )

    @path("avancees/")
    def unnumbered(self, request: HttpRequest) -> HttpResponse:
        """What is publicly stated without the number of a measure, by subject."""
        return self.render(request, template="measures/unnumbered.html")

    @path("bilans/")
    def reviews(self, request: HttpRequest) -> HttpResponse:
        """The public reviews, latest first; apart, those withdrawn and the demonstration's."""
        from ..reviews import list_context

        return self.render(request, template="measures/reviews.html", context_overrides=list_context())

    @path("bilans/comparer/")
    def comparison(self, request: HttpRequest) -> HttpResponse:
        """The reviews side by side, and why they cannot be subtracted."""
        from ..reviews import comparison_context

        return self.render(request, template="measures/compare.html", context_overrides=comparison_context())

    @path("bilans/<slug:slug>/")
    def review(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One review: its scale, its totals, and each measure's level where it was published."""
        from ..reviews import published_reviews, review_context

        review = get_object_or_404(published_reviews(), slug=slug)
        return self.render(request, template="measures/review.html", context_overrides=review_context(review))

    @path("donnees/")
    def open_data(self, request: HttpRequest) -> HttpResponse:
        """What the files of the open data hold, under which licence."""
        from ..open_data.files import page_context

        return self.render(request, template="measures/open_data/page.html", context_overrides=page_context())

    @path("integration/")
    def embed_code(self, request: HttpRequest) -> HttpResponse:
        """The code that shows the board or a measure on another site."""
        from ..embeds import EmbedChoices

        return self.render(
            request,
            template="measures/embed/code.html",
            context_overrides={"choices": EmbedChoices(request.GET)},
        )

    @path("integration/tableau/")
    @framed_anywhere
    def embedded_board(self, request: HttpRequest) -> HttpResponse:
        """The board, for the frame of another site."""
        from ..embeds import board_context

        return self._embed(
            request, "measures/embed/board.html", board_context(request.GET), self.get_url(request)
        )

    @re_path(r"^integration/(?P<number>[1-9][0-9]?)/$")
    @framed_anywhere
    def embedded_measure(self, request: HttpRequest, number: str) -> HttpResponse:
        """One measure, for the frame of another site."""
        from ..embeds import measure_context

        found = in_place(int(number))
        if found is None:
            raise Http404
        context = measure_context(found.measure, request.GET)
        return self._embed(request, "measures/embed/measure.html", context, found.measure.get_absolute_url())

    def _embed(self, request: HttpRequest, template: str, context: dict, here: str) -> HttpResponse:
        """``here``: the page of the site that tells the whole."""
        context |= {"here": here, "canonical": absolute_url(here)}
        return self.render(request, template=template, context_overrides=context)
