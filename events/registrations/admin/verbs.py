"""The verbs of an event: what its team does to it at once, each on a page that says first what it will do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from events.models import EventFormat, EventPage, EventStatus

from ..seats.availability import is_over


@dataclass(frozen=True, kw_only=True)
class Verb:
    """A link to the page of one verb, with a sentence that says what it is for."""

    name: str
    label: str | Promise
    purpose: str | Promise
    icon: str


CLOSE = Verb(
    name="event_close_registration",
    label=gettext_lazy("Fermer les inscriptions"),
    purpose=gettext_lazy("Plus personne ne s’inscrit ; chacun garde sa place."),
    icon="lock",
)
REOPEN = Verb(
    name="event_reopen_registration",
    label=gettext_lazy("Rouvrir les inscriptions"),
    purpose=gettext_lazy("On peut de nouveau s’inscrire."),
    icon="lock-open",
)
CAPACITY = Verb(
    name="event_capacity",
    label=gettext_lazy("Places ouvertes"),
    purpose=gettext_lazy("Plus ou moins de places, tout de suite."),
    icon="group",
)
CEILING = Verb(
    name="event_ceiling",
    label=gettext_lazy("Jauge de la salle"),
    purpose=gettext_lazy("Le plafond que personne ne dépasse."),
    icon="home",
)
WAITING_LIST = Verb(
    name="event_waiting_list",
    label=gettext_lazy("Ouvrir ou fermer la liste d’attente"),
    purpose=gettext_lazy("Fermée, plus personne ne s’y ajoute ; chacun garde son rang."),
    icon="list-ul",
)
CLOSING = Verb(
    name="event_closing",
    label=gettext_lazy("Fin des inscriptions"),
    purpose=gettext_lazy("Le jour et l’heure où elles ferment d’elles-mêmes."),
    icon="time",
)
LINK = Verb(
    name="event_link",
    label=gettext_lazy("Lien de connexion"),
    purpose=gettext_lazy("Ajouter ou changer le lien, sur les billets."),
    icon="link",
)
POSTPONE = Verb(
    name="event_postpone",
    label=gettext_lazy("Reporter"),
    purpose=gettext_lazy("À une autre date, connue ou à venir."),
    icon="calendar-alt",
)
MOVE_ONLINE = Verb(
    name="event_move_online",
    label=gettext_lazy("Passer en ligne"),
    purpose=gettext_lazy("Même jour, même heure, à distance."),
    icon="globe",
)
CANCEL = Verb(
    name="event_cancel",
    label=gettext_lazy("Annuler l’événement"),
    purpose=gettext_lazy("Il n’a pas lieu ; la page le dit."),
    icon="cross",
)


def verbs_of(event: EventPage, *, now: datetime) -> Iterator[Verb]:
    """What whoever runs the event may do to it as it is now."""
    if not event.live or event.status == EventStatus.CANCELLED or is_over(event, now=now):
        return
    gate = getattr(event, "registration_gate", None)
    closed = gate is not None and gate.closed_at is not None
    yield from (REOPEN if closed else CLOSE, CAPACITY, CEILING, WAITING_LIST, CLOSING)
    if event.format != EventFormat.IN_PERSON:
        yield LINK
    yield POSTPONE
    if event.format != EventFormat.ONLINE:
        yield MOVE_ONLINE
    yield CANCEL
