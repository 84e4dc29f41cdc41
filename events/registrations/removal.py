"""What has registrations cannot be removed: people count on it. It can be cancelled."""

from datetime import datetime

from django.utils.translation import ngettext
from wagtail.models import Page

from .models import Registration


def refuse_removal(page: Page) -> str | None:
    """A sentence for the team when ``page``, or an event below it, has registrations; else None.

    The database refuses as well (on_delete=PROTECT): this only says why, and what to do instead.
    """
    number = Registration.objects.filter(event__path__startswith=page.path).count()
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
    coming = Registration.objects.filter(event__path__startswith=page.path, event__over_at__gt=now)
    number = coming.holding_a_seat(now).count()
    if not number:
        return None
    return ngettext(
        "« %(title)s » a %(number)s personne inscrite : la page ne peut pas être dépubliée."
        " Pour la prévenir, choisissez « Annuler l’événement ».",
        "« %(title)s » a %(number)s personnes inscrites : la page ne peut pas être dépubliée."
        " Pour les prévenir, choisissez « Annuler l’événement ».",
        number,
    ) % {"title": page.title, "number": number}
