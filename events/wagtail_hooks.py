"""Events in Wagtail's admin: who speaks, how sessions are announced, what the history of an event tells."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import RegionPermissionPolicy

from .admin import importing, repeating, series, starting
from .admin.buttons import buttons_of
from .admin.programme import programme_warnings
from .admin.views import URLS
from .models import EventPage, EventSeries, Speaker
from .operations import Operation
from .viewsets import SeriesViewSet, SpeakerViewSet

# Before the views: making them asks for the policy.
for model in (Speaker, EventSeries):
    register_permission_policy(model, RegionPermissionPolicy(model))
register_snippet(SpeakerViewSet)


@hooks.register("register_admin_viewset")
def register_series() -> SeriesViewSet:
    return SeriesViewSet()


@hooks.register("register_admin_urls")
def register_event_views() -> list[URLPattern]:
    return [
        *URLS,
        path("evenements/importer/", importing.ImportView.as_view(), name="event_import"),
        path("evenements/annoncer/", starting.AnnounceView.as_view(), name="event_announce"),
        path("evenements/<int:pk>/copier/", starting.CopyEventView.as_view(), name="event_copy"),
        path("evenements/<int:pk>/modele/", starting.ModelPageView.as_view(), name="event_model"),
        path("evenements/<int:pk>/repeter/", repeating.RepeatView.as_view(), name="event_repeat"),
        path("evenements/<int:pk>/serie/", series.SeriesTextsView.as_view(), name="event_series"),
    ]


@hooks.register("before_copy_page")
def ask_for_the_new_day(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail's « Copier » leads to ours, which asks for the day."""
    if issubclass(page.specific_class, EventPage):
        return redirect("event_copy", page.pk)
    return None


@hooks.register("register_page_header_buttons")
def lead_to_more_sessions(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """From an event that the person writes: what comes after it."""
    is_event = issubclass(page.specific_class, EventPage) and page.pk
    if is_event and page.permissions_for_user(user).can_edit():
        yield from buttons_of(page.specific, user)


@hooks.register("register_page_listing_buttons")
def name_the_first_verb(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    """In every list an event says what one may do with it; Wagtail hides that behind three dots."""
    if issubclass(page.specific_class, EventPage) and page.permissions_for_user(user).can_edit():
        yield ListingButton(
            _("Modifier"), url=reverse("wagtailadmin_pages:edit", args=[page.pk]), priority=10
        )
        if page.specific.permissions_for_user(user).can_announce_again():
            yield ListingButton(_("Copier"), url=reverse("event_copy", args=[page.pk]), priority=20)


@hooks.register("before_publish_page")
@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_programme(request: HttpRequest, page: Page) -> None:
    """Say once what moved with the start, and what to look at; not while a draft saves itself."""
    if not isinstance(page, EventPage) or not page.comes_from_form or not request.accepts("text/html"):
        return
    page.comes_from_form = False
    if page.kept:
        messages.warning(request, page.kept)
    if page.moved and page.moved.sentence:
        messages.success(request, page.moved.sentence)
    for warning in programme_warnings(page):
        messages.warning(request, warning.sentence)


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
    """One a verb (those of the registrations too), and their undoing."""
    for verb, operation in Operation.by_verb.items():
        actions.register_action(f"events.{verb}", operation.words, operation.words)
    actions.register_action("events.undo", _("Annuler une opération"), _("Opération annulée"))
    actions.register_action("events.model", _("Changer en modèle"), _("Page modèle, ou plus"))
