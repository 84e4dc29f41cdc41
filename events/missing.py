"""What an announced event still lacks, in sentences: one list for the desk, the lists and the mails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import EventFormat, EventStatus
from .models.place import ACCESS_FACTS

if TYPE_CHECKING:
    from .models import EventPage

# What ``missing`` reads beside the event's own columns, for ``select_related``.
READ_WITH = ("region__team", "cover")


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One thing that an event may lack. ``label`` names it in a filter, ``sentence`` tells its organiser."""

    key: str
    label: str | Promise
    sentence: str | Promise
    is_missing: Callable[["EventPage"], bool]


def missing(event: "EventPage") -> list[tuple[str, str]]:
    """What ``event`` lacks, as (key, sentence), what keeps people from coming first.

    Nothing for what is cancelled, a model, or held by others. Asks no query of an event that was read with
    READ_WITH. Whether the event is over is the caller's to look at.
    """
    if event.is_model or event.organised_by_others or event.status == EventStatus.CANCELLED:
        return []
    return [(lack.key, str(lack.sentence)) for lack in LACKS if lack.is_missing(event)]


def _on_line(event: "EventPage") -> bool:
    return event.format in (EventFormat.ONLINE, EventFormat.HYBRID)


def _on_site(event: "EventPage") -> bool:
    return event.format != EventFormat.ONLINE


def _has_no_contact(event: "EventPage") -> bool:
    """Neither its own, nor that of its region's team; a national event has the site's."""
    if event.contact_email or event.region is None:
        return False
    return not getattr(getattr(event.region, "team", None), "contact_email", "")


def _says_nothing_of_access(event: "EventPage") -> bool:
    return not event.access_note and not any(getattr(event, name) for name in ACCESS_FACTS)


LACKS = (
    Lack(
        key="date",
        label=_("La date"),
        sentence=_("La date n’est pas fixée."),
        is_missing=lambda event: event.start is None or event.date_uncertain,
    ),
    Lack(
        key="link",
        label=_("Le lien de connexion"),
        sentence=_("Le lien de connexion manque : sans lui, personne ne peut suivre en ligne."),
        is_missing=lambda event: _on_line(event) and not event.online_url,
    ),
    Lack(
        key="place",
        label=_("Le lieu"),
        sentence=_("Le lieu manque : ni nom ni adresse."),
        is_missing=lambda event: _on_site(event) and not (event.venue_name or event.address),
    ),
    Lack(
        key="contact",
        label=_("Un contact"),
        sentence=_("Aucun contact : ni celui de la session, ni celui de l’équipe de la région."),
        is_missing=_has_no_contact,
    ),
    Lack(
        key="access",
        label=_("L’accès au lieu"),
        sentence=_("Rien n’est dit de l’accès : plain-pied, boucle magnétique, transports."),
        is_missing=lambda event: _on_site(event) and _says_nothing_of_access(event),
    ),
    Lack(
        key="picture",
        label=_("La description de l’image"),
        sentence=_("L’image de couverture n’a pas de description."),
        is_missing=lambda event: event.cover is not None and not event.cover.is_described,
    ),
)
