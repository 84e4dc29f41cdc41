"""The page editor's views that take a page away, and what they answer for a page at a fixed address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views import View
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from .fixed_pages import refuse

AnyView = Callable[..., HttpResponse]
REMOVING_VIEWS = (DeleteView, MoveChooseDestinationView, MoveConfirmView, UnpublishView)


def said_in_words(view: AnyView) -> AnyView:
    """``view``, which would refuse a fixed page anyway, made to say why."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        pages = Page.objects.filter(pk=kwargs.get("page_id") or kwargs.get("page_to_move_id"))
        return refuse(request, pages) or view(request, *args, **kwargs)

    return answer


class SitePageViewSet(PageViewSet):
    """Wagtail's viewset of pages, whose refusals for fixed pages are sentences."""

    def construct_view(self, view_class: type[View], **kwargs) -> AnyView:
        view = super().construct_view(view_class, **kwargs)
        return said_in_words(view) if issubclass(view_class, REMOVING_VIEWS) else view
