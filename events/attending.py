"""How one takes part in an event: where it is, how one comes in, and what is recorded there."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from conference.platform.caching.memory import changes_at

from . import wording
from .models import EventFormat, EventPage, YesNo
from .models.place import ACCESS_FACTS

MAP = "https://www.openstreetmap.org/search"
ON_LINE = ("sign_language", "captions")  # the facts of access that hold without a place
ICONS = {YesNo.YES: "done", YesNo.NO: "cross", "": "unknown"}


@dataclass(frozen=True)
class AccessFact:
    """One fact of access: what it is, « oui », « non » or « non précisé », and the icon that says so."""

    label: str
    answer: str
    icon: str


def access_facts(event: EventPage) -> list[AccessFact]:
    """What is known of the access to ``event``, each fact answered; [] where nothing at all is said."""
    names = ON_LINE if event.format == EventFormat.ONLINE else ACCESS_FACTS
    if not any(getattr(event, name) for name in names):
        return []
    facts = []
    for name in names:
        value = getattr(event, name)
        label = str(EventPage._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        facts.append(
            AccessFact(
                label=f"{label[:1].upper()}{label[1:]}",
                answer=str(YesNo(value).label) if value else _("non précisé"),
                icon=ICONS[value],
            )
        )
    return facts


def map_url(event: EventPage) -> str:
    """A search for the place on an open map; "" where neither street nor town is known, or on line."""
    if event.format == EventFormat.ONLINE or not (event.address or event.town):
        return ""
    town = " ".join(filter(None, (event.postcode, event.town)))
    return f"{MAP}?{urlencode({'query': ', '.join(filter(None, (event.address, town)))})}"


def phone_link(event: EventPage) -> str:
    """« tel:+33298765432 », for the number to call about access; "" where there is none."""
    digits = re.sub(r"[^\d+]", "", event.access_phone)
    return f"tel:{digits}" if digits else ""


def interpretation(event: EventPage, *, now: datetime) -> str:
    """Until when one may ask for interpretation, in a sentence; "" where nothing is said."""
    last = event.interpretation_until
    if last is None:
        return ""
    passed = datetime.combine(last + timedelta(days=1), time(0), tzinfo=event.zone)
    changes_at(passed, now=now)
    said = {"day": wording.day(last)}
    if now >= passed:
        return _("Les demandes d’interprète étaient reçues jusqu’au %(day)s.") % said
    return _("Les demandes d’interprète sont reçues jusqu’au %(day)s.") % said


def recording(event: EventPage) -> str:
    """« Cette session est photographiée et filmée. Diffusion : le site de la Conférence. »; "" if neither."""
    done = [
        words
        for wanted, words in (
            (event.photographed, _("photographiée")),
            (event.filmed, _("filmée")),
            (event.recorded, _("enregistrée")),
        )
        if wanted
    ]
    if not done:
        return ""
    words = _("%(first)s et %(last)s") % {"first": ", ".join(done[:-1]), "last": done[-1]}
    said = _("Cette session est %(recorded)s.") % {"recorded": words if done[1:] else done[0]}
    if not event.shown_where:
        return said
    where = event.shown_where.rstrip(".")
    return f"{said} " + _("Diffusion : %(where)s.") % {"where": where}
