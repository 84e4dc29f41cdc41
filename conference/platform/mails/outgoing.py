"""The abstract row of one mail to one person."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.platform.links import public_host
from conference.platform.mails.rendering import RenderedMail


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> Self:
        """Not sent yet: its first attempt is to come, or the next one."""
        return self.filter(state=OutgoingMail.State.QUEUED)

    def in_trouble(self) -> Self:
        """Refused for good, or still waiting after at least one attempt."""
        return self.filter(
            models.Q(state=OutgoingMail.State.FAILED)
            | models.Q(state=OutgoingMail.State.QUEUED, attempts__gt=0)
        )


class OutgoingMail(models.Model):
    """One mail to one person, from the moment it is wanted to the moment the server took it.

    A folder that writes to people makes a model of its own from this one, with its relations, and
    says in `render` what the mail holds. Rendering waits for the moment of sending: a delay such as
    « confirmez avant 15 h » then runs from there, however long the mail server was away.

    Nothing is kept of a mail but what was really sent (subject and text part, its personal links left
    out), for the team that answers questions about it; `erase_mails` blanks it with the address.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("en attente")
        SENT = "sent", _("envoyé")
        FAILED = "failed", _("en échec")
        DROPPED = "dropped", _("sans objet")

    uuid = models.UUIDField(_("identifiant"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("sujet"), max_length=40)
    state = models.CharField(
        _("état"), max_length=10, choices=State.choices, default=State.QUEUED, db_index=True
    )
    to = models.EmailField(_("destinataire"), blank=True)
    subject = models.CharField(_("objet"), max_length=250, blank=True)
    text = models.TextField(_("texte envoyé"), blank=True)
    created_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("essais"), default=0)
    # The server's code or the kind of an error: a sentence often repeats the address.
    last_error = models.CharField(_("dernière erreur"), max_length=80, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def was_sent(self) -> bool:
        """Whether the mail server took it."""
        return self.state == self.State.SENT

    @property
    def is_waiting(self) -> bool:
        """Whether its first attempt, or the next one, is to come."""
        return self.state == self.State.QUEUED

    @property
    def message_id(self) -> str:
        """The same at each attempt, so that a mail sent twice is recognised as one."""
        return f"<{self.uuid.hex}@{public_host()}>"

    def is_still_wanted(self, *, now: datetime) -> bool:
        """False when what the mail would say no longer holds: it is then dropped, unsent."""
        return True

    def render(self, *, now: datetime) -> RenderedMail:
        """What to send at ``now``. Called outside any transaction; must not write."""
        raise NotImplementedError

    def on_sent(self, *, now: datetime, rendered: RenderedMail) -> None:
        """Called once the mail server took the mail, in the transaction that writes it down.

        ``now`` is that moment; ``rendered.facts`` is what `render` promised in the mail.
        """


def kinds_of_mails() -> Iterator[type[OutgoingMail]]:
    """Every model that is an outgoing mail."""
    return (model for model in apps.get_models() if issubclass(model, OutgoingMail))
