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


@hooks.register("before_publish_page")
def keep_one_of_two_and_publish_it(request: HttpRequest, page: Page) -> None:
    """As below, before the event is put on line: its address is not changed afterwards."""
    if request.resolver_match and request.resolver_match.view_name == "wagtailadmin_pages:add":
        keep_one_of_two(request, page)


@hooks.register("after_create_page")
def keep_one_of_two(request: HttpRequest, page: Page) -> None:
    """A form that is sent replaces what was saved of it while one typed."""
    if isinstance(page, EventPage) and request.accepts("text/html"):  # saving by itself asks for JSON
        forget_unfinished_twin(page, by=request.user, now=timezone.now())
