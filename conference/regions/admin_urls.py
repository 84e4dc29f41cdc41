"""Addresses of Wagtail's admin that we answer ourselves, before Wagtail does (conference/urls.py).

Their names stay Wagtail's: links made with ``reverse`` lead here, since the address is the same.
"""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.documents.views import documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_editable_models
from wagtail.utils.urlpatterns import decorate_urlpatterns

from conference.core.fixed_pages import refuse
from conference.core.text.folded_columns import FrenchOrder
from conference.platform.numbers import keys_among

from . import files
from .page_viewsets import OwnPlaces
from .permission_policies import RegionPermissionPolicy
from .scoping import scope_of
from .titles import choosers, tags
from .titles.filters import OwnTagsFilter, OwnWorkflowFilterSet
from .viewsets import closed

REMOVING_ACTIONS = {"delete", "move", "unpublish"}


class NationalOnly:
    """A report that cannot be cut by region: for the national teams."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not scope_of(request.user).national:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OwnStates:
    """A report on the workflows: of the rows that belong to a region, the person's own.

    Wagtail shows those of every model that the person may change.
    """

    state = ""  # the way to the state of the workflow

    def get_queryset(self) -> QuerySet:
        states = super().get_queryset()
        user = self.request.user
        for model in get_editable_models(user):
            policy = policy_registry.get_by_type(model)
            if isinstance(policy, RegionPermissionPolicy):
                own = policy.instances_user_has_permission_for(user, "change")
                of_model = {f"{self.state}content_type": ContentType.objects.get_for_model(model)}
                # PostgreSQL compares no number with a text.
                numbers = own.values(number_as_text=Cast("pk", CharField()))
                states = states.exclude(Q(**of_model) & ~Q(**{f"{self.state}object_id__in": numbers}))
        return states


class SilentRefusal(OwnPlaces):
    """A bulk action that does not name what others have: rows that it refuses, the page to move them to."""

    def get_actionable_objects(self) -> tuple[list, dict]:
        objects, refused = super().get_actionable_objects()
        scope = scope_of(self.request.user)
        named = [
            thing
            for thing in refused["items_with_no_access"]
            if isinstance(thing, Page) and scope.owns_page(thing)
        ]
        if not objects and not named:
            raise Http404
        return objects, refused | {"items_with_no_access": named}


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Wagtail's bulk actions: silent about what is not the person's, clear about fixed pages."""
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404
    model = apps.get_model(app_label, model_name)
    scope = scope_of(request.user)
    if model is Page and action in REMOVING_ACTIONS:
        asked = Page.objects.filter(pk__in=keys_among(request.GET.getlist("id")))
        refused = refuse(request, scope.filter_pages(asked))
        if refused is not None:
            return refused
    if not scope.national:
        action_class = closed(action_class, SilentRefusal)
    return action_class(request, model).dispatch(request)


def not_kept(request: HttpRequest, uploaded_file_id: int) -> HttpResponse:
    """Wagtail would describe later, and then take unchecked, a file whose first form was refused: our forms
    refuse the file with it (conference/core/uploads/forms.py), so that none waits here."""
    raise Http404


urlpatterns = [
    path("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", not_kept),
    path("documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/", not_kept),
    path("choose-page/", choosers.BrowseView.as_view()),
    path("choose-page/<int:parent_page_id>/", choosers.BrowseView.as_view()),
    path("choose-page/search/", choosers.SearchView.as_view()),
    path("choose-page/chosen-multiple/", choosers.ChosenMultipleView.as_view()),
    path("choose-external-link/", choosers.ExternalLinkView.as_view()),
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action),
]
REPORTS = {
    "site-history": closed(LogEntriesView, NationalOnly),
    "page-types-usage": closed(PageTypesUsageReportView, NationalOnly),
    "workflow": closed(WorkflowView, OwnStates, filterset_class=OwnWorkflowFilterSet),
    "workflow_tasks": closed(WorkflowTasksView, OwnStates, state="workflow_state__"),
}
for address, view_class in REPORTS.items():
    urlpatterns += [
        path(f"reports/{address}/", view_class.as_view()),
        path(f"reports/{address}/results/", view_class.as_view(results_only=True)),
    ]

# Lists and choosers of files: their rows are Wagtail's affair (collections), the tags beside them are not.
OwnImages = closed(
    images.IndexView, FrenchOrder, filterset_class=closed(images.IndexView.filterset_class, OwnTagsFilter)
)
OwnDocuments = closed(
    documents.IndexView, files.DocumentList, FrenchOrder, filterset_class=files.DocumentFilters
)
for address, view_class in (("images", OwnImages), ("documents", OwnDocuments)):
    urlpatterns += [
        path(f"{address}/", view_class.as_view()),
        path(f"{address}/results/", view_class.as_view(results_only=True)),
    ]


class OwnImageChooserViewSet(image_chooser.ImageChooserViewSet):
    choose_view_class = closed(image_chooser.ImageChooseView, choosers.OwnImageChoice)
    choose_results_view_class = closed(image_chooser.ImageChooseResultsView, choosers.OwnImageChoice)


image_chooser_viewset = OwnImageChooserViewSet(
    image_chooser.viewset.name, model=image_chooser.viewset.model, url_prefix="images/chooser"
)
urlpatterns += [
    path("images/chooser/", image_chooser_viewset.choose_view),
    path("images/chooser/results/", image_chooser_viewset.choose_results_view),
    path("tag-autocomplete/", tags.autocomplete),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", tags.autocomplete),
]

urlpatterns += files.walled_urls()

# As Wagtail decorates its own (wagtail/admin/urls/__init__.py).
for decorator in (require_admin_access, display_custom_404, never_cache):
    urlpatterns = decorate_urlpatterns(urlpatterns, decorator)
