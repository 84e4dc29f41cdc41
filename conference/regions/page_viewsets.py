"""The page editor behind the wall: its views answer only for pages of the person's own part of the tree.

Wagtail's tree permissions guard most of these views. A few tell a title before they refuse (the
messages of the workflow views, the confirmation of a move): here all of them ask the one rule first.
"""

from django.http import Http404, HttpRequest
from django.views import View
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from .scoping import scope_of
from .viewsets import closed

# What Wagtail's addresses call the pages that a view works on.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


class OwnPages:
    """A view on pages named in its address: each must be the person's own."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        check_own_pages(request, [kwargs[name] for name in PAGE_ARGUMENTS if name in kwargs])
        super().setup(request, *args, **kwargs)


def check_own_pages(request: HttpRequest, page_ids: list[int | str]) -> None:
    """Raise Http404 unless every one of these pages is the person's own."""
    scope = scope_of(request.user)
    if scope.national or not page_ids:
        return
    wanted = {int(page_id) for page_id in page_ids}
    if scope.filter_pages(Page.objects.filter(pk__in=wanted)).count() != len(wanted):
        raise Http404


class OwnPageViewSet(PageViewSet):
    """The viewset of every page type that has none of its own."""

    def construct_view(self, view_class: type[View], **kwargs):
        # The explorer already leads a stranger back to the root of its own part.
        if not issubclass(view_class, ExplorableIndexView):
            view_class = closed(view_class, OwnPages)
        return super().construct_view(view_class, **kwargs)
