"""Events in Wagtail's admin: who speaks, and what a copy keeps."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import RegionPermissionPolicy

from .copies import forget_dates
from .models import EventPage, Speaker
from .unfinished import forget_unfinished_twin
from .viewsets import SpeakerViewSet

# Before the snippet: registering it asks for its policy.
register_permission_policy(Speaker, RegionPermissionPolicy(Speaker))
register_snippet(SpeakerViewSet)


@hooks.register("after_copy_page")
def begin_anew(request: HttpRequest, page: Page, copy: Page) -> None:
    """A copied event begins anew: forget the dates that Wagtail copied."""
    if issubclass(copy.specific_class, EventPage):
        with transaction.atomic():
            forget_dates(copy.specific, by=request.user)


@hooks.register("before_create_page")
def keep_one_of_two(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """A form that is sent replaces what was saved of it while one typed."""
    sent = request.method == "POST" and request.accepts("text/html")  # saving by itself asks for JSON
    if sent and page_class is EventPage:
        title = request.POST.get("title", "").strip()
        forget_unfinished_twin(parent_page, title=title, by=request.user, now=timezone.now())
