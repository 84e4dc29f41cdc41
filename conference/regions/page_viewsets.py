"""The page editor behind the wall: its views answer only for pages of the person's own part of the tree.

Wagtail's tree permissions guard most of these views. A few tell a title before they refuse (the
messages of the workflow views, the confirmation of a move): here all of them ask the one rule first.
"""

from collections.abc import Iterable
from functools import wraps

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.views import View
from django.views.generic import FormView
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.move import MoveChooseDestinationView
from wagtail.models import Page

from conference.core.lists.page_viewsets import AnyView, ExplorerView, SitePageViewSet
from conference.platform.numbers import whole_number

from .scoping import scope_of
from .titles.filters import OwnPageFilterSet

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


class OwnPlaces:
    """A form that asks below which page: another's is no answer, nor is the number of nothing.

    Wagtail refuses them too, and its refusal names the page.
    """

    places = ("parent_page", "new_parent_page", "chooser")

    def get_form(self, *args, **kwargs) -> BaseForm:
        form = super().get_form(*args, **kwargs)
        own = scope_of(self.request.user).filter_pages(Page.objects.all())
        for name in set(self.places) & set(form.fields):
            place = whole_number(form.data.get(name, ""))
            if form.is_bound and not own.filter(pk=place).exists():
                form.data = form.data.copy()
                form.data[name] = ""
        return form


class ParentView(OwnPlaces, GenericChooseParentView):
    pass


class MovePageView(OwnPlaces, MoveChooseDestinationView):
    pass


class CopyPageView(OwnPlaces, CopyView):
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Wagtail looks the page up before its form does, and fails when there is none."""
        return FormView.post(self, request, *args, **kwargs)


class OwnExplorerView(ExplorerView):
    """Who has two regions begins above both, where nothing is theirs: the state of that page is not told."""

    def get_side_panels(self) -> MediaContainer:
        if scope_of(self.request.user).owns_page(self.parent_page):
            return super().get_side_panels()
        return MediaContainer()


class OwnPageViewSet(SitePageViewSet):
    """The viewset of every page type that has none of its own."""

    filterset_class = OwnPageFilterSet
    index_view_class = OwnExplorerView
    choose_parent_view_class = ParentView
    copy_view_class = CopyPageView
    move_view_class = MovePageView

    def construct_view(self, view_class: type[View], **kwargs) -> AnyView:
        view = super().construct_view(view_class, **kwargs)
        # The explorer already leads a stranger back to the root of its own part.
        return view if issubclass(view_class, ExplorableIndexView) else walled(view)
