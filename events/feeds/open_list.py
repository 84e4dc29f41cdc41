"""The agenda as JSON: ``/agenda.json``, with the filters of the list. Its fields are a contract.

A field may come, none leaves or changes its meaning without another ``FORMAT``. The link to an event on line
is in none of them.
"""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from conference.core.feeds import address_with
from measures.linked import linked_numbers
from measures.open_data.files import LICENCE

from ..days import first_day, last_day, limits
from ..models import EventPage, EventStatus
from ..models.place import ACCESS_FACTS
from .agenda import FEED_LENGTH, feed, find
from .calendar import changed_at, has_calendar, place_of

FORMAT = "1.0.0"
STATUSES = {
    EventStatus.SCHEDULED: "maintenu",
    EventStatus.POSTPONED: "reporte",
    EventStatus.MOVED_ONLINE: "passe-en-ligne",
    EventStatus.CANCELLED: "annule",
}


def _start(event: EventPage) -> str | None:
    return limits(event)[0].isoformat() if has_calendar(event) and event.times_known else None


def _end(event: EventPage) -> str | None:
    known = has_calendar(event) and event.times_known and event.end is not None
    return limits(event)[1].isoformat() if known else None


def _place(event: EventPage) -> dict[str, Any]:
    latitude, longitude = place_of(event) or (None, None)
    return {
        "nom": event.venue_name,
        "adresse": event.address,
        "code_postal": event.postcode,
        "ville": event.town,
        "departement": event.department,
        "latitude": latitude,
        "longitude": longitude,
    }


# Each field but the addresses: its name, what it says, how it is read.
FIELDS: dict[str, tuple[Promise, Callable[[EventPage], Any]]] = {
    "identifiant": (gettext_lazy("ne change jamais"), lambda event: str(event.uuid)),
    "titre": (gettext_lazy("texte"), lambda event: event.title),
    "resume": (gettext_lazy("texte, sans mise en forme"), lambda event: event.summary),
    "jour": (
        gettext_lazy("premier jour, là où l’événement a lieu (AAAA-MM-JJ) ; null : date à confirmer"),
        lambda event: first_day(event).isoformat() if has_calendar(event) else None,
    ),
    "dernier_jour": (
        gettext_lazy("dernier jour, le même pour une seule journée ; null : date à confirmer"),
        lambda event: last_day(event).isoformat() if has_calendar(event) else None,
    ),
    "debut": (gettext_lazy("date et heure avec leur décalage (RFC 3339) ; null : heure inconnue"), _start),
    "fin": (gettext_lazy("comme « debut »"), _end),
    "fuseau": (gettext_lazy("fuseau horaire (IANA)"), lambda event: event.time_zone),
    "etat": (
        gettext_lazy("maintenu, reporte, passe-en-ligne ou annule"),
        lambda event: STATUSES[EventStatus(event.status)],
    ),
    "raison": (gettext_lazy("pourquoi cet état ; peut être vide"), lambda event: event.status_reason),
    "type": (gettext_lazy("clé du filtre « type »"), lambda event: event.kind),
    "format": (gettext_lazy("presentiel, en-ligne ou hybride"), lambda event: event.format),
    "region": (
        gettext_lazy("clé du filtre « region » ; null : session nationale"),
        lambda event: event.region.slug if event.region else None,
    ),
    "lieu": (
        gettext_lazy("nom, adresse, code_postal, ville, departement ; latitude et longitude de la commune"),
        _place,
    ),
    "acces": (
        gettext_lazy("pour chaque condition du filtre « acces » : oui, non, ou vide (non précisé)"),
        lambda event: {name: getattr(event, name) for name in ACCESS_FACTS},
    ),
    "publics": (gettext_lazy("clés du filtre « public »"), lambda event: event.audiences),
    "mesures": (gettext_lazy("numéros des mesures servies"), lambda event: sorted(linked_numbers(event))),
    "organise_par_d_autres": (
        gettext_lazy("vrai pour un événement cité pour mémoire"),
        lambda event: event.organised_by_others,
    ),
    "fictif": (gettext_lazy("vrai pour la démonstration"), lambda event: event.fictional),
    "modifie_le": (gettext_lazy("date et heure (RFC 3339)"), lambda event: changed_at(event).isoformat()),
}
ADDRESSES: dict[str, Promise] = {
    "page": gettext_lazy("adresse de la page"),
    "calendrier": gettext_lazy("adresse du fichier iCalendar ; null : date à confirmer"),
}


@feed
def json_feed(request: HttpRequest) -> HttpResponse:
    """``/agenda.json``"""
    found = find(request, since=timezone.now())
    told = {
        "format": FORMAT,
        "titre": found.name,
        "page": address_with("/agenda/", found.filters.query),
        "licence": LICENCE,
        "criteres": found.filters.words,
        "ignores": found.filters.ignored,
        "au_plus": FEED_LENGTH,
        "complet": not found.more,
        "champs": described(),
        "evenements": [row(event, found.addresses[event.pk]) for event in found.events],
    }
    return HttpResponse(
        f"{json.dumps(told, ensure_ascii=False, indent=1)}\n",
        content_type="application/json; charset=utf-8",
        headers={"Link": f'<{LICENCE["path"]}>; rel="license"'},
    )


def described() -> dict[str, str]:
    """What each field of an event says, in French."""
    fields = {name: str(says) for name, (says, _read) in FIELDS.items()}
    return fields | {name: str(says) for name, says in ADDRESSES.items()}


def row(event: EventPage, address: str) -> dict[str, Any]:
    """What is told of one event whose page stands at ``address``."""
    calendar = f"{address}evenement.ics" if has_calendar(event) else None
    return {name: read(event) for name, (_says, read) in FIELDS.items()} | {
        "page": address,
        "calendrier": calendar,
    }
