"""What the accounts add to the admin: one's own security, the resetting of a lost factor, failed mails."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.documents.models import AbstractDocument
from wagtail.log_actions import LogActionRegistry
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import register_permission_policy

from .failed_mails import AccountMailPolicy, AccountMailViewSet, FailedMailsPanel
from .middleware import lacks_factor, refusal
from .models import AccountMail
from .panels import FewAdministrators
from .reset_view import reset
from .second_factor import RESET, has_second_factor
from .viewsets import BULK_ACTIONS, may_manage

register_permission_policy(AccountMail, AccountMailPolicy(AccountMail))

for action_class in BULK_ACTIONS:
    # After Wagtail's own, which have the same names: the last one counts.
    hooks.register("register_bulk_action", action_class, order=1000)


@hooks.register("register_account_menu_item")
def security_of_my_account(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Sécurité de mon compte"),
        "help_text": _("Mot de passe, second facteur, codes de secours, connexions ouvertes."),
    }


@hooks.register("before_serve_document", order=-1)  # before Wagtail's, which only knows who is logged in
def guard_private_document(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """A private document asks for the second factor as the admin does.

    Who is logged in and may not read it is refused: the page of login would send them back here.
    """
    restrictions = list(document.collection.get_view_restrictions())
    if not restrictions or not request.user.is_authenticated:
        return None
    if lacks_factor(request):
        answer = refusal(request)
        add_never_cache_headers(answer)
        return answer
    for restriction in restrictions:
        by_password = restriction.restriction_type == CollectionViewRestriction.PASSWORD
        if not by_password and not restriction.accept_request(request):
            raise PermissionDenied
    return None


@hooks.register("register_admin_urls")
def reset_address() -> list[URLPattern]:
    return [path("comptes/<int:pk>/second-facteur/", reset, name="reset_second_factor")]


@hooks.register("register_user_listing_buttons")
def offer_reset(user: User, request_user: User) -> Iterator[Button]:
    may = user != request_user and request_user.has_perm("auth.change_user")
    has_factor = user.has_factor if hasattr(user, "has_factor") else has_second_factor(user)
    if may and has_factor and may_manage(request_user, user):
        yield Button(
            _("Réinitialiser le second facteur"),
            reverse("reset_second_factor", args=[user.pk]),
            icon_name="key",
            priority=40,
        )


@hooks.register("register_log_actions")
def name_the_reset(actions: LogActionRegistry) -> None:
    actions.register_action(
        RESET,
        gettext_lazy("Réinitialiser le second facteur"),
        gettext_lazy("Second facteur réinitialisé"),
    )


@hooks.register("register_admin_viewset")
def register_account_mails() -> AccountMailViewSet:
    return AccountMailViewSet()


@hooks.register("construct_homepage_panels")
def tell_who_administers(request: HttpRequest, panels: list) -> None:
    panels += [FewAdministrators(), FailedMailsPanel()]
