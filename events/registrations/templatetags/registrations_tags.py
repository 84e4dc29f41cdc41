"""Where an event stands with its registrations: the box of its page, a word in lists.

Public pages say it in words; the exact number of seats stands on the form (design.md §8).
"""

from collections.abc import Iterable, Mapping

from django import template
from django.utils import timezone

from conference.platform.caching.fragments import cached
from events.models import EventPage
from events.wording import moment

from ..availability import Opening, Place, place_of, shown_places_of
from ..models import Registration

register = template.Library()


@register.simple_tag
def places_words(*, events: Iterable[EventPage]) -> dict[int, Place]:
    """Where each event of a list stands, by its key: one query for the whole list."""
    return shown_places_of(events, now=timezone.now())


@register.simple_tag
def place_of_event(*, event: EventPage, places: Mapping[int, Place]) -> Place:
    """One event's place among ``places``: its ``words`` and whether they are an ``alarm``."""
    return places[event.pk]


@register.simple_tag
def event_place(*, event: EventPage) -> Place:
    """Where one event stands (one query: in a list use places_words)."""
    now = timezone.now()
    return shown_places_of([event], now=now)[event.pk] if event.pk else place_of(event, now=now)


@register.inclusion_tag("components/registration_box.html", takes_context=True)
def registration_box(context: template.Context, *, event: EventPage, place: Place) -> dict:
    """The box of an event's page: its state in words, the way to the form."""
    url = event.get_url(context.get("request")) if event.pk else None
    return {
        "event": event,
        "place": place,
        "told": place.opening is Opening.CANCELLED and _holds_somebody(event),
        "state": place.opening.value,
        "closes": moment(place.closes_at, event.time_zone) if place.closes_at else "",
        "url": f"{url}inscription/" if url else "",
    }


def _holds_somebody(event: EventPage) -> bool:
    """Whether anybody had a seat, and was told that the event is cancelled."""
    seats = Registration.objects.filter(event=event.pk).holding_a_seat(timezone.now())
    return cached(("holds somebody", event.pk), seats.exists)
