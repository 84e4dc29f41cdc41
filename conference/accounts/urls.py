"""Addresses of the accounts, under /comptes/: allauth's views and names, our templates and words.

What is not here does not exist: no sign-up, no list of addresses, no other site's login.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.http import HttpResponseBase
from django.urls import path, re_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import RedirectView

from .views import IndexView, SessionsView


def page(view: type[View], template: str, heading: str | Promise) -> Callable[..., HttpResponseBase]:
    """``view`` with a template of ours; ``heading`` is its title and its h1."""
    return view.as_view(template_name=template, extra_context={"heading": heading})


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index")),
    path(
        "connexion/",
        page(account.LoginView, "conference/accounts/login.html", _("Connexion")),
        name="account_login",
    ),
    path(
        "deconnexion/",
        page(account.LogoutView, "conference/accounts/logout.html", _("Déconnexion")),
        name="account_logout",
    ),
    path(
        "confirmer/",
        page(
            account.ReauthenticateView,
            "conference/accounts/reauthenticate.html",
            _("Confirmez que c’est vous"),
        ),
        name="account_reauthenticate",
    ),
    path(
        "mot-de-passe/",
        page(
            account.PasswordChangeView,
            "conference/accounts/password_change.html",
            _("Changer de mot de passe"),
        ),
        name="account_change_password",
    ),
    path(
        "mot-de-passe/oublie/",
        page(account.PasswordResetView, "conference/accounts/password_reset.html", _("Mot de passe oublié")),
        name="account_reset_password",
    ),
    path(
        "mot-de-passe/oublie/envoye/",
        page(
            account.PasswordResetDoneView,
            "conference/accounts/password_reset_done.html",
            _("Regardez vos courriels"),
        ),
        name="account_reset_password_done",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        page(
            account.PasswordResetFromKeyDoneView,
            "conference/accounts/password_reset_from_key_done.html",
            _("Mot de passe choisi"),
        ),
        name="account_reset_password_from_key_done",
    ),
    path(
        "securite/",
        page(IndexView, "conference/accounts/security.html", _("Sécurité de mon compte")),
        name="mfa_index",
    ),
    path(
        "connexion/second-facteur/",
        page(mfa.AuthenticateView, "conference/accounts/second_factor.html", _("Second facteur")),
        name="mfa_authenticate",
    ),
    path(
        "confirmer/code/",
        page(
            mfa.ReauthenticateView, "conference/accounts/reauthenticate.html", _("Confirmez que c’est vous")
        ),
        name="mfa_reauthenticate",
    ),
    path(
        "securite/application/",
        page(totp.ActivateTOTPView, "conference/accounts/totp_activate.html", _("Application de codes")),
        name="mfa_activate_totp",
    ),
    path(
        "securite/application/retirer/",
        page(
            totp.DeactivateTOTPView,
            "conference/accounts/totp_deactivate.html",
            _("Retirer l’application de codes"),
        ),
        name="mfa_deactivate_totp",
    ),
    path(
        "securite/codes/",
        page(codes.ViewRecoveryCodesView, "conference/accounts/recovery_codes.html", _("Codes de secours")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "securite/codes/nouveaux/",
        page(
            codes.GenerateRecoveryCodesView,
            "conference/accounts/recovery_codes_generate.html",
            _("De nouveaux codes de secours"),
        ),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "securite/cles/",
        page(keys.ListWebAuthnView, "conference/accounts/keys.html", _("Clés d’accès")),
        name="mfa_list_webauthn",
    ),
    path(
        "securite/cles/ajouter/",
        page(keys.AddWebAuthnView, "conference/accounts/key_add.html", _("Ajouter une clé")),
        name="mfa_add_webauthn",
    ),
    path(
        "confirmer/cle/",
        page(
            keys.ReauthenticateWebAuthnView,
            "conference/accounts/key_reauthenticate.html",
            _("Confirmez que c’est vous"),
        ),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "securite/cles/<int:pk>/retirer/",
        page(keys.RemoveWebAuthnView, "conference/accounts/key_remove.html", _("Retirer la clé")),
        name="mfa_remove_webauthn",
    ),
    path(
        "securite/cles/<int:pk>/",
        page(keys.EditWebAuthnView, "conference/accounts/key_edit.html", _("Renommer la clé")),
        name="mfa_edit_webauthn",
    ),
    path(
        "securite/connexions/",
        page(SessionsView, "conference/accounts/sessions.html", _("Mes connexions")),
        name="usersessions_list",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        page(
            account.PasswordResetFromKeyView,
            "conference/accounts/password_reset_from_key.html",
            _("Choisir un mot de passe"),
        ),
        name="account_reset_password_from_key",
    ),
    # An account without a password, such as one opened in the admin an instant ago: a mail gives one.
    path(
        "mot-de-passe/definir/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    # Where allauth would send a closed account; ours answers as to a wrong password before that.
    path("ferme/", RedirectView.as_view(pattern_name="account_login"), name="account_inactive"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
]

# Wagtail's own pages to log in and to ask for a password lead to those of /comptes/, which count attempts.
admin_urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^password_reset/", RedirectView.as_view(url="/comptes/mot-de-passe/oublie/")),
]
