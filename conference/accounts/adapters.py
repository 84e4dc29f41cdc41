"""Where allauth asks us: its sentences, its mails, its idea of who may sign up (nobody)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.platform.visitor_address import client_address

from .login import account_called
from .mails import write_to
from .models import AccountMail
from .sealing import seal, unseal
from .second_factor import code_to_scan

Kind = AccountMail.Kind

_WRONG = _("Ce nom et ce mot de passe ne vont pas ensemble.")
_BAD_CODE = _("Ce code n’est pas le bon, ou il a déjà servi.")

SENTENCES: dict[str, str | Promise] = {
    "email_password_mismatch": _WRONG,
    "username_password_mismatch": _WRONG,
    "too_many_login_attempts": _(
        "Trop d’essais. Attendez cinq minutes, ou demandez un nouveau mot de passe."
    ),
    "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
    "incorrect_password": _("Ce n’est pas votre mot de passe."),
    "incorrect_code": _BAD_CODE,
    "invalid_password_reset": _("Ce lien ne vaut plus rien."),
    "rate_limited": _("Trop d’essais. Attendez cinq minutes, puis recommencez."),
}

# What allauth would say from its own templates; what is not here is not said.
SAID = {
    "account/messages/password_changed.txt": _("Votre mot de passe est changé."),
    "account/messages/password_set.txt": _("Votre mot de passe est changé."),
    "mfa/messages/totp_activated.txt": _("L’application de codes est activée."),
    "mfa/messages/totp_deactivated.txt": _("L’application de codes est retirée."),
    "mfa/messages/webauthn_added.txt": _("La clé est ajoutée."),
    "mfa/messages/webauthn_removed.txt": _("La clé est retirée."),
    "mfa/messages/recovery_codes_generated.txt": _("De nouveaux codes de secours sont tirés : notez-les."),
    "usersessions/messages/sessions_logged_out.txt": _("Les autres connexions sont fermées."),
}

TOLD_BY_MAIL = {
    "account/email/password_changed": Kind.PASSWORD_CHANGED,
    "account/email/password_reset": Kind.PASSWORD_CHANGED,
    "account/email/password_set": Kind.PASSWORD_CHANGED,
    "mfa/email/totp_activated": Kind.FACTOR_ADDED,
    "mfa/email/webauthn_added": Kind.FACTOR_ADDED,
    "mfa/email/totp_deactivated": Kind.FACTOR_REMOVED,
    "mfa/email/webauthn_removed": Kind.FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": Kind.CODES_RENEWED,
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **SENTENCES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether one may be sent to ``url``; nobody is sent to what is no address at all (« http://[ »)."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Through our own outbox, without the address and browser that allauth's mails hold."""
        kind = TOLD_BY_MAIL.get(template_prefix)
        if kind is not None:
            write_to(user, kind, now=timezone.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # noqa: S104  (unknown: counted together)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count an account, whether its name or its address is typed, whatever the case and the host."""
        typed = str(credentials.get("username") or credentials.get("email") or "").strip()
        account = account_called(typed)
        return (account.get_username() if account else typed).casefold()


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _BAD_CODE}

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        return code_to_scan(url)
