"""Events in Wagtail's admin: who speaks, what a copy keeps, what the history of an event tells."""

from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import RegionPermissionPolicy

from .admin.programme import programme_warnings
from .admin.views import URLS
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


@hooks.register("register_admin_urls")
def addresses_of_the_form() -> list[URLPattern]:
    return URLS


@hooks.register("before_publish_page")
@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_programme(request: HttpRequest, page: Page) -> None:
    """Say once what moved with the start, and what to look at; not while a draft saves itself."""
    if not isinstance(page, EventPage) or not page.comes_from_form or not request.accepts("text/html"):
        return
    page.comes_from_form = False
    if page.moved and page.moved.sentence:
        messages.success(request, page.moved.sentence)
    for warning in programme_warnings(page):
        messages.warning(request, warning.sentence)


@hooks.register("register_log_actions")
def register_event_actions(actions: LogActionRegistry) -> None:
    actions.register_action("events.cancel", _("Annuler l’événement"), _("Événement annulé"))
