"""What the desk adds to the admin: its home."""

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page, WorkflowMixin
from wagtail.permissions import policy_registry

from conference.regions.scoping import scope_of

from .board import Board, DeskPanel, Reader
from .guides import GUIDES, GuideView
from .moderation import set_moderation_forms, tell_what_was_answered, tell_where_it_stands
from .panels import ComingSessions, MyDrafts, Scheduled, ToModerate, Unanswered
from .programme import Corrections, MissingFromMeasures
from .registrations import Arrangements
from .relay import Incomplete, LatestRegistrations, NextSessions, SentBack, Waiting
from .upkeep import AwaitedVideos, LeftAlone, RegistrationsByWeek, WithoutDescription

# The two desks; each panel shows what is in the scope of who looks at it.
NATIONAL: list[type[DeskPanel]] = [
    ToModerate,
    Unanswered,
    Corrections,
    Arrangements,
    ComingSessions,
    RegistrationsByWeek,
    Scheduled,
    MyDrafts,
    MissingFromMeasures,
    LeftAlone,
    WithoutDescription,
    AwaitedVideos,
]
RELAY: list[type[DeskPanel]] = [
    SentBack,
    Arrangements,
    NextSessions,
    Incomplete,
    Waiting,
    LatestRegistrations,
    MyDrafts,
    Scheduled,
    WithoutDescription,
    AwaitedVideos,
]
# Wagtail's panels whose questions the desk answers.
ANSWERED = ("WorkflowObjectsToModeratePanel", "UserObjectsInWorkflowModerationPanel", "RecentEditsPanel")


def panels_for(user: User) -> list[type[DeskPanel]]:
    """The desk of ``user``: the national teams' or a relay's; none for who only opens accounts."""
    if not policy_registry.get_by_type(Page).user_has_permission(user, "change"):
        return []
    return NATIONAL if scope_of(user).national else RELAY


@hooks.register("construct_homepage_panels", order=100)
def show_the_desk(request: HttpRequest, panels: list) -> None:
    if chosen := panels_for(request.user):
        panels[:] = [panel for panel in panels if type(panel).__name__ not in ANSWERED]
        panels.append(Board(Reader(request.user, now=timezone.now()), chosen))


@hooks.register("construct_homepage_summary_items", order=100)
def count_nothing(request: HttpRequest, items: list[SummaryItem]) -> None:
    """The desk says what waits: how many pages there are helps nobody."""
    if panels_for(request.user):
        items.clear()


@hooks.register("before_edit_page")
def tell_of_the_page(request: HttpRequest, page: Page) -> None:
    tell_where_it_stands(request, page)


@hooks.register("before_edit_snippet")
def tell_of_the_snippet(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, WorkflowMixin):
        tell_where_it_stands(request, instance)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_of_the_answer(request: HttpRequest, subject: Model) -> None:
    if isinstance(subject, WorkflowMixin):
        tell_what_was_answered(request, subject)


@hooks.register("register_admin_urls")
def addresses_of_the_desk() -> list[URLPattern]:
    return [
        path("aide/<slug:key>/", GuideView.as_view(), name="guide"),
        path("connexion/", login_state, name="login_state"),
    ]


def _guide_item(key: str, order: int) -> MenuItem:
    return MenuItem(
        GUIDES[key][1], reverse_lazy("guide", args=[key]), name=f"guide-{key}", icon_name="help", order=order
    )


@hooks.register("register_help_menu_item")
def offer_the_editors_guide() -> MenuItem:
    return _guide_item("redaction", 10)


@hooks.register("register_help_menu_item")
def offer_the_relays_guide() -> MenuItem:
    return _guide_item("relais", 20)


@require_safe
def login_state(request: HttpRequest) -> JsonResponse:
    """That the person is logged in (else the admin refuses), and the token of their forms from now on."""
    return JsonResponse({"token": get_token(request)})


@hooks.register("insert_global_admin_js")
def watch_the_login() -> str:
    return render_to_string("home/desk/login_expired.html")


@hooks.register("construct_page_action_menu")
def keep_withdrawing_small(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """While the moderators read, « Retirer de la relecture » is not the first button that its author sees."""
    if items and isinstance(items[0], CancelWorkflowMenuItem):
        items.append(items.pop(0))


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def answer_first(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Who is asked to approve finds it as the first button, and not two ways to publish."""
    approval = next((item for item in items if item.name == "approve"), None)
    if approval is not None:
        others = [item for item in items if item is not approval and item.name != "action-publish"]
        items[:] = [approval, *others]


set_moderation_forms()
