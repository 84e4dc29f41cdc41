"""The admin's API of pages behind the wall: what stands above a page, and where a page is sent."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.admin.api.serializers import AdminPageSerializer, PageAncestorsField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.filters import ChildOfFilter
from wagtail.models import Page

from conference.core.containers import explored, holds_containers

from ..scoping import scope_of


class PublishedAncestors(PageAncestorsField):
    """The pages above, those that are not the person's own under their published title."""

    def to_representation(self, page: Page) -> list[dict]:
        scope = scope_of(self.context["request"].user)
        above = super().to_representation(page)
        own = set(scope.filter_pages(page.get_ancestors()).values_list("pk", flat=True))
        return [one if one["id"] in own else one | {"admin_display_title": one["title"]} for one in above]


class OwnPageSerializer(AdminPageSerializer):
    ancestors = PublishedAncestors(read_only=True)


class ExploredBelow(ChildOfFilter):
    """In the menu of pages too, what containers hold stands in their place (conference.core.containers)."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: PagesAdminAPIViewSet) -> QuerySet:
        children = super().filter_queryset(request, queryset, view)
        parent = getattr(children, "_filtered_by_child_of", None)
        if parent is None or not request.GET.get("for_explorer") or not holds_containers(parent):
            return children
        pages = explored(queryset, below=parent)
        pages._filtered_by_child_of = parent
        return pages


class OwnPages(PagesAdminAPIViewSet):
    base_serializer_class = OwnPageSerializer
    filter_backends: ClassVar = [
        ExploredBelow if backend is ChildOfFilter else backend
        for backend in PagesAdminAPIViewSet.filter_backends
    ]

    def action_view(self, request: Request, pk: int, action_name: str) -> Response:
        """Copied, moved or mirrored below the person's own pages only: another number stands for nothing."""
        destination = str(request.data.get("destination_page_id", ""))
        places = scope_of(request.user).filter_pages(Page.objects.all())
        # Any digits, as what reads them next: whole_number() would let « ١ » pass for no number.
        if destination.isdecimal() and not places.filter(pk=destination).exists():
            raise Http404
        return super().action_view(request, pk, action_name)
