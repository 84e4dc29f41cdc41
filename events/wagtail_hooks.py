"""Events in Wagtail's admin: who speaks, and what a copy keeps."""

from django.db import transaction
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import RegionPermissionPolicy

from .copies import forget_dates
from .models import EventPage, Speaker
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
