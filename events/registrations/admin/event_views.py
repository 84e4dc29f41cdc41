"""What every page of the admin about one event has: the event that the person runs, its head, its crumbs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..access import event_to_run_or_404

VIEW = "registrations.view_registration"
CHANGE = "registrations.change_registration"


class OfEvent:
    """A view about one event that the person runs; another region's answers 404.

    ``permission``: what the person must be allowed besides, if anything.
    """

    permission = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.event = event_to_run_or_404(request.user, kwargs["pk"])
        if self.permission and not request.user.has_perm(self.permission):
            raise PermissionDenied


class EventPageMixin(OfEvent, WagtailAdminTemplateMixin):
    """Such a view as a page of the admin: the event is its subtitle, and its crumb leads back."""

    header_icon = "calendar-alt"

    def get_page_subtitle(self) -> str:
        return self.event.title

    def back_url(self) -> str:
        """Where one comes from: the event's board."""
        return reverse("event_board", args=[self.event.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.back_url(), "label": self.event.get_admin_display_title()},
            {"url": "", "label": str(self.get_page_title())},
        ]
