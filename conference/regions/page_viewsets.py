"""The page editor behind the wall: its views answer only for pages of the person's own part of the tree.

Wagtail's tree permissions guard most of these views. A few tell a title before they refuse (the
messages of the workflow views, the confirmation of a move): here all of them ask the one rule first.
"""

from collections.abc import Iterable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

from conference.core.page_viewsets import AnyView, SitePageViewSet

from .filters import OwnPageFilterSet
from .scoping import scope_of

# What Wagtail's addresses call the pages that a view works on.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


def check_own_pages(request: HttpRequest, page_ids: Iterable[int | str]) -> None:
    """Raise Http404 unless every one of these pages is the person's own."""
    scope = scope_of(request.user)
    wanted = {int(page_id) for page_id in page_ids}
    if scope.national or not wanted:
        return
    if scope.filter_pages(Page.objects.filter(pk__in=wanted)).count() != len(wanted):
        raise Http404


def walled(view: AnyView) -> AnyView:
    """``view``, for the person's own pages only."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        check_own_pages(request, [kwargs[name] for name in PAGE_ARGUMENTS if name in kwargs])
        return view(request, *args, **kwargs)

    return answer


class OwnPageViewSet(SitePageViewSet):
    """The viewset of every page type that has none of its own."""

    filterset_class = OwnPageFilterSet

    def construct_view(self, view_class: type[View], **kwargs) -> AnyView:
        view = super().construct_view(view_class, **kwargs)
        # The explorer already leads a stranger back to the root of its own part.
        return view if issubclass(view_class, ExplorableIndexView) else walled(view)
