"""Thinking better of it: an operation undone, the mails of a publication stopped."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import EventOperation
from events.operations import Operation, undo

from ..errors import RegistrationError
from ..models import Notice
from ..notices import notice_waiting, stop_notice, told_since
from .event_actions import EventAction
from .operation_words import leaving, people_told, words_of


class UndoView(EventAction):
    """Undo an operation: before its mails have left nobody is told, afterwards a correction is sent."""

    page_title = button_label = gettext_lazy("Annuler cette opération")
    done = gettext_lazy("L’opération est annulée.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.operation = get_object_or_404(EventOperation, pk=kwargs["operation"], event=self.event)

    def consequences(self) -> list[str]:
        what = [words_of(self.operation, zone=self.event.time_zone)]
        notice = notice_waiting(self.event)
        if notice is not None and notice.created_at <= self.operation.at:
            late = told_since(notice).count()
            unsaid = _("Aucun courriel n’est encore parti : personne n’en saura rien.")
            what.append(_told_meanwhile(late) if late else unsaid)
        elif (verb := Operation.by_verb.get(self.operation.verb)) and verb.happened:
            people, to_ring = self.people_told()
            what.append(people_told(people, to_ring=to_ring))
        what.append(_("Ce qui était avant vaut de nouveau, sur la page et dans le brouillon qui attend."))
        return what

    def act(self, form: forms.Form) -> str:
        undo(self.operation, by=self.request.user, now=timezone.now())
        return " ".join(filter(None, (str(self.done), leaving(notice_waiting(self.event), self.event))))


def _told_meanwhile(registrations: int) -> str:
    return ngettext(
        "Les courriels ne sont pas partis ; %(n)s inscription, reçue ou informée depuis, est prévenue.",
        "Les courriels ne sont pas partis ; %(n)s inscriptions, reçues ou informées depuis, sont prévenues.",
        registrations,
    ) % {"n": registrations}


class StopMailsView(EventAction):
    """Let a published change go without a mail. The mails of an operation stop with the operation."""

    page_title = button_label = gettext_lazy("Ne pas envoyer ces courriels")
    done = gettext_lazy("Ces courriels ne partiront pas.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.notice = notice_waiting(self.event)

    def consequences(self) -> list[str]:
        if not may_be_stopped(self.notice):
            return [
                _("Rien n’attend ici : les courriels d’une opération s’arrêtent en annulant l’opération.")
            ]
        return [
            leaving(self.notice, self.event),
            _("Le changement reste publié, et personne n’en est prévenu par courriel."),
        ]

    def act(self, form: forms.Form) -> None:
        if not may_be_stopped(self.notice):
            raise NothingToStop
        stop_notice(self.event, now=timezone.now())


class NothingToStop(RegistrationError):
    """No mail waits that may be stopped here."""

    sentence = gettext_lazy("Ces courriels sont déjà partis, ou viennent d’une opération qui est à annuler.")


def may_be_stopped(notice: Notice | None) -> bool:
    """Whether mails wait, and no operation in force is among their news."""
    return (
        notice is not None
        and not EventOperation.objects.filter(
            event=notice.event_id, undone_at=None, at__gte=notice.created_at
        ).exists()
    )
