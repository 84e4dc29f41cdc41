"""Registrations in Wagtail's admin: menus, an event's actions, and what protects its registrations."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from conference.regions.permission_policies import RegionPermissionPolicy
from events.models import EventPage

from .access import may_run
from .admin import event_actions
from .admin.event_links import event_buttons, registrations_label, registrations_url
from .admin.failed_mails import FailedMailsPanel
from .availability import capacity_warning
from .models import Registration, RegistrationMail
from .viewsets import RegistrationMailViewSet, RegistrationViewSet

for model in (Registration, RegistrationMail):
    register_permission_policy(model, RegionPermissionPolicy(model, field="event__region"))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list:
    return [RegistrationViewSet(), RegistrationMailViewSet()]


@hooks.register("register_admin_urls")
def register_event_actions() -> list[URLPattern]:
    return [
        path(f"evenements/<int:pk>/{address}/", view.as_view(), name=name)
        for address, view, name in (
            ("annuler", event_actions.CancelEventView, "event_cancel"),
            ("fermer-inscriptions", event_actions.CloseRegistrationView, "event_close_registration"),
            ("rouvrir-inscriptions", event_actions.ReopenRegistrationView, "event_reopen_registration"),
        )
    ]


# --- From an event ---------------------------------------------------------------------------


@hooks.register("register_page_header_buttons")
def lead_from_the_event(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not issubclass(page.specific_class, EventPage) or page.pk is None:
        return
    event = page.specific
    if may_run(user, event):
        if user.has_perm("registrations.view_registration"):
            yield Button(
                registrations_label(event), url=registrations_url(event), icon_name="group", priority=5
            )
        yield from event_buttons(event)


@hooks.register("register_page_listing_buttons")
def lead_from_the_list(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class, EventPage) and user.has_perm("registrations.view_registration"):
        event = page.specific
        if may_run(user, event):
            yield ListingButton(registrations_label(event), url=registrations_url(event), priority=20)


@hooks.register("after_publish_page")
def say_that_the_capacity_is_passed(request: HttpRequest, page: Page) -> None:
    if isinstance(page, EventPage):
        warning = capacity_warning(page, now=timezone.now())
        if warning:
            messages.warning(request, warning)


# --- Nobody's registration disappears ----------------------------------------------------------


@hooks.register("before_bulk_action")
def keep_them_all(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Refuse the whole bulk action when one of its pages has to stay, and say why."""
    if action.model is not Page or action_type not in ("delete", "unpublish"):
        return None
    _allowed, others = action.get_actionable_objects()
    for page in others["items_with_no_access"]:
        permissions = page.permissions_for_user(request.user)
        why = permissions.why_not_delete if action_type == "delete" else permissions.why_not_unpublish
        if sentence := why():
            messages.error(request, sentence)
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("construct_homepage_panels")
def tell_of_failed_mails(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(FailedMailsPanel())
