"""The grid of a review: 21 measures by level, comment, date and sources, saved as a draft while one types.

Without JavaScript it is a plain form. static/js/review-grid.js sends the same form and reads JSON.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from conference.core.text import fold
from conference.platform.numbers import whole_number

from ..forms import SaidForm
from ..levels import NOTHING, ChangedMeanwhile, Said, grid_of, hour, save_draft, version_of
from ..models import Measure, Review, ScaleStep, Sign, Source
from ..publication import NotReady, publish, totals
from ..templatetags.measures_tags import PATHS
from .reviews import OfReview, file_buttons, say_not_ready, say_withdrawn

FOUND = 12  # sources that a search offers


@dataclass(frozen=True)
class Level:
    """A level as the grid offers it: the digit that gives it, and the picture of its sign."""

    step: ScaleStep
    digit: int
    path: str


@dataclass(frozen=True)
class Row:
    """A measure of the grid, with the sources that are offered and those that are ticked."""

    measure: Measure
    form: SaidForm
    sources: list[tuple[Source, bool]]


class GridView(OfReview, WagtailAdminTemplateMixin, TemplateView):
    template_name = "measures/admin/grid.html"
    page_title = gettext_lazy("Grille des niveaux")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.version = version_of(self.review)
        self.errors: list[str] = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        say_withdrawn(request, self.review)
        return super().get(request, *args, **kwargs)

    # --- What it shows ---------------------------------------------------------------------------

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return file_buttons(self.review)

    @cached_property
    def sources(self) -> dict[int, Source]:
        """What may be cited: the sources that are to be shown, and what the draft cites already."""
        cited = {key for said in grid_of(self.draft).values() for key in said.sources}
        return {each.pk: each for each in Source.objects.all() if each.shown or each.pk in cited}

    def own_sources(self) -> list[int]:
        return list(dict.fromkeys(citation.source_id for citation in self.draft.citations.all()))

    def forms(self, data: Any = None) -> dict[int, SaidForm]:
        """A form for each measure, by its number, with what the draft says or with what was sent."""
        saved = grid_of(self.draft)
        levels = [step.key for step in self.draft.scale.all()]
        return {
            measure.number: SaidForm(
                data,
                initial=vars(saved.get(measure.number, NOTHING)),
                measure=measure,
                levels=levels,
                sources=self.sources,
            )
            for measure in Measure.objects.cached_by_key().values()
        }

    def rows(self, forms: Iterable[SaidForm]) -> list[Row]:
        own = self.own_sources()
        rows = []
        for form in forms:
            ticked = [whole_number(str(key)) for key in form["sources"].value() or ()]
            offered = dict.fromkeys([*own, *ticked])
            rows.append(
                Row(
                    form.measure,
                    form,
                    [(self.sources[key], key in ticked) for key in offered if key in self.sources],
                )
            )
        return rows

    def preview_url(self) -> str:
        if not self.review.latest_revision_id:
            return self.review.get_absolute_url()
        return reverse("bilans:revisions_view", args=[self.review.pk, self.review.latest_revision_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = kwargs.pop("forms", None) or self.forms()
        chosen = [form["level"].value() for form in forms.values()]
        return super().get_context_data(**kwargs) | {
            "review": self.review,
            "draft": self.draft,
            "version": self.version,
            "levels": [
                Level(step, digit, PATHS[Sign(step.sign)])
                for digit, step in enumerate(self.draft.scale.all(), start=1)
            ],
            "none": PATHS["hollow"],
            "rows": self.rows(forms.values()),
            "totals": totals(self.draft, chosen),
            "totals_note": self.request.POST.get("totals_note", self.draft.totals_note),
            "own_sources": [self.sources[key] for key in self.own_sources() if key in self.sources],
            "errors": self.errors,
            "may_publish": self.user_has_permission("publish") and not self.review.withdrawn_at,
            "preview_url": self.preview_url(),
            "today": timezone.localdate(),
        }

    # --- What it does ----------------------------------------------------------------------------

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms = self.forms(request.POST)
        if any([form.errors for form in forms.values()]):  # noqa: C419  (each says what is wrong)
            return self.refused(forms)
        grid = {number: form.said for number, form in forms.items()}
        if "action-cite" in request.POST:
            grid = self.citing(grid, whole_number(request.POST.get("cite", "")))
        try:
            self.review = save_draft(
                self.review,
                grid,
                by=request.user,
                version=request.POST.get("version", ""),
                totals_note=request.POST.get("totals_note", "")[:2000].strip(),
                overwrite=whole_number(request.POST.get("overwrite", "")) or 0,
            )
        except ChangedMeanwhile as conflict:
            return self.conflict(conflict, forms)
        if "action-publish" in request.POST and self.user_has_permission("publish"):
            return self.published()
        return self.saved()

    def citing(self, grid: dict[int, Said], source: int | None) -> dict[int, Said]:
        """``grid`` with one source more for each measure that has a level."""
        if source not in self.sources:
            return grid
        return {
            number: replace(said, sources=(*said.sources, source))
            if said.level and source not in said.sources
            else said
            for number, said in grid.items()
        }

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def saved(self) -> HttpResponse:
        said = _("enregistré à %s") % hour(timezone.now())
        if self.wants_json:
            return JsonResponse(
                {
                    "said": said,
                    "version": version_of(self.review),
                    "overwrite": self.review.latest_revision_id,
                    "preview": self.preview_url(),
                }
            )
        messages.success(self.request, _("Brouillon %s.") % said)
        return redirect(self.request.path)

    def published(self) -> HttpResponse:
        try:
            publish(self.review, by=self.request.user)
        except NotReady as refusal:
            say_not_ready(self.request, refusal)
            return redirect(self.request.path)
        button = messages.button(self.review.get_absolute_url(), _("Voir la page du bilan"))
        messages.success(self.request, _("Le bilan est publié."), buttons=[button])
        return redirect(self.edit_url_name, quote(self.review.pk))

    def refused(self, forms: dict[int, SaidForm]) -> HttpResponse:
        """What cannot be saved, at its field; nothing was saved."""
        if self.wants_json:
            errors = {
                form.add_prefix(name): [str(sentence) for sentence in sentences]
                for form in forms.values()
                for name, sentences in form.errors.items()
            }
            return JsonResponse({"errors": errors}, status=422)
        self.errors.append(_("Rien n’a été enregistré : corrigez ce qui est signalé ci-dessous."))
        return self.render_to_response(self.get_context_data(forms=forms), status=422)

    def conflict(self, conflict: ChangedMeanwhile, forms: dict[int, SaidForm]) -> HttpResponse:
        """Somebody saved meanwhile: the next saving writes over it, knowingly."""
        self.version = version_of(Review.objects.select_related("latest_revision").get(pk=self.review.pk))
        if self.wants_json:
            return JsonResponse({"sentence": str(conflict), "version": self.version}, status=409)
        self.errors.append(str(conflict))
        self.errors.append(_("Enregistrer de nouveau remplace ses valeurs par les vôtres."))
        return self.render_to_response(self.get_context_data(forms=forms), status=409)


class SourcesView(PermissionCheckedMixin, View):
    """The sources whose names hold the words of ``q``, for a row of the grid."""

    model = Review
    permission_required = "change"

    def get(self, request: HttpRequest) -> JsonResponse:
        words = fold(request.GET.get("q", "")[:100]).split()
        found = [
            {"id": source.pk, "name": str(source)}
            for source in Source.objects.filter(shown=True)
            if words and all(word in fold(f"{source} {source.url}") for word in words)
        ]
        return JsonResponse({"sources": found[:FOUND]})
