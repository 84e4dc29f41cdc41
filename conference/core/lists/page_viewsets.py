"""The page editor's views that differ from Wagtail's: those that take a page away, and lists."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageListingMixin
from wagtail.admin.views.pages.lock import LockView, UnlockView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Task
from wagtail.query import PageQuerySet

from conference.core.containers import (
    container_types,
    creatable_below,
    explored,
    holds_containers,
    page_above,
)
from conference.core.fixed_pages import SitePagePermissions, refuse
from conference.core.lists.listed import list_together
from conference.core.text.folded_columns import FrenchOrder

AnyView = Callable[..., HttpResponse]
REMOVING_VIEWS = (DeleteView, MoveChooseDestinationView, MoveConfirmView, UnpublishView)


def explain_refusal(view: AnyView, view_class: type[View]) -> AnyView:
    """``view``, which would refuse a page that must stay anyway, made to say why."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        pages = Page.objects.filter(pk=kwargs.get("page_id") or kwargs.get("page_to_move_id"))
        return (
            refuse(request, pages)
            or explain_why_kept(request, pages.first(), view_class)
            or view(request, *args, **kwargs)
        )

    return answer


def explain_why_kept(request: HttpRequest, page: Page | None, view_class: type[View]) -> HttpResponse | None:
    """Say who counts on ``page`` and go back to it; None when the person may go on."""
    if page is None:
        return None
    permissions = page.permissions_for_user(request.user)
    if not isinstance(permissions, SitePagePermissions):
        return None
    if issubclass(view_class, DeleteView):
        sentence = permissions.why_not_delete()
    elif issubclass(view_class, UnpublishView):
        sentence = permissions.why_not_unpublish()
    else:
        return None
    if sentence is None:
        return None
    messages.error(request, sentence)
    return redirect("wagtailadmin_pages:edit", page.pk)


class BackFromTheRoot:
    """After locking or unlocking, Wagtail goes up to the page above: the root of the tree has none."""

    def get_success_url(self) -> str:
        if self.object.is_root() and not self.next_url:
            return reverse("wagtailadmin_explore_root")
        return super().get_success_url()


class LockPageView(BackFromTheRoot, LockView):
    pass


class UnlockPageView(BackFromTheRoot, UnlockView):
    pass


class BatchedListing(FrenchOrder, PageListingMixin):
    """A list whose rows ask their questions together (listed.py)."""

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        """As Wagtail does, but for the sites (there is one) and the types, which every process knows."""
        pages = pages.defer_streamfields().specific().prefetch_workflow_states()
        return pages.annotate_site_root_state().annotate_approved_schedule()

    def order_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        """As Wagtail does, then by key: PostgreSQL gives pages of one moment, or of none, in any order."""
        ordered = super().order_queryset(pages)
        by = ordered.query.order_by
        return ordered.order_by(*by, "pk") if by and not self.is_searching else ordered

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        list_together(context["object_list"])
        tasks: dict[int, Task] = {}
        for page in context["object_list"]:
            page.content_type = ContentType.objects.get_for_id(page.content_type_id)
            if (submitted := page.current_workflow_state) and (waits := submitted.current_task_state):
                waits.task = tasks.setdefault(waits.task_id, waits.task)  # which finds its own kind once
        return context


class ExplorerView(BatchedListing, ExplorableIndexView):
    """What stands below one page: the page above each is known without asking (a search names it).

    In the place of pages that only hold others stands what they hold (containers.py).
    """

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        above = page_above(parent_page_id) if parent_page_id else None
        if above is None:
            return super().get(request, parent_page_id)
        name = self.index_results_url_name if self.results_only else self.index_url_name
        return redirect(f"{reverse(name, args=[above.pk])}?{request.GET.urlencode()}".rstrip("?"))

    def get_base_queryset(self) -> PageQuerySet:
        if self.is_searching_whole_tree or not holds_containers(self.parent_page):
            return super().get_base_queryset().not_exact_type(*container_types())
        own = self.permission_policy.explorable_instances(self.request.user)
        pages = explored(self.model._default_manager.all(), below=self.parent_page)
        return self.annotate_queryset(pages.filter(pk__in=own.values_list("pk", flat=True)))

    def get_side_panels(self) -> MediaContainer:
        """How often the page above is named is said where it is edited."""
        panels = super().get_side_panels()
        for panel in panels:
            panel.usage_url = None
        return panels

    base_columns = [
        column for column in ExplorableIndexView.base_columns if not isinstance(column, ParentPageColumn)
    ]


class AddBelowView(AddSubpageView):
    """What may be created below a page. Below one that holds containers: what these take, each in its own."""

    def dispatch(self, request: HttpRequest, parent_page_id: int, *args, **kwargs) -> HttpResponse:
        page = get_object_or_404(Page, pk=parent_page_id)
        if not holds_containers(page):
            return super().dispatch(request, parent_page_id, *args, **kwargs)
        if not page.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        choices = [
            (
                capfirst(model._meta.verbose_name),
                reverse(
                    "wagtailadmin_pages:add",
                    args=[model._meta.app_label, model._meta.model_name, container.pk],
                ),
            )
            for model, container in creatable_below(page, user=request.user)
        ]
        context = {"parent_page": page, "choices": choices, "page_title": _("Ajouter")}
        return render(request, "core/admin/add_below.html", context)


class PageSearchView(BatchedListing, SearchView):
    pass


class PagesOfTypeView(BatchedListing, ContentTypeUseView):
    pass


class SitePageViewSet(PageViewSet):
    """Wagtail's viewset of pages, whose refusals for pages that must stay are sentences."""

    index_view_class = ExplorerView
    search_view_class = PageSearchView
    content_type_use_view_class = PagesOfTypeView
    add_subpage_view_class = AddBelowView
    lock_view_class = LockPageView
    unlock_view_class = UnlockPageView

    def construct_view(self, view_class: type[View], **kwargs) -> AnyView:
        view = super().construct_view(view_class, **kwargs)
        return explain_refusal(view, view_class) if issubclass(view_class, REMOVING_VIEWS) else view
