"""The second factor: who must have one, who has one, and what happens when it is lost."""

from datetime import datetime

import qrcode
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from conference.regions.scoping import scope_of

from .mails import write_to
from .models import AccountMail
from .sessions import end_sessions

# What opens the door beside the password; recovery codes only replace one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
RESET = "accounts.second_factor_reset"
QUIET = 4  # the white margin that readers need, in modules (ISO/IEC 18004, 5.3.8)


class NothingToReset(Exception):
    """The account has no second factor; holds a sentence for people."""


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """National accounts, where the settings ask for it: what they open is everybody's."""
    return settings.SECOND_FACTOR_REQUIRED and scope_of(user).national


def has_second_factor(user: User | AnonymousUser) -> bool:
    return Authenticator.objects.filter(user=user.pk, type__in=FACTORS).exists()


def with_second_factor(users: QuerySet[User]) -> QuerySet[User]:
    """The same accounts, each with ``has_factor``."""
    mine = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return users.annotate(has_factor=Exists(mine))


@transaction.atomic
def reset_second_factor(user: User, *, by: User | None, now: datetime) -> None:
    """Take away every factor and recovery code of ``user``, end their logins, write it down, tell them.

    ``by`` is None from a terminal. Raises NothingToReset.
    """
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise NothingToReset(_("Le compte « %s » n’a pas de second facteur.") % user.get_username())
    end_sessions(user)
    log(instance=user, action=RESET, user=by)
    write_to(user, AccountMail.Kind.FACTOR_RESET, now=now)


def code_to_scan(text: str) -> SafeString:
    """A QR code as SVG that stands in the page: no image address, no style, no colour of its own."""
    drawing = qrcode.QRCode(border=QUIET)
    drawing.add_data(text)
    rows = drawing.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return format_html(
        '<svg class="scan-code__picture" viewBox="0 0 {} {}" aria-hidden="true" shape-rendering="crispEdges">'
        '<path d="{}"/></svg>',
        size,
        size,
        path,
    )
