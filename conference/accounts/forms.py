"""allauth's forms with the names and the help that people read here."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .mails import ask_for_new_password

NEW_PASSWORD = _(
    "Huit signes au moins, ni un mot de passe courant, ni votre nom. Quatre mots au hasard font l’affaire."
)
CODE = _("Les six chiffres que montre l’application, ou un code de secours.")


class Named(forms.Form):
    """Fields named and explained by ``names``: field → name, help."""

    names: ClassVar[dict[str, tuple[str | Promise, str | Promise]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.names:
                field.label, field.help_text = self.names[name]


class LoginForm(Named, account.LoginForm):
    names: ClassVar = {
        "login": (_("Nom d’utilisateur ou adresse électronique"), ""),
        "password": (_("Mot de passe"), ""),
        "remember": (_("Rester connecté deux semaines sur cet appareil"), ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["login"].max_length = 254


class ResetPasswordForm(forms.Form):
    """An address; what is done with it does not depend on whether anybody has it."""

    email = forms.EmailField(
        label=_("Adresse électronique de votre compte"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        address = str(self.cleaned_data["email"])
        ask_for_new_password(address, now=timezone.now())
        return address


class ChangePasswordForm(Named, account.ChangePasswordForm):
    names: ClassVar = {
        "oldpassword": (_("Mot de passe actuel"), ""),
        "password1": (_("Nouveau mot de passe"), NEW_PASSWORD),
        "password2": (_("Nouveau mot de passe, encore une fois"), ""),
    }


class ResetPasswordKeyForm(Named, account.ResetPasswordKeyForm):
    names: ClassVar = {
        "password1": (_("Nouveau mot de passe"), NEW_PASSWORD),
        "password2": (_("Nouveau mot de passe, encore une fois"), ""),
    }


class ReauthenticateForm(Named, account.ReauthenticateForm):
    names: ClassVar = {"password": (_("Mot de passe"), "")}


class AskedForCode(Named):
    names: ClassVar = {"code": (_("Code"), CODE)}

    def clean_code(self) -> str:
        """allauth's; no new password helps whoever typed too many wrong codes."""
        try:
            return super().clean_code()
        except forms.ValidationError as refusal:
            if refusal.code != "too_many_login_attempts":
                raise
            raise get_adapter().validation_error("rate_limited") from None


class CodeForm(AskedForCode, mfa.AuthenticateForm):
    """At the door."""


class ReauthenticateCodeForm(AskedForCode, mfa.ReauthenticateForm):
    """Before something that matters."""


class ActivateTOTPForm(Named, totp.ActivateTOTPForm):
    names: ClassVar = {"code": (_("Code"), _("Les six chiffres que montre maintenant l’application."))}


class AddKeyForm(Named, webauthn.AddWebAuthnForm):
    names: ClassVar = {
        "name": (
            _("Nom de la clé"),
            _("Pour la reconnaître, par exemple « téléphone » ou « clé du bureau »."),
        ),
        "passwordless": (_("Se connecter avec cette clé seule, sans mot de passe"), ""),
    }


class EditKeyForm(Named, webauthn.EditWebAuthnForm):
    names: ClassVar = {"name": (_("Nom de la clé"), "")}
