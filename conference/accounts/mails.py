"""What the mails about accounts say, written when they leave: a link's days run from then."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.platform.links import absolute_url
from conference.platform.mails import NothingToSend, RenderedMail, queue_mail, render_mail, send_again

from .login import open_accounts_at
from .models import AccountMail

Kind = AccountMail.Kind

# Told after the fact, with what to do when it was somebody else: subject, sentence.
TOLD = {
    Kind.PASSWORD_CHANGED: (
        gettext_lazy("Votre mot de passe a changé"),
        gettext_lazy("Le mot de passe de votre compte vient de changer."),
    ),
    Kind.FACTOR_ADDED: (
        gettext_lazy("Un second facteur protège votre compte"),
        gettext_lazy("Une application de codes ou une clé vient d’être ajoutée à votre compte."),
    ),
    Kind.FACTOR_REMOVED: (
        gettext_lazy("Un second facteur a été retiré"),
        gettext_lazy("Une application de codes ou une clé vient d’être retirée de votre compte."),
    ),
    Kind.FACTOR_RESET: (
        gettext_lazy("Vos seconds facteurs ont été réinitialisés"),
        gettext_lazy(
            "À votre demande, l’administration du site a retiré l’application de codes, les clés et les "
            "codes de secours de votre compte, et fermé vos connexions. À la prochaine connexion, "
            "choisissez un nouveau second facteur."
        ),
    ),
    Kind.CODES_RENEWED: (
        gettext_lazy("Vos codes de secours ont changé"),
        gettext_lazy("De nouveaux codes de secours viennent d’être tirés : les anciens ne valent plus rien."),
    ),
    Kind.ADDRESS_CHANGED: (
        gettext_lazy("L’adresse de votre compte a changé"),
        gettext_lazy(
            "L’adresse électronique de votre compte vient de changer : les prochains courriels "
            "iront à la nouvelle."
        ),
    ),
}


def write_to(user: User, kind: AccountMail.Kind, *, now: datetime, to: str = "") -> AccountMail | None:
    """Queue a mail to the account's address (or ``to``); None when it has none."""
    address = to or user.email
    if not address:
        return None
    return queue_mail(AccountMail(kind=kind, user=user, to=address), now=now)


def ask_for_new_password(address: str, *, now: datetime) -> AccountMail:
    """Queue the mail that gives a new password, whether an account has this address or not."""
    return queue_mail(AccountMail(kind=Kind.RESET, to=address), now=now)


def address_of(mail: AccountMail) -> str:
    """Where it goes when it is sent again: to what the account's address is by now."""
    told_to_the_old_one = mail.kind == Kind.ADDRESS_CHANGED
    return mail.to if mail.user is None or told_to_the_old_one else mail.user.email


def write_again(mail: AccountMail, *, now: datetime) -> AccountMail:
    """Queue once more a mail that was refused or given up. Raises NothingToSend."""
    if not (address := address_of(mail)):
        raise NothingToSend(_("Ce compte n’a pas d’adresse électronique : donnez-lui-en une d’abord."))
    return send_again(mail, now=now, to=address)


def password_link(user: User) -> str:
    """An absolute link, good once and for PASSWORD_RESET_TIMEOUT, to choose one's password."""
    return absolute_url(
        reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )
    )


def is_still_wanted(mail: AccountMail) -> bool:
    """An address without an account, an account closed since, somebody who came in: it comes to nothing."""
    if mail.kind == Kind.RESET:
        return bool(open_accounts_at(mail.to))
    if mail.kind == Kind.INVITATION and mail.user is not None and mail.user.last_login:
        return False
    if mail.kind in (Kind.INVITATION, Kind.NOTICE):
        return mail.user is not None and mail.user.is_active
    return True


def render_account_mail(mail: AccountMail) -> RenderedMail:
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    if mail.kind == Kind.RESET:
        return _render(
            _("Choisir un nouveau mot de passe"),
            [
                _("Vous avez demandé un nouveau mot de passe pour votre compte."),
                _("Le lien vaut une fois, pendant %s jours.") % days,
            ],
            accounts=open_accounts_at(mail.to),
            small=_("Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même."),
        )
    if mail.kind == Kind.NOTICE:
        return _render(mail.subject, [part for part in mail.text.split("\n\n") if part.strip()], small="")
    user = mail.user
    if user is None:  # never so: only requests for a password have no account
        raise ValueError(mail.kind)
    if mail.kind == Kind.INVITATION:
        return _render(
            _("Votre compte est ouvert"),
            [
                _("Un compte vient d’être ouvert pour vous dans l’espace de l’équipe."),
                _("Le lien qui choisit votre mot de passe vaut une fois, pendant %s jours.") % days,
                _("Passé ce délai, « Mot de passe oublié » sur la page de connexion en donne un autre."),
            ],
            accounts=[user],
            small=_("Si vous n’attendiez pas ce compte, écrivez-nous."),
        )
    subject, sentence = TOLD[Kind(mail.kind)]
    return _render(
        str(subject),
        [str(sentence), _("Compte : %s") % user.get_username()],
        small=_(
            "Si ce n’est pas vous, choisissez tout de suite un autre mot de passe (par "
            "« Mot de passe oublié » sur la page de connexion) et prévenez l’administration du site."
        ),
    )


def _render(
    subject: str, paragraphs: list[str], *, small: str, accounts: Iterable[User] = ()
) -> RenderedMail:
    links = [(user.get_username(), password_link(user)) for user in accounts]
    button = (
        {"button_url": links[0][1], "button_label": _("Choisir mon mot de passe")} if len(links) == 1 else {}
    )
    return render_mail(
        "conference/accounts/mails/account",
        {"paragraphs": paragraphs, "links": links, "small": small, **button},
        subject=subject,
    )
