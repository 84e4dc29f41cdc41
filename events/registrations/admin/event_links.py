"""Where the admin leads from an event: its registrations, and what acts on it at once."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from conference.core.lists.listed import found_for
from events.models import EventPage, EventStatus

from ..availability import SeatAvailability, is_over, seat_availabilities, seat_availability


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
    """What the person who runs the event may do to it now. Each leads to a page that asks once more."""
    if not event.live or event.status == EventStatus.CANCELLED or is_over(event, now=timezone.now()):
        return
    gate = getattr(event, "registration_gate", None)
    if gate is not None and gate.closed_at is not None:
        yield Button(
            _("Rouvrir les inscriptions"),
            url=reverse("event_reopen_registration", args=[event.pk]),
            icon_name="lock-open",
            priority=41,
        )
    else:
        yield Button(
            _("Fermer les inscriptions"),
            url=reverse("event_close_registration", args=[event.pk]),
            icon_name="lock",
            priority=41,
        )
    yield Button(
        _("Annuler l’événement"),
        url=reverse("event_cancel", args=[event.pk]),
        icon_name="cross",
        priority=42,
    )
