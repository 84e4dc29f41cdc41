"""Why an event with registrations cannot be removed or unpublished: people count on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, IntegerField, Q, Value
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page

from conference.core.lists.listed import found_for
from events.models import EventPage

from .models import Attendee
from .querysets import holding


def refuse_removal(page: Page) -> str | None:
    """A sentence for the team when ``page``, or an event below it, has registrations; else None.

    The database refuses as well (on_delete=PROTECT): this only says why, and what to do instead.
    """
    number = people_below(page, now=timezone.now()).registered
    if not number:
        return None
    return ngettext(
        "« %(title)s » a %(number)s inscription : la page ne peut pas être supprimée."
        " Pour prévenir la personne inscrite, choisissez « Annuler l’événement ».",
        "« %(title)s » a %(number)s inscriptions : la page ne peut pas être supprimée."
        " Pour prévenir les personnes inscrites, choisissez « Annuler l’événement ».",
        number,
    ) % {"title": page.title, "number": number}


def refuse_unpublishing(page: Page, *, now: datetime) -> str | None:
    """A sentence when people hold a seat at a coming event of ``page``: its page must stay to be read."""
    number = people_below(page, now=now).held
    if not number:
        return None
    return ngettext(
        "« %(title)s » a %(number)s personne inscrite : la page ne peut pas être dépubliée."
        " Pour la prévenir, choisissez « Annuler l’événement ».",
        "« %(title)s » a %(number)s personnes inscrites : la page ne peut pas être dépubliée."
        " Pour les prévenir, choisissez « Annuler l’événement ».",
        number,
    ) % {"title": page.title, "number": number}


class People(NamedTuple):
    """How many people are registered, and how many of them hold a seat at what is still to come."""

    registered: int = 0
    held: int = 0


def people_below(page: Page, *, now: datetime) -> People:
    """Those of ``page`` and of what stands below it, asked together for a list of pages."""
    return found_for(page, "people", lambda pages: people_of(pages, now=now)) or People()


def people_of(pages: Sequence[Page], *, now: datetime) -> dict[int, People]:
    """Those of each page, by its key; a page without any may be missing.

    One query for the events, below which nothing stands, and one for the others.
    """
    events = [page.pk for page in pages if issubclass(page.specific_class, EventPage)]
    waiting = Q(event__over_at__gt=now) & holding(now)
    numbers = {"registered": Count("pk"), "held": Count("pk", filter=waiting)}
    attendees = Attendee.objects.order_by()
    found = list(attendees.filter(event__in=events).values_list("event").annotate(**numbers))
    above = [
        attendees.filter(event__path__startswith=page.path)
        .annotate(above=Value(page.pk, output_field=IntegerField()))
        .values_list("above")
        .annotate(**numbers)
        for page in pages
        if page.pk not in events
    ]
    if above:
        found += above[0].union(*above[1:], all=True)
    return {key: People(registered, held) for key, registered, held in found}
