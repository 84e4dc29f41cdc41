"""Where the admin leads from an event: its registrations, and what acts on it at once."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from conference.core.lists.listed import found_for
from events.models import EventPage

from ..seats.availability import SeatAvailability, seat_availabilities, seat_availability
from .verbs import CANCEL, CLOSE, REOPEN, verbs_of


def registrations_url(event: EventPage) -> str:
    """The list of one event's registrations."""
    return f"{reverse('inscriptions:index')}?event={event.pk}"


def seats_of(event: EventPage) -> SeatAvailability:
    """What is left at ``event``, every seat counted: one query for the whole list that it stands in."""
    found = found_for(event, "seats", _availabilities_of)
    return found or seat_availability(event, now=timezone.now(), count_all=True)


def seats_told(event: EventPage) -> str:
    """« 12/40 », or the number of seats taken alone when there is no limit."""
    seats = seats_of(event)
    return str(seats.taken) if seats.capacity is None else f"{seats.taken}/{seats.capacity}"


def registrations_label(event: EventPage) -> str:
    """« Inscriptions (12/40) »."""
    return _("Inscriptions (%(seats)s)") % {"seats": seats_told(event)}


def _availabilities_of(pages: Iterable[Page]) -> dict[int, SeatAvailability]:
    """What is left at those of these pages that are events."""
    events = [page for page in pages if isinstance(page, EventPage)]
    return seat_availabilities(events, now=timezone.now(), count_all=True)


def board_button(event: EventPage) -> Button:
    """The way to the event's « Tableau de bord »."""
    return Button(
        _("Tableau de bord"),
        url=reverse("event_board", args=[event.pk]),
        icon_name="clipboard-list",
        priority=2,
    )


def event_buttons(event: EventPage) -> Iterator[Button]:
    """The two verbs one looks for first; the board has them all. Each leads to a page that asks once more."""
    for verb in verbs_of(event, now=timezone.now()):
        if verb in (CLOSE, REOPEN, CANCEL):
            yield Button(
                str(verb.label),
                url=reverse(verb.name, args=[event.pk]),
                icon_name=verb.icon,
                priority=42 if verb is CANCEL else 41,
            )
