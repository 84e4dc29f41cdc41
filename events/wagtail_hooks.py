"""Events in Wagtail's admin: who speaks, what a copy keeps, what the history of an event tells."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
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


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_a_past_year(request: HttpRequest, page: Page) -> None:
    """Say that a start just typed is of a past year: a slip, or an event told for the record."""
    if not isinstance(page, EventPage) or page.start is None:
        return
    year, now = page.start.astimezone(page.zone).year, timezone.now().astimezone(page.zone).year
    if year >= now:
        return
    before = page.revisions.exclude(pk=page.latest_revision_id).order_by("-created_at", "-pk").first()
    typed_before = parse_datetime((before and before.content.get("start")) or "")
    if typed_before != page.start:
        messages.warning(
            request, _("Le début est en %(year)s, une année passée : vérifiez-le.") % {"year": year}
        )


@hooks.register("register_log_actions")
def register_event_actions(actions: LogActionRegistry) -> None:
    actions.register_action("events.cancel", _("Annuler l’événement"), _("Événement annulé"))
