"""What the accounts add to the admin: one's own security, the resetting of a lost factor, failed mails."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from .failed_mails import AccountMailPolicy, AccountMailViewSet, FailedMailsPanel
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
