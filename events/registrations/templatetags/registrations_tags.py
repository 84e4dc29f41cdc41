"""Where an event stands with its registrations: the box of its page, a word in lists.

Public pages say it in words; the exact number of seats stands on the form (design.md §8).
"""

from collections.abc import Iterable, Mapping

from django import template
from django.utils import timezone

from conference.platform.caching.fragments import cached
from conference.regions.controllers import all_controllers
from events.days import first_day
from events.lists.groups import EventGroup
from events.models import EventPage
from events.wording import day, moment

from ..models import Attendee
from ..privacy.held import HELD, questions_asked
from ..seats.availability import (
    Opening,
    SeatAvailability,
    previewed_seat_availability,
    shown_seat_availabilities,
)

register = template.Library()


@register.simple_tag
def event_seat_availabilities(*, events: Iterable[EventPage]) -> dict[int, SeatAvailability]:
    """What is left at each event of a list, by its key: one query for the whole list."""
    return shown_seat_availabilities(events, now=timezone.now())


@register.simple_tag
def availability_among(
    *, event: EventPage, availabilities: Mapping[int, SeatAvailability]
) -> SeatAvailability:
    """What is left at one event of the list: its ``words`` and whether they are an ``alarm``."""
    return availabilities[event.pk]


@register.simple_tag
def data_held() -> dict[str, object]:
    """What is held of people as the site is configured: ``controllers``, ``lines`` and ``questions``."""
    return {
        "controllers": all_controllers(),
        "lines": HELD,
        "questions": list(questions_asked(now=timezone.now())),
    }


@register.simple_tag
def one_can_register(*, groups: Iterable[EventGroup] | None) -> bool:
    """Whether any event of these groups takes registrations; the rows below find what is left in memory."""
    events = [event for group in groups or () for event in group.events]
    return any(each.is_open for each in event_seat_availabilities(events=events).values())


@register.simple_tag(takes_context=True)
def event_seat_availability(context: template.Context, *, event: EventPage) -> SeatAvailability:
    """What is left at one event (one query: in a list use event_seat_availabilities).

    In a preview, what the page will say once it is published.
    """
    now = timezone.now()
    if not event.pk or getattr(context.get("request"), "is_preview", False):
        return previewed_seat_availability(event, now=now)
    return shown_seat_availabilities([event], now=now)[event.pk]


@register.inclusion_tag("components/registration_box.html", takes_context=True)
def registration_box(context: template.Context, *, event: EventPage, availability: SeatAvailability) -> dict:
    """The box of an event's page: its state in words, the way to the form."""
    url = event.get_url(context.get("request")) if event.pk else None
    opening = availability.opening
    people_notified = opening is Opening.CANCELLED and _holds_somebody(event)
    return {
        "event": event,
        "availability": availability,
        "shown": people_notified or opening not in (Opening.OVER, Opening.POSTPONED, Opening.CANCELLED),
        "people_notified": people_notified,
        "state": opening.value,
        "closes": moment(availability.closes_at, event.time_zone) if availability.closes_at else "",
        "url": f"{url}inscription/" if url else "",
    }


@register.simple_tag
def link_expected(*, event: EventPage) -> str:
    """The day before which the joining link is promised: that of the event; "" once it is there."""
    if event.online_url or event.start is None or event.date_uncertain:
        return ""
    return day(first_day(event))


def _holds_somebody(event: EventPage) -> bool:
    """Whether anybody had a seat, and was told that the event is cancelled."""
    seats = Attendee.objects.filter(event=event.pk).holding_a_seat(timezone.now())
    return cached(("holds somebody", event.pk), seats.exists)
