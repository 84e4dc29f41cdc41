"""Mails to the people of the team, about their own account."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.platform.mails import OutgoingMail, RenderedMail


class AccountMail(OutgoingMail):
    """One mail about an account. What it said is not kept: it may hold the key to the account.

    A notice holds Wagtail's own words from the start, until it has left (notices.py).

    A request for a new password makes a row for any address, known or not, so that nothing tells them
    apart; ``user`` is then empty and the accounts are looked for when the mail leaves.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        RESET = "reset", _("nouveau mot de passe")
        PASSWORD_CHANGED = "password_changed", _("mot de passe changé")
        FACTOR_ADDED = "factor_added", _("second facteur ajouté")
        FACTOR_REMOVED = "factor_removed", _("second facteur retiré")
        FACTOR_RESET = "factor_reset", _("seconds facteurs réinitialisés")
        CODES_RENEWED = "codes_renewed", _("codes de secours renouvelés")
        ADDRESS_CHANGED = "address_changed", _("adresse changée")
        NOTICE = "notice", _("avis de relecture ou de commentaire")

    kind = models.CharField(_("sujet"), max_length=40, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("compte"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel de compte")
        verbose_name_plural = _("courriels de compte")

    def is_still_wanted(self, *, now: datetime) -> bool:
        from .mails import is_still_wanted

        return is_still_wanted(self)

    def render(self, *, now: datetime) -> RenderedMail:
        from .mails import render_account_mail

        return render_account_mail(self)

    def on_sent(self, *, now: datetime, rendered: RenderedMail) -> None:
        """Nothing is kept of what was said: the link opens the account."""
        self.subject = self.text = ""
        self.save(update_fields=["subject", "text"])
