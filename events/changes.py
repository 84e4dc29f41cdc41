"""What differs between two versions of an event, in words: for who reads a draft before it is published."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.timezone import make_naive
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.core.text import NO_BREAK

from .afterwards import documents_of
from .models import Speaker
from .wording import when, where

if TYPE_CHECKING:
    from .models import EventPage, Session

# Told with both values.
SHORT = ("kind", "edition", "contact_email")
# Told in sentences of their own, or following from those that are; all others are named together.
TOLD = {
    "title",
    "start",
    "end",
    "times_known",
    "date_uncertain",
    "time_zone",
    "format",
    "venue_name",
    "address",
    "postcode",
    "town",
    "department",
    "commune",
    "latitude",
    "longitude",
    "online_url",
    "summary",
    "page_ptr",
    *SHORT,
}


def what_changed(before: "EventPage", after: "EventPage") -> list[str]:
    """One sentence a change, what visitors ask first coming first; empty when both read the same.

    The draft's relations are those it holds in memory; people and measures are asked for by name.
    """
    return list(_changes(before, after))


def became(name: str, old: str, new: str) -> str:
    """« Jauge : 40 devient 60 »; « ajouté » or « retiré » where there was none, or is none."""
    if not old:
        return _("%(name)s : %(new)s (ajout)") % {"name": name, "new": new}
    if not new:
        return _("%(name)s : retiré (%(old)s)") % {"name": name, "old": old}
    return _("%(name)s : %(old)s devient %(new)s") % {"name": name, "old": old, "new": new}


def _changes(before: "EventPage", after: "EventPage") -> Iterator[str]:
    yield from _short(before, after, "title")
    if when(before) != when(after):
        yield became(_("Date"), when(before), when(after))
    if where(before) != where(after):
        yield became(_("Lieu"), where(before), where(after))
    if before.online_url != after.online_url:
        yield _("Lien de connexion : %(what)s") % {"what": _added(before.online_url, after.online_url)}
    if before.summary != after.summary:
        yield became(_("Résumé"), _quoted(before.summary), _quoted(after.summary))
    if programme := _programme(before, after):
        yield _("Programme : %(what)s") % {"what": programme}
    yield from _gained(
        _people(before),
        _people(after),
        came=_("Personnes ajoutées : %(names)s"),
        gone=_("Personnes retirées : %(names)s"),
    )
    yield from _gained(
        _measures(before),
        _measures(after),
        came=_("Mesures ajoutées : %(names)s"),
        gone=_("Mesures retirées : %(names)s"),
    )
    yield from _gained(
        _documents(before),
        _documents(after),
        came=_("Documents ajoutés : %(names)s"),
        gone=_("Documents retirés : %(names)s"),
    )
    for name in SHORT:
        yield from _short(before, after, name)
    others = [name for name in _others(after) if _value(before, name) != _value(after, name)]
    if others:
        yield _("Changé aussi : %(names)s") % {"names": ", ".join(_label(after, name) for name in others)}


def _short(before: "EventPage", after: "EventPage", name: str) -> Iterator[str]:
    old, new = (_told(event, name) for event in (before, after))
    if old != new:
        yield became(capfirst(_label(after, name)), old, new)


def _others(event: "EventPage") -> list[str]:
    """What its form asks beside what is TOLD."""
    fields = event._meta.local_concrete_fields
    return [field.name for field in fields if field.editable and field.name not in TOLD]


def _field(event: "EventPage", name: str) -> Field:
    return cast("Field", event._meta.get_field(name))


def _label(event: "EventPage", name: str) -> str:
    return str(_field(event, name).verbose_name)


def _value(event: "EventPage", name: str) -> object:
    """What can be compared: the key of a relation, the data of a stream."""
    field = _field(event, name)
    return field.get_prep_value(getattr(event, field.attname))


def _told(event: "EventPage", name: str) -> str:
    told = getattr(event, f"get_{name}_display", None)
    value = told() if told else getattr(event, name)
    return str(value or "")


def _quoted(text: str) -> str:
    return f"«{NO_BREAK}{text}{NO_BREAK}»" if text else ""


def _added(old: str, new: str) -> str:
    if not new:
        return _("retiré")
    return _("changé") if old else _("ajouté")


def _gained(old: dict[int, str], new: dict[int, str], *, came: str, gone: str) -> Iterator[str]:
    """A sentence for what ``new`` holds besides, and one for what it no longer holds."""
    if names := [new[key] for key in new if key not in old]:
        yield came % {"names": ", ".join(names)}
    if names := [old[key] for key in old if key not in new]:
        yield gone % {"names": ", ".join(names)}


def _people(event: "EventPage") -> dict[int, str]:
    """Who speaks, for the whole event or in one part of it, by key."""
    roles = [*event.event_speakers.all()]
    for session in event.sessions.all():
        roles += session.session_speakers.all()
    return _names(Speaker, [role.speaker_id for role in roles])


def _measures(event: "EventPage") -> dict[int, str]:
    return {measure.pk: str(measure) for measure in event.measures.all()}


def _documents(event: "EventPage") -> dict[int, str]:
    return {document.pk: str(document) for document in documents_of(event)}


def _names(model: type[Model], keys: list[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in model._default_manager.filter(pk__in=keys)}


# --- The programme ----------------------------------------------------------------------------


def _programme(before: "EventPage", after: "EventPage") -> str:
    """« 2 temps ajoutés, 1 retiré, 3 déplacés d’une heure, 1 modifié »; "" when it is the same."""
    old = {session.pk: session for session in before.sessions.all()}
    kept = [(old[each.pk], each) for each in after.sessions.all() if each.pk in old]
    moved = [(one, other) for one, other in kept if _times(one) != _times(other)]
    added, removed = len(after.sessions.all()) - len(kept), len(old) - len(kept)
    rewritten = sum(_texts(one) != _texts(other) for one, other in kept)
    parts = [
        ngettext("%(n)s temps ajouté", "%(n)s temps ajoutés", added) % {"n": added} if added else "",
        ngettext("%(n)s temps retiré", "%(n)s temps retirés", removed) % {"n": removed} if removed else "",
        _moved(moved, after),
        ngettext("%(n)s temps modifié", "%(n)s temps modifiés", rewritten) % {"n": rewritten}
        if rewritten
        else "",
    ]
    return ", ".join(filter(None, parts))


def _moved(moved: list[tuple["Session", "Session"]], event: "EventPage") -> str:
    """« 3 temps déplacés d’une heure »."""
    if not moved:
        return ""
    words = ngettext("%(n)s temps déplacé", "%(n)s temps déplacés", len(moved)) % {"n": len(moved)}
    return f"{words} {_by(moved, event)}".strip()


def _times(session: "Session") -> tuple[datetime | None, datetime | None]:
    return session.start, session.end


def _texts(session: "Session") -> tuple[object, ...]:
    people = [role.speaker_id for role in session.session_speakers.all()]
    return (session.title, session.kind, session.room, session.description, people)


def _by(moved: list[tuple["Session", "Session"]], event: "EventPage") -> str:
    """« d’une heure », « de 7 jours », as clocks on the wall show it; "" where they do not move alike."""
    shifts = {
        make_naive(after.start, event.zone) - make_naive(before.start, event.zone)
        for before, after in moved
        if before.start and after.start
    }
    return _duration(abs(shifts.pop())) if len(shifts) == 1 else ""


def _duration(of: timedelta) -> str:
    """« de 7 jours », « d’une heure », « de 1 h 30 », « de 15 minutes »; "" for none."""
    minutes = int(of.total_seconds()) // 60
    if minutes and minutes % (24 * 60) == 0:
        return ngettext("d’un jour", "de %(n)s jours", minutes // 1440) % {"n": minutes // 1440}
    if minutes and minutes % 60 == 0:
        return ngettext("d’une heure", "de %(n)s heures", minutes // 60) % {"n": minutes // 60}
    if minutes > 60:
        return _("de %(hours)s h %(minutes)s") % {"hours": minutes // 60, "minutes": f"{minutes % 60:02}"}
    return ngettext("d’une minute", "de %(n)s minutes", minutes) % {"n": minutes} if minutes else ""
