"""What the regions do for the measures, in Wagtail's admin: each team its own, the national teams all."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.models import Page
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from conference.core.choosers import PageChooser
from conference.core.model_forms import SiteModelForm
from conference.regions.reference import regions_of_reference
from conference.regions.tree import region_slug_of
from conference.regions.viewsets import ScopedChooserViewSet, ScopedSnippetViewSet, closed

from ..display import measure_choices
from ..models import RegionalContribution, Stage
from ..viewsets import ConfirmCancellationView, RowsForLists

PAGES = ("events.EventPage", "alliances.AlliancePage")


class RegionPagePanel(FieldPanel):
    """A page among the events and alliances; what another team keeps to itself is not named."""

    def get_form_options(self) -> dict[str, Any]:
        widget = PageChooser(target_models=PAGES)
        return super().get_form_options() | {"widgets": {self.field_name: widget}}


class ContributionForm(SiteModelForm):
    """Its region stays what it was; its pages are events and alliances of that region."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "region" in self.fields:
            self.fields["region"].disabled = True

    def _post_clean(self) -> None:
        super()._post_clean()
        region = self.cleaned_data.get("region")
        pages = self.formsets.get("pages")
        if region is None or pages is None:
            return
        pages.is_valid()  # reads the rows
        for row in pages.forms:
            page = getattr(row, "cleaned_data", {}).get("page")
            if page and row not in pages.deleted_forms and not _is_of(region.slug, page):
                row.add_error(
                    "page",
                    _now("Choisissez un événement ou une alliance de la région : cette page n’en est pas."),
                )


def _is_of(region_slug: str, page: Page) -> bool:
    kind = page.cached_content_type.model_class()
    return kind is not None and kind._meta.label in PAGES and region_slug_of(page.url_path) == region_slug


class ContributionFilterSet(WagtailFilterSet):
    """By region, measure and stage; published or not."""

    region = MultipleChoiceFilter(
        label=_("Région"),
        field_name="region__slug",
        choices=lambda: [(region.slug, region.name) for region in regions_of_reference()],
        widget=forms.CheckboxSelectMultiple,
    )
    measure = MultipleChoiceFilter(
        label=_("Mesure"),
        field_name="measure__number",
        choices=measure_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    stage = MultipleChoiceFilter(
        label=_("Où elle en est"), choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RegionalContribution
        fields = ["live"]


class ContributionChooserViewSet(ScopedChooserViewSet):
    choose_view_class = closed(ChooseView, RowsForLists)
    choose_results_view_class = closed(ChooseResultsView, RowsForLists)


class ContributionViewSet(ScopedSnippetViewSet):
    """What a region does for a measure: declared by its relay, published as its team's setting says."""

    model = RegionalContribution
    chooser_viewset_class = ContributionChooserViewSet
    icon = "globe"
    menu_label = _("Contributions")
    menu_name = "contributions"
    menu_order = 207
    add_to_admin_menu = True
    copy_view_enabled = False  # each is declared on a day, about one measure
    confirm_workflow_cancellation_view_class = ConfirmCancellationView
    list_per_page = 50
    ordering = ["measure__number", "region__slug", "-declared_on"]
    search_backend_name = None
    search_fields = ["text", "measure__short_title", "region__name"]
    filterset_class = ContributionFilterSet
    list_display = [
        "__str__",
        Column("get_stage_display", label=_("Où elle en est"), sort_key="stage"),
        Column("declared_on", label=_("Déclaré le"), sort_key="declared_on"),
        LiveStatusTagColumn(label=_("État")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("region"),
            FieldPanel("measure", widget=forms.Select),
            FieldRowPanel(
                [
                    FieldPanel("stage"),
                    FieldPanel("declared_on", help_text=_("Le jour où vous le dites : il se montre.")),
                ]
            ),
            FieldPanel("text", help_text=_("Des faits, en quelques phrases : le public les lit tels quels.")),
            InlinePanel(
                "figures",
                label=_("chiffre"),
                heading=_("Chiffres"),
                help_text=_("Chacun avec son unité, sa date et sa source."),
            ),
            InlinePanel(
                "pages",
                [RegionPagePanel("page")],
                label=_("page"),
                heading=_("Événements et alliances"),
                help_text=_("De la région seulement ; un brouillon ne se montre pas aux visiteurs."),
            ),
        ],
        base_form_class=ContributionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RegionalContribution]:
        return RegionalContribution.objects.for_lists()
