"""Registrations in Wagtail's admin: menus, an event's actions, and what protects its registrations."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import RegionPermissionPolicy
from events.missing import missing
from events.models import EventPage

from .access import may_run
from .admin.bulk import BULK_ACTIONS
from .admin.event_links import board_button, event_buttons, registrations_label, registrations_url
from .admin.failed_mails import FailedMailsPanel, SendMailsAgain
from .admin.mail_texts import MailTextViewSet
from .admin.operation_words import leaving
from .admin.questions import QuestionPolicy, QuestionsPanel, QuestionViewSet
from .admin.urls import urlpatterns as event_pages
from .models import Attendee, MailText, Notice, Question, Registration, RegistrationMail
from .notices import notice_waiting
from .seats.availability import capacity_warning, is_over
from .viewsets import RegistrationMailViewSet, RegistrationViewSet

for model in (Registration, RegistrationMail):
    register_permission_policy(model, RegionPermissionPolicy(model, field="event__region"))
# Whoever may see or change a registration may do so with its people.
register_permission_policy(
    Attendee, RegionPermissionPolicy(Attendee, field="event__region", auth_model=Registration)
)

register_permission_policy(Question, QuestionPolicy(Question))  # before the viewset, which asks for it
register_snippet(QuestionViewSet)
register_snippet(MailTextViewSet)


@hooks.register("register_snippet_listing_buttons")
def lead_to_a_trial(snippet: Any, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, MailText):
        url = reverse(MailText.snippet_viewset.get_url_name("trial"), args=[snippet.pk])  # type: ignore[attr-defined]
        yield ListingButton(_("M’envoyer un essai"), url=url, icon_name="mail", priority=20)


for action in (*BULK_ACTIONS, SendMailsAgain):
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list:
    return [RegistrationViewSet(), RegistrationMailViewSet()]


@hooks.register("register_admin_urls")
def register_event_pages() -> list[URLPattern]:
    return event_pages


@hooks.register("register_log_actions")
def register_acts(actions: LogActionRegistry) -> None:
    actions.register_action(
        "registrations.approve_question", _("Approuver une question"), _("Question approuvée")
    )
    actions.register_action(
        "registrations.withdraw_question", _("Ne plus poser une question"), _("Question retirée")
    )
    actions.register_action(Notice.STOPPED)(StoppedLetter)


class StoppedLetter(LogFormatter):
    label = gettext_lazy("Arrêter un message")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        subject = log_entry.data.get("subject", "")  # erased with the letters of the event
        return _("Message arrêté : %s") % subject if subject else _("Message arrêté")


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
        yield board_button(event)
        yield from event_buttons(event)


@hooks.register("register_page_listing_buttons")
def lead_from_the_list(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    if not issubclass(page.specific_class, EventPage):
        return
    event = page.specific
    if may_run(user, event):
        board = board_button(event)
        yield ListingButton(board.label, url=board.url, priority=15)
        if user.has_perm("registrations.view_registration"):
            yield ListingButton(registrations_label(event), url=registrations_url(event), priority=20)


@hooks.register("after_publish_page")
def say_that_the_capacity_is_passed(request: HttpRequest, page: Page) -> None:
    if isinstance(page, EventPage):
        warning = capacity_warning(page, now=timezone.now())
        if warning:
            messages.warning(request, warning)


@hooks.register("before_edit_page")
def say_who_would_be_told(request: HttpRequest, page: Page) -> None:
    """Before anything is published: how many people a changed date, place or link would be mailed to."""
    if not isinstance(page, EventPage) or request.method != "GET" or not page.live:
        return
    now = timezone.now()
    people = 0 if is_over(page, now=now) else Attendee.objects.filter(event=page).holding_a_seat(now).count()
    if people:
        messages.info(
            request,
            ngettext(
                "%(n)s personne est inscrite : si vous publiez une autre date, un autre lieu ou un autre"
                " lien, elle est prévenue par courriel dix minutes après.",
                "%(n)s personnes sont inscrites : si vous publiez une autre date, un autre lieu ou un autre"
                " lien, elles sont prévenues par courriel dix minutes après.",
                people,
            )
            % {"n": people},
        )


@hooks.register("after_publish_page")
def say_who_is_told_and_what_is_missing(request: HttpRequest, page: Page) -> None:
    if not isinstance(page, EventPage):
        return
    if words := leaving(notice_waiting(page), page):
        board = reverse("event_board", args=[page.pk])
        button = messages.button(board, _("Tableau de bord"))
        messages.info(request, words, buttons=[button])
    if any(key == "link" for key, _sentence in missing(page)):
        messages.warning(
            request, _("Le lien de connexion manque : la page dit qu’il sera envoyé avant l’événement.")
        )


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


@hooks.register("construct_homepage_panels")
def tell_of_questions_to_approve(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(QuestionsPanel())
