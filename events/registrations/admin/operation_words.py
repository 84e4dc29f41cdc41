"""Operations on an event in words: what was done, how many people are told, when their mails leave."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventOperation, EventPage
from events.operations import Operation
from events.operations.writing import PAGE
from events.wording import moment

from ..models import Notice


def people_told(people: int, *, to_ring: int = 0) -> str:
    """« 12 personnes seront prévenues par courriel. 2 personnes sans courriel sont à appeler. »"""
    told = ngettext(
        "%(n)s personne sera prévenue par courriel.",
        "%(n)s personnes seront prévenues par courriel.",
        people,
    ) % {"n": people}
    if not people:
        told = (
            _("Aucun courriel ne part.") if to_ring else _("Personne n’est inscrit : aucun courriel ne part.")
        )
    return " ".join(filter(None, (told, whom_to_ring(to_ring))))


def whom_to_ring(people: int) -> str:
    """« 2 personnes sans courriel sont à appeler. »; "" for nobody."""
    if not people:
        return ""
    return ngettext(
        "%(n)s personne sans courriel est à appeler.", "%(n)s personnes sans courriel sont à appeler.", people
    ) % {"n": people}


def leaving(notice: Notice | None, event: EventPage) -> str:
    """« Les courriels partent le mardi 2 mars 2027 à 14 h 32, à 12 inscriptions. »; "" when none waits."""
    if notice is None or notice.leaves_at is None:
        return ""
    return ngettext(
        "Le courriel part le %(at)s, à %(n)s inscription.",
        "Les courriels partent le %(at)s, à %(n)s inscriptions.",
        len(notice.recipients),
    ) % {"n": len(notice.recipients), "at": moment(notice.leaves_at, event.time_zone)}


def words_of(operation: EventOperation, *, zone: str) -> str:
    """« Nombre de places changé : 40, puis 60 »; the reason has its own line."""
    verb = Operation.by_verb.get(operation.verb)
    if verb is None:  # of another version of the site
        return operation.verb
    before, after = operation.before.get(PAGE, {}), operation.after.get(PAGE, {})
    detail = _detail(operation.verb, before, after, zone)
    return _("%(what)s : %(detail)s") % {"what": verb.words, "detail": detail} if detail else str(verb.words)


def _detail(verb: str, before: dict[str, Any], after: dict[str, Any], zone: str) -> str:
    if verb == "postpone":
        if after.get("date_uncertain"):
            return _("nouvelle date à venir")
        return _moment(after["start"], zone)
    if verb in _OF_SETTINGS:
        name, shown = _OF_SETTINGS[verb]
        old, new = (shown(_of_settings(values, name), zone) for values in (before, after))
        return _("%(old)s, puis %(new)s") % {"old": old, "new": new}
    if verb == "waiting_list":
        return _("ouverte") if _of_settings(after, "waiting_list") else _("fermée")
    if verb in ("link", "move_online"):
        return _("avec un lien") if after.get("online_url") else _("sans lien")
    return ""


def _of_settings(values: dict[str, Any], name: str) -> Any:
    rows = values.get("registration_settings") or [{}]
    return rows[0].get(name)


def _seats(capacity: int | None, zone: str) -> str:
    return _("sans limite") if capacity is None else str(capacity)


def _closing(closes_at: str | None, zone: str) -> str:
    return _("au début de l’événement") if closes_at is None else _moment(closes_at, zone)


def _moment(text: str, zone: str) -> str:
    return moment(datetime.fromisoformat(text), zone)


# The verbs that change one setting of the registrations: which, and how its values are told.
_OF_SETTINGS = {
    "capacity": ("capacity", _seats),
    "ceiling": ("ceiling", _seats),
    "closing": ("closes_at", _closing),
}
