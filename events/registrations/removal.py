"""What has registrations cannot be removed: people count on it. It can be cancelled."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, IntegerField, Value
from django.utils.translation import ngettext
from wagtail.models import Page

from conference.core.listed import found_for
from events.models import EventPage

from .models import Registration
from .querysets import RegistrationQuerySet


def refuse_removal(page: Page) -> str | None:
    """A sentence for the team when ``page``, or an event below it, has registrations; else None.

    The database refuses as well (on_delete=PROTECT): this only says why, and what to do instead.
    """
    number = found_for(page, "registrations", lambda pages: numbers_below(pages, Registration.objects.all()))
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
    held = Registration.objects.filter(event__over_at__gt=now).holding_a_seat(now)
    number = found_for(page, "seats held", lambda pages: numbers_below(pages, held))
    if not number:
        return None
    return ngettext(
        "« %(title)s » a %(number)s personne inscrite : la page ne peut pas être dépubliée."
        " Pour la prévenir, choisissez « Annuler l’événement ».",
        "« %(title)s » a %(number)s personnes inscrites : la page ne peut pas être dépubliée."
        " Pour les prévenir, choisissez « Annuler l’événement ».",
        number,
    ) % {"title": page.title, "number": number}


def numbers_below(pages: Sequence[Page], registrations: RegistrationQuerySet) -> dict[int, int]:
    """How many of ``registrations`` each page has, itself or below, by its key; none: 0 or no entry.

    One query for the events, below which nothing stands, and one for the others.
    """
    events = [page.pk for page in pages if issubclass(page.specific_class, EventPage)]
    numbers = dict(
        registrations.filter(event__in=events).order_by().values_list("event").annotate(number=Count("pk"))
    )
    above = [
        registrations.filter(event__path__startswith=page.path)
        .order_by()
        .annotate(above=Value(page.pk, output_field=IntegerField()))
        .values_list("above")
        .annotate(number=Count("pk"))
        for page in pages
        if page.pk not in events
    ]
    if above:
        numbers |= dict(above[0].union(*above[1:], all=True))
    return numbers
