"""Flat lists of news, alliances and editions in the admin: each team its own, with filters and export."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, DateFromToRangeFilter, MultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from conference.alliances.models import AlliancePage
from conference.core.lists.page_viewsets import BatchedListing
from conference.core.spreadsheets import ReadableExport
from conference.models import NationalConferencePage
from conference.regions.page_viewsets import OwnPlaces
from conference.regions.reference import region_choices
from conference.regions.scoping import scope_of
from conference.regions.titles.filters import OwnPageFilterSet
from home.news.models import NewsPage
from measures.display import measure_choices


class ListFilterSet(OwnPageFilterSet):
    """Who owns and who edited, among one's own; what a list adds. One search knows none of the columns."""

    content_type = None
    has_child_pages = None
    live = BooleanFilter(label=_("Publiée"))

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_searching = is_searching

    def filter_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        found = super().filter_queryset(pages)
        keys = found.order_by().values_list("pk", flat=True)
        return pages.filter(pk__in=list(keys) if self.is_searching else keys)


def of_regions(field: str) -> MultipleChoiceFilter:
    return MultipleChoiceFilter(
        label=_("Région"), field_name=field, choices=region_choices, widget=CheckboxSelectMultiple
    )


def of_measures() -> MultipleChoiceFilter:
    return MultipleChoiceFilter(
        label=_("Mesure"),
        field_name="measures__number",
        choices=measure_choices,
        widget=CheckboxSelectMultiple,
    )


class NewsFilterSet(ListFilterSet):
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    region = of_regions("regions__slug")
    measure = of_measures()


class AllianceFilterSet(ListFilterSet):
    region = of_regions("region__slug")
    measure = of_measures()
    from_public_sources = BooleanFilter(label=_("D’après des sources publiques"))


class EditionFilterSet(ListFilterSet):
    start_date = DateFromToRangeFilter(label=_("Premier jour"), widget=DateRangePickerWidget)


class PageListView(ReadableExport, BatchedListing, IndexView):
    """The rows are one's own (OwnPagesPolicy); ``read_with`` is what their columns need, read at once."""

    read_with: tuple[str, ...] = ()

    def get_base_queryset(self) -> PageQuerySet:
        return super().get_base_queryset().prefetch_related(*self.read_with)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"is_searching": self.is_searching}


class OwnParentView(OwnPlaces, ChooseParentView):
    pass


class PagesItem(MenuItem):
    """An entry for those who have to do with pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(Page).user_has_any_permission(
            request.user, PageListView.any_permission_required
        )


class NationalItem(PagesItem):
    """An entry for the national teams: no other has editions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of(request.user).national and super().is_shown(request)


class PageListViewSet(PageListingViewSet):
    """A list of one type of pages; subclasses say which, with which columns."""

    index_view_class = PageListView
    choose_parent_view_class = OwnParentView
    menu_item_class = PagesItem
    read_with: tuple[str, ...] = ()
    own_columns: tuple[Column, ...] = ()

    @property
    def columns(self) -> list[Column]:
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=_("Titre"), sort_key="title", classname="title"),
            *self.own_columns,
            DateColumn(
                "latest_revision_created_at", label=_("Mis à jour"), sort_key="latest_revision_created_at"
            ),
            PageStatusColumn("status", label=_("État"), sort_key="live"),
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(read_with=self.read_with, page_title=self.menu_label, **kwargs)


class NewsViewSet(PageListViewSet):
    model = NewsPage
    name = "actualites"
    menu_label = _("Actualités")
    icon = "doc-full"
    ordering = "-date"
    read_with = ("regions", "measures")
    own_columns = (
        Column("date", label=_("Date"), sort_key="date"),
        Column("where", label=_("Régions")),
        Column("author", label=_("Par")),
    )
    filterset_class = NewsFilterSet
    list_export = ["title", "date", "where", "author", "summary", "live", "full_url"]
    export_headings = {"where": _("Régions"), "full_url": _("Adresse")}
    export_filename = "actualites"


class AllianceViewSet(PageListViewSet):
    model = AlliancePage
    name = "alliances"
    menu_label = _("Alliances")
    icon = "group"
    ordering = "title"
    read_with = ("region",)
    own_columns = (Column("where", label=_("Où")), Column("last_verified_at", label=_("Vérifiée le")))
    filterset_class = AllianceFilterSet
    list_export = [
        "title",
        "where",
        "summary",
        "from_public_sources",
        "last_verified_at",
        "live",
        "full_url",
    ]
    export_headings = {"where": _("Où"), "full_url": _("Adresse")}
    export_filename = "alliances"


class EditionViewSet(PageListViewSet):
    model = NationalConferencePage
    name = "editions"
    menu_label = _("Éditions")
    menu_item_class = NationalItem
    icon = "calendar"
    ordering = "-start_date"
    own_columns = (Column("start_date", label=_("Premier jour")), Column("place", label=_("Lieu")))
    filterset_class = EditionFilterSet
    list_export = ["title", "start_date", "end_date", "place", "theme", "live", "full_url"]
    export_headings = {"full_url": _("Adresse")}
    export_filename = "editions"


class PageListsGroup(ViewSetGroup):
    """« Listes »: the pages of one type, wherever they stand."""

    menu_label = _("Listes")
    menu_icon = "list-ul"
    menu_order = 110
    items = (NewsViewSet, AllianceViewSet, EditionViewSet)
