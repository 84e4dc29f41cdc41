"""Mails to registrants that will not leave by themselves: told on the admin's home, sent again together."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component

from conference.platform.mails import NothingToSend, send_again
from conference.regions.scoping import scope_of

from ..models import RegistrationMail
from .bulk import RowsAction
from .filters import MailFilterSet
from .rows import may_be_sent_again

SEARCHED = ("to", "subject", "event__title")  # by the list of mails


class FailedMailsPanel(Component):
    """Says how many, with the way to them; not there where there are none."""

    name = "failed_mails"
    template_name = "events/registrations/admin/failed_mails.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "number": failed_mails_of(parent_context["request"].user).count(),
            "url": f"{reverse('courriels:index')}?state={RegistrationMail.State.FAILED}",
        }


def failed_mails_of(user: User) -> QuerySet[RegistrationMail]:
    """Mails refused for good, or given up, about the person's own events that are not over."""
    if not user.has_perm("registrations.view_registrationmail"):
        return RegistrationMail.objects.none()
    failed = RegistrationMail.objects.filter(state=RegistrationMail.State.FAILED).exclude(to="")
    coming = failed.exclude(event__over_at__lte=timezone.now())
    return scope_of(user).filter(coming, field="event__region")


class SendMailsAgain(RowsAction):
    """Puts the failed ones among the mails chosen back in the queue, each once."""

    models = [RegistrationMail]
    permission = "registrations.change_registrationmail"
    filterset_class = MailFilterSet
    display_name = gettext_lazy("Renvoyer")
    button_label = gettext_lazy("Renvoyer ces courriels")
    aria_label = gettext_lazy("Renvoyer les courriels choisis qui n’ont pas pu partir")
    action_type = "again"
    icon = "mail"
    consequence = gettext_lazy(
        "Ceux qui n’ont pas pu partir sont remis en attente d’envoi, à la même adresse ; les autres restent"
        " comme ils sont, et ce qui n’est plus vrai ne part pas."
    )
    nothing_to_do = gettext_lazy("Aucun des courriels choisis n’est en échec. Rien n’est parti.")
    too_many = gettext_lazy("Plus de %(most)s courriels à la fois : choisissez-en moins.")

    def can_be_done_to(self, row: RegistrationMail) -> bool:
        return may_be_sent_again(row)

    def object_context(self, obj: RegistrationMail) -> dict[str, Any]:
        return {"item": obj, "words": f"{obj.to}, {obj.get_kind_display()}, {obj.event.title}"}

    def search(self, rows: QuerySet[RegistrationMail], words: str) -> QuerySet[RegistrationMail]:
        found = {f"{field}__icontains": words for field in SEARCHED}
        return rows.filter(Q(**found, _connector=Q.OR)) if words else rows

    def act(self, rows: Sequence[RegistrationMail]) -> None:
        self.done = 0
        for mail in rows:
            with suppress(NothingToSend):  # a colleague was faster
                send_again(mail, now=timezone.now())
                self.done += 1

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(n)s courriel est de nouveau en attente d’envoi.",
            "%(n)s courriels sont de nouveau en attente d’envoi.",
            self.done,
        ) % {"n": self.done}
