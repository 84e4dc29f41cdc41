from typing import ClassVar

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "conference.accounts"
    label = "accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"
    default = True
    shown_on_no_page: ClassVar = {"AccountMail": "mails"}

    def ready(self) -> None:
        from . import limits, listeners, notices, panels  # models are loaded by now

        limits.count_across_processes()
        listeners.listen()
        notices.go_through_the_outbox()
        panels.without_pictures()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's list of accounts, with the walls of « Administration nationale » (viewsets.py)."""

    default = False
    user_viewset = "conference.accounts.viewsets.AccountViewSet"
