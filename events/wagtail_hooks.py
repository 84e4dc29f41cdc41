"""Events in Wagtail's admin: who speaks, what a copy keeps, what the history of an event tells."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import RegionPermissionPolicy

from .copies import forget_dates
from .models import EventPage, Speaker
from .operations import Operation
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


@hooks.register("register_page_listing_buttons")
def name_the_first_verb(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    """In every list an event says what one may do with it; Wagtail hides that behind three dots."""
    if issubclass(page.specific_class, EventPage) and page.permissions_for_user(user).can_edit():
        yield ListingButton(
            _("Modifier"), url=reverse("wagtailadmin_pages:edit", args=[page.pk]), priority=10
        )


@hooks.register("register_log_actions")
def register_event_actions(actions: LogActionRegistry) -> None:
    """One a verb (those of the registrations too), and their undoing."""
    for verb, operation in Operation.by_verb.items():
        actions.register_action(f"events.{verb}", operation.words, operation.words)
    actions.register_action("events.undo", _("Annuler une opération"), _("Opération annulée"))
