"""What conference/regions/titles/ replaces in Wagtail is still there, in the shape that it relies on.

A release of Wagtail may rename any of it, and a title would then show again without an error.
"""

import inspect
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.urls import resolve, reverse
from wagtail import hooks
from wagtail.admin.api.serializers import AdminPageSerializer, PageAncestorsField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.admin.views import chooser, home, tags
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.documents.views import documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.models import ReferenceIndex
from wagtail.rich_text import features

from conference.core.models import Picture, Resource
from conference.regions.titles.home_panels import OWN_PANELS
from tests.conference.factories import make_site_tree

# A method of Wagtail's that titles/ overrides or calls, and the names of its parameters.
METHODS = [
    *[(panel.get_context_data, ["self", "parent_context"]) for panel in OWN_PANELS],
    (home.HomeView.get_panels, ["self"]),
    (PageAncestorsField.to_representation, ["self", "page"]),
    (PagesAdminAPIViewSet.action_view, ["self", "request", "pk", "action_name"]),
    (PageLinkElementHandler.get_attribute_data, ["self", "attrs"]),
    (DocumentLinkElementHandler.get_attribute_data, ["self", "attrs"]),
    (tags.autocomplete, ["request", "app_name", "model_name"]),
    (chooser.PageTitleColumn.get_value, ["self", "instance"]),
    (chooser.PageTitleColumn.get_cell_context_data, ["self", "instance", "parent_context"]),
    (chooser.ParentPageColumn.get_value, ["self", "instance"]),
    (chooser.BrowseView.get, ["self", "request", "parent_page_id"]),
    (chooser.SearchView.get, ["self", "request"]),
    (chooser.ChosenMultipleView.get, ["self", "request"]),
    (chooser.ChosenMultipleView.render_chosen_response, ["self", "result"]),
    (chooser.ExternalLinkView.render_chosen_response, ["self", "result"]),
    (chooser.page_models_from_string, ["string"]),
    (image_chooser.ImageChooseView.filter_object_list, ["self", "objects"]),
    (image_chooser.ImageChooseView.get_context_data, ["self", "kwargs"]),
    (ReferenceIndex._extract_references_from_object, ["object"]),
]


@pytest.mark.parametrize(
    ("method", "parameters"), METHODS, ids=lambda value: getattr(value, "__qualname__", "")
)
def test_what_is_overridden_takes_the_same(method: Callable, parameters: list[str]) -> None:
    assert list(inspect.signature(method).parameters) == parameters


def test_the_panels_of_the_home_put_their_rows_where_they_are_filtered() -> None:
    rows = {panel: inspect.getsource(panel.get_context_data) for panel in OWN_PANELS}
    assert '"last_edits"' in rows[home.RecentEditsPanel]
    assert '"workflow_states"' in rows[home.UserObjectsInWorkflowModerationPanel]
    assert '"locked_pages"' in rows[home.LockedPagesPanel]
    for panel in OWN_PANELS:
        assert panel() is not None  # made without an argument
    assert "construct_homepage_panels" in inspect.getsource(home)


def test_the_choosers_have_the_columns_and_the_hook_that_are_replaced() -> None:
    request = RequestFactory().get("/")
    names = {}
    for view_class in (chooser.BrowseView, chooser.SearchView):
        view = view_class()
        view.request, view.is_multiple_choice = request, False
        names[view_class] = {column.name: type(column) for column in view.columns}
    assert names[chooser.BrowseView]["title"] is chooser.PageTitleColumn
    assert names[chooser.SearchView]["title"] is chooser.PageTitleColumn
    assert names[chooser.SearchView]["parent"] is chooser.ParentPageColumn
    assert "construct_page_chooser_queryset" in inspect.getsource(chooser)
    choice = image_chooser.ImageChooseView
    assert '"usage_count"' in inspect.getsource(choice.columns.func)
    assert '"popular_tags"' in inspect.getsource(choice.get_context_data)


def test_the_pages_api_asks_the_serializer_and_the_hook_that_are_replaced() -> None:
    assert PagesAdminAPIViewSet.base_serializer_class is AdminPageSerializer
    assert isinstance(AdminPageSerializer._declared_fields["ancestors"], PageAncestorsField)
    assert hooks.get_hooks("construct_admin_api")


def test_the_links_of_a_text_are_read_by_the_rules_that_are_replaced() -> None:
    for feature, selector in (("link", 'a[linktype="page"]'), ("document-link", 'a[linktype="document"]')):
        rule = features.get_converter_rule("contentstate", feature)
        handler = rule["from_database_format"][selector]
        assert type(handler).__module__ == "conference.regions.titles.viewer"


def test_the_filters_have_the_names_that_are_replaced() -> None:
    assert {"content_type", "owner", "edited_by", "site"} <= set(GenericPageFilterSet.declared_filters)
    assert "requested_by" in WorkflowReportFilterSet.base_filters
    for view, model in ((images.IndexView, Picture), (documents.IndexView, Resource)):
        assert "is_searching" in inspect.signature(view.filterset_class).parameters
        assert view.filterset_class._meta.model is model
        assert callable(view.filterset_class.filter_queryset)


def test_tags_are_completed_at_the_address_that_is_answered_before_wagtail() -> None:
    assert isinstance(tags.TAGS_AUTOCOMPLETE_LIMIT, int)
    for name, arguments in (
        ("wagtailadmin_tag_autocomplete", []),
        ("wagtailadmin_tag_model_autocomplete", ["taggit", "tag"]),
    ):
        address = reverse(name, args=arguments)
        assert resolve(address).func.__module__ == "conference.regions.titles.tags"


@pytest.mark.django_db
def test_references_are_found_as_type_key_and_two_paths() -> None:
    page = make_site_tree(regions=()).home
    page.share_image_id = 7
    (found,) = ReferenceIndex._extract_references_from_object(page)
    assert found[:2] == (ContentType.objects.get_for_model(Picture).pk, "7")
    assert len(found) == 4
