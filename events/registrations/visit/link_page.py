"""The page of a link: what is held, and a button for each thing that can be done. GET changes nothing.

They are personal: no cache may store them (``no-store``).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from conference.core.routing import from_parts
from conference.platform.numbers import keys_among, whole_number
from events.feeds.calendar import has_calendar
from events.models import EventPage, EventStatus
from events.wording import moment

from ..access import ticket_file_path, ticket_path
from ..actions.cancellations import cancel
from ..actions.confirmations import confirm
from ..errors import NoSuchNumber, RegistrationError
from ..models import Attendee
from ..queue.feeding import why_stuck
from ..queue.offers import accept, decline, lengthen
from ..queue.order import changes_of_order
from ..queue.ranks import place_of
from ..queue.rules import rules_of_queue, still_coming_rule
from ..queue.still_coming import answer_until, keep, release
from ..seats.availability import has_begun, seat_availability
from ..seats.openings import Opening
from ..states import Status
from ..tickets.codes import ticket_card
from .event_facts import SeeOther, about
from .holder import Holder, holder_of

PERSON = "person"  # the field that holds the key of each person whom an action is about


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def link(request: HttpRequest, token: str) -> HttpResponse:
    holder = holder_of(token)
    if holder is None:
        return unknown_link(request)
    error = ""
    if request.method == "POST" and (act := ACTIONS.get(request.POST.get("action", ""))):
        try:
            act(holder, request.POST, timezone.now())
        except RegistrationError as refusal:
            error = str(refusal)
            holder = holder_of(token)
        else:
            return SeeOther(request.path)
    if holder is None:
        return unknown_link(request)
    return _show(request, holder, token, error=error)


def unknown_link(request: HttpRequest) -> HttpResponse:
    """The one answer to a link that is forged, cut, or erased."""
    return render(request, "events/registrations/unknown_link.html", status=404)


# --- What the buttons do --------------------------------------------------------------------------


def _confirm(holder: Holder, _sent: QueryDict, now: datetime) -> None:
    if not holder.is_limited:  # the address that is to be confirmed is another's
        confirm(holder.registration, now=now)


def _cancel(holder: Holder, sent: QueryDict, now: datetime) -> None:
    """Those who were chosen; without a choice, all of the link."""
    if PERSON not in sent and not holder.is_limited:
        cancel(holder.registration, now=now)
    elif people := _people(holder, sent):
        cancel(holder.registration, attendees=people, now=now)


def _accept(holder: Holder, sent: QueryDict, now: datetime) -> None:
    """As many as were chosen; all where there was nothing to choose."""
    if holder.is_limited:
        return
    typed = sent.get("number")
    number = None if typed is None else whole_number(typed)
    if typed is not None and number is None:
        raise NoSuchNumber
    accept(holder.registration, number=number, now=now)


def _decline(holder: Holder, _sent: QueryDict, now: datetime) -> None:
    if not holder.is_limited:
        decline(holder.registration, now=now)


def _lengthen(holder: Holder, _sent: QueryDict, now: datetime) -> None:
    if not holder.is_limited:
        lengthen(holder.registration, now=now)


def _keep(holder: Holder, sent: QueryDict, now: datetime) -> None:
    if people := _people(holder, sent):
        keep(holder.registration, attendees=people, now=now)


def _release(holder: Holder, sent: QueryDict, now: datetime) -> None:
    if people := _people(holder, sent):
        release(holder.registration, attendees=people, now=now)


def _people(holder: Holder, sent: QueryDict) -> list[int]:
    if PERSON not in sent and holder.attendee is not None:
        return [holder.attendee.pk]
    return holder.chosen(keys_among(sent.getlist(PERSON)))


ACTIONS: dict[str, Callable[[Holder, QueryDict, datetime], None]] = {
    "confirm": _confirm,
    "cancel": _cancel,
    "accept": _accept,
    "decline": _decline,
    "lengthen": _lengthen,
    "keep": _keep,
    "release": _release,
}


# --- What the page shows --------------------------------------------------------------------------


def _show(request: HttpRequest, holder: Holder, token: str, *, error: str) -> HttpResponse:
    registration, now = holder.registration, timezone.now()
    event = registration.event
    availability = seat_availability(event, now=now)
    begun = has_begun(event, now=now)
    cancelled = event.status == EventStatus.CANCELLED
    confirmed = [] if cancelled else holder.with_status(Status.CONFIRMED)
    to_confirm = [] if cancelled or holder.is_limited else holder.to_confirm(now)
    can_change = bool(holder.live) and not begun and not cancelled
    to_keep = [] if begun else [each for each in confirmed if each.asked_again_at and not each.kept_at]
    context = about(request, event) | {
        "registration": registration,
        "holder": holder,
        "token": token,
        "availability": availability,
        "error": error,
        "over": availability.opening is Opening.OVER,
        "begun": begun,
        "confirmed": confirmed,
        "tickets": [ticket_card(each) | {"url": ticket_path(each)} for each in confirmed],
        "several": len(confirmed) > 1,
        "pdf_url": _pdf(holder, token) if confirmed else "",
        "to_confirm": to_confirm,
        "pending": holder.with_status(Status.PENDING_APPROVAL),
        "to_keep": to_keep,
        "can_change": can_change,
        "seats_held": sum(each.holds_seat(now) for each in holder.live),
        "can_add": can_change and not holder.is_limited and availability.takes_requests,
        "states": _states(holder, now=now),
        "calendar_url": reverse("registrations:calendar", args=[token]) if has_calendar(event) else "",
    }
    context |= _until(to_confirm, event.time_zone) | _queue(holder, cancelled=cancelled, now=now)
    context |= _keeping(to_keep, event)
    return render(request, "events/registrations/registration.html", context)


def _pdf(holder: Holder, token: str) -> str:
    """The path of the file of all tickets; of one person's, by the ticket's own link."""
    if holder.attendee is not None:
        return ticket_file_path(holder.attendee)
    return reverse("registrations:ticket_pdf", args=[token])


def _until(to_confirm: list, time_zone: str) -> dict[str, Any]:
    ends = [each.held_until for each in to_confirm if each.held_until]
    return {
        "until": moment(min(ends), time_zone) if ends else "",
        "all_to_queue": all(each.is_to_queue for each in to_confirm),
    }


def _keeping(to_keep: list[Attendee], event: EventPage) -> dict[str, Any]:
    """Until when « toujours partant ? » is to be answered, or what the page promised."""
    if not to_keep:
        return {}
    until = answer_until(event, to_keep)
    return {
        "keep_until": moment(until, event.time_zone) if until else "",
        "keep_rules": [] if until else still_coming_rule(event),
    }


def _queue(holder: Holder, *, cancelled: bool, now: datetime) -> dict[str, Any]:
    """Where the people of the link stand in the waiting list."""
    waiting = [] if cancelled else holder.with_status(Status.WAITLISTED)
    offered = [] if cancelled else holder.with_status(Status.OFFERED)
    event = holder.registration.event
    place = place_of(holder.registration, people=holder.people) if waiting or offered else None
    return {
        "waiting_people": waiting,
        "offered_people": offered,
        "place": place,
        "offer_over": bool(place and place.until and place.until <= now),
        "offer_until": moment(place.until, event.time_zone) if place and place.until else "",
        "offer_is_last": any(each.offers_lapsed for each in offered),
        "why_stuck": why_stuck(event, now=now) if waiting else "",
        "queue_rules": rules_of_queue(event) if place else [],
        "order_changes": [
            (moment(change.at, event.time_zone), change.reason) for change in changes_of_order(event)
        ]
        if place
        else [],
    }


def _states(holder: Holder, *, now: datetime) -> dict[str, Any]:
    """Why nobody of the link holds or awaits anything any more, and how one comes back."""
    if any(not each.has_lapsed(now) for each in holder.live):
        return {}
    statuses = {each.status for each in holder.people}
    return {
        "lapsed": any(each.has_lapsed(now) for each in holder.people) or not holder.people,
        "left_the_queue": any(each.offers_lapsed for each in holder.people),
        "refused": statuses == {Status.REFUSED},
        "cancelled": Status.CANCELLED in statuses,
        "had_a_seat": any(each.confirmed_at for each in holder.people),
        "form_url": form_of(holder),
    }


def form_of(holder: Holder) -> str:
    """The path of the event's form; "" while the event is not published."""
    event = holder.registration.event
    url = event.get_url() if event.live else None
    return f"{url}inscription/" if url else ""
