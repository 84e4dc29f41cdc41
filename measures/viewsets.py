"""The measures, their reviews and the mission's programme in Wagtail's admin."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.views.generic.chooser import CreateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import ConfirmWorkflowCancellationView, SnippetViewSet

from conference.platform.numbers import keys_among, whole_number
from conference.regions.viewsets import closed

from .admin.following import EditMeasure, FollowView
from .admin.grid import GridView, SourcesView
from .admin.level_files import ExportView, ImportView
from .admin.reviews import (
    PANELS,
    CreateReviewView,
    DeleteDraftView,
    EditReviewView,
    ReviewStaysPublishedView,
    StateColumn,
    StaysPublishedView,
    WithdrawView,
)
from .forms import NewSourceForm, ReviewForm
from .models import Chantier, Dimension, Measure, Review, Source, TimelineEntry, Tool


class ConfirmCancellationView(PermissionCheckedMixin, ConfirmWorkflowCancellationView):
    """Wagtail's own tells any account of the admin whether a measure is being reviewed."""

    permission_required = "publish"


class RowsForLists:
    """The rows of a chooser, with what it says of each."""

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().for_lists()


class ChooseMeasureView(RowsForLists, ChooseView):
    pass


class ChooseMeasureResultsView(RowsForLists, ChooseResultsView):
    pass


class MeasureChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseMeasureView
    choose_results_view_class = ChooseMeasureResultsView


class MeasureViewSet(SnippetViewSet):
    """The 21 measures: corrected, previewed, published; none added, none removed (FixedRowsPolicy)."""

    model = Measure
    icon = "list-ol"
    menu_label = _("Mesures")
    menu_order = 200
    add_to_admin_menu = True
    copy_view_enabled = False
    confirm_workflow_cancellation_view_class = ConfirmCancellationView
    unpublish_view_class = StaysPublishedView
    edit_view_class = EditMeasure
    chooser_viewset_class = MeasureChooserViewSet
    chooser_per_page = 21
    list_per_page = 21
    ordering = "number"
    list_display = [
        "__str__",
        Column("dimension", label=_("Dimension")),
        LiveStatusTagColumn(label=_("État")),
        UpdatedAtColumn(),
    ]
    list_filter = ["dimension", "live"]
    list_export = ["number", "title", "short_title", "keyword", "dimension", "summary", "lead", "live"]
    export_filename = "mesures"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        return Measure.objects.for_lists()

    def get_urlpatterns(self) -> list[URLPattern]:
        follow = self.construct_view(FollowView)
        return [*super().get_urlpatterns(), path("suivre/<int:pk>/", follow, name="follow")]


class PublishedReviews:
    """What is chosen is a published review: a draft is the communications team's."""

    def get_object_list(self) -> QuerySet[Review]:
        return super().get_object_list().filter(live=True)

    def get_object(self, pk: str) -> Review:
        return get_object_or_404(Review, pk=whole_number(str(pk)), live=True)

    def get_objects(self, pks: list[str]) -> QuerySet[Review]:
        return Review.objects.filter(pk__in=keys_among(pks), live=True)


class CreatedElsewhere(CreateView):
    """Wagtail's view fails where its chooser offers no form to create a row."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        raise PermissionDenied


class ReviewChooserViewSet(SnippetChooserViewSet):
    """Choose the review that a note comes from."""

    create_view_class = CreatedElsewhere

    def construct_view(self, view_class: type[View], **kwargs) -> Callable:
        return super().construct_view(closed(view_class, PublishedReviews), **kwargs)


class ReviewViewSet(SnippetViewSet):
    """The public reviews: a scale, what was published with it, and what is known of each measure."""

    model = Review
    base_url_path = "bilans"
    admin_url_namespace = "bilans"
    icon = "clipboard-list"
    menu_label = _("Bilans")
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False  # a scale is never carried over to another review
    add_view_class = CreateReviewView
    edit_view_class = EditReviewView
    delete_view_class = DeleteDraftView
    unpublish_view_class = ReviewStaysPublishedView
    chooser_viewset_class = ReviewChooserViewSet
    ordering = "-date"
    list_display = [
        "title",
        "date",
        Column("judged", label=_("Qui a jugé")),
        StateColumn(label=_("État")),
    ]
    search_backend_name = None
    search_fields = ["title", "judged_by", "comment"]

    def get_edit_handler(self) -> ObjectList:
        return ObjectList(PANELS, base_form_class=ReviewForm).bind_to_model(Review)

    def get_urlpatterns(self) -> list[URLPattern]:
        views = (
            ("grille/<int:pk>/", GridView, "grid"),
            ("grille/sources/", SourcesView, "sources"),
            ("retirer/<int:pk>/", WithdrawView, "withdraw"),
            ("niveaux/<int:pk>/export/", ExportView, "levels_export"),
            ("niveaux/<int:pk>/import/", ImportView, "levels_import"),
        )
        return super().get_urlpatterns() + [
            path(address, self.construct_view(view), name=name) for address, view, name in views
        ]


class SaysItAll:
    """A window whose title names what is chosen."""

    page_subtitle = ""


class SourceChooserViewSet(SnippetChooserViewSet):
    """Choose a source, or write a new one without leaving the form of what cites it."""

    choose_view_class = closed(ChooseView, SaysItAll)
    creation_form_class = NewSourceForm
    choose_one_text = _("Choisir une source")
    choose_another_text = _("Choisir une autre source")
    edit_item_text = _("Modifier cette source")
    creation_tab_label = _("Nouvelle source")
    create_action_label = _("Créer")


class SourceViewSet(SnippetViewSet):
    """The public sources of the facts: chosen by what cites them."""

    model = Source
    chooser_viewset_class = SourceChooserViewSet
    icon = "link"
    menu_label = _("Sources")
    menu_order = 215
    add_to_admin_menu = True
    copy_view_enabled = False
    ordering = "publisher"
    list_display = ["title", "publisher", "date", "verified_on"]
    list_filter = ["shown"]
    list_export = [
        "key",
        "title",
        "publisher",
        "url",
        "archived_url",
        "date",
        "date_precision",
        "verified_on",
    ]
    export_filename = "sources"


class DimensionViewSet(ModelViewSet):
    model = Dimension
    name = "dimensions"
    icon = "grid"
    copy_view_enabled = False
    ordering = "position"
    list_display = ["name", "horizon_min", "horizon_max"]
    panels = [
        FieldPanel("name"),
        FieldPanel("horizon_min"),
        FieldPanel("horizon_max"),
        FieldPanel("purpose"),
    ]


class ChantierViewSet(ModelViewSet):
    model = Chantier
    name = "chantiers"
    icon = "cogs"
    copy_view_enabled = False
    ordering = "position"
    list_display = ["name", "impulsion"]
    panels = [FieldPanel("name"), FieldPanel("impulsion"), FieldPanel("position")]


class ToolViewSet(ModelViewSet):
    model = Tool
    name = "outils"
    icon = "sliders"
    copy_view_enabled = False
    ordering = "position"
    list_display = ["name"]
    panels = [FieldPanel("name"), FieldPanel("position")]


class TimelineViewSet(ModelViewSet):
    model = TimelineEntry
    name = "etapes"
    icon = "calendar-alt"
    copy_view_enabled = False
    ordering = "date"
    list_display = ["text", "date"]
    panels = [
        FieldPanel("date"),
        FieldPanel("text"),
        InlinePanel("citations", label=_("source"), heading=_("Sources")),
    ]


class ProgrammeViewSetGroup(ModelViewSetGroup):
    """What the mission page says of the programme around the measures."""

    menu_label = _("Mission")
    menu_icon = "calendar-check"
    menu_order = 220
    items = (TimelineViewSet, ChantierViewSet, ToolViewSet, DimensionViewSet)
