"""Correcting one person of a registration, and adding people to it, by the link."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from conference.core.routing import from_parts
from events.models import EventStatus

from ..actions.people import add_people, hand_over
from ..errors import RegistrationError
from ..models import Arrangement, Attendee, BeyondReason
from ..questions import arrangements
from ..seats.availability import check_takes_place, has_begun, seat_availability
from ..states import LIVE
from ..transitions import Actor
from .event_facts import SeeOther, about
from .holder import Holder, holder_of
from .link_page import unknown_link
from .party import Party, Room, added_people, changed_party, is_about_the_form, sent_party
from .person_form import CorrectionForm


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def person(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Names, answers, the way to take part and the wish of one person; the wish can be taken back."""
    holder, now = holder_of(token), timezone.now()
    attendee = holder.person(pk) if holder else None
    if holder is None or attendee is None:
        return unknown_link(request)
    back = reverse("registrations:link", args=[token])
    if not _may_change(holder, now=now, typed=request.method == "POST") or attendee.status not in LIVE:
        return SeeOther(back)
    if request.method == "POST" and "withdraw" in request.POST:
        arrangements.withdraw(attendee, now=now)
        return SeeOther(request.path)
    swaps = _swaps(holder, attendee)
    other, not_swapped = _chosen(request, swaps), ""
    if other is not None:
        try:
            hand_over(attendee, to=other, by=Actor.VISITOR, now=now)
        except RegistrationError as refusal:  # somebody was faster
            not_swapped = str(refusal)
        else:
            return SeeOther(back)
    form = CorrectionForm(
        request.POST if request.method == "POST" and other is None else None,
        event=holder.registration.event,
        attendee=attendee,
        shared=not holder.is_limited and attendee == holder.people[0],
        own=attendee == holder.people[0],
    )
    if form.is_bound and form.is_valid():
        try:
            check_takes_place(holder.registration.event, now=now)
            form.save(by=Actor.VISITOR, now=now)
        except RegistrationError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _afterwards(request, holder, token)
    context = about(request, holder.registration.event) | {
        "form": form,
        "swaps": swaps,
        "not_swapped": not_swapped,
        "person": attendee,
        "back": back,
        "arrangement": _arrangement_of(attendee),
    }
    return render(request, "events/registrations/link/person.html", context)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def add(request: HttpRequest, token: str) -> HttpResponse:
    """More people with the same link: the same form as theirs who registered first."""
    holder, now = holder_of(token), timezone.now()
    if holder is None or holder.is_limited:
        return unknown_link(request)
    event = holder.registration.event
    back = reverse("registrations:link", args=[token])
    availability = seat_availability(event, now=now)
    typed = request.method == "POST"
    nothing_to_add = not typed and not availability.takes_requests
    if not holder.live or not _may_change(holder, now=now, typed=typed) or nothing_to_add:
        return SeeOther(back)
    party = _party(request, holder, size=availability.party_size)
    if request.method == "POST" and not is_about_the_form(request.POST) and party.parts and party.is_valid():
        try:
            add_people(holder.registration, people=party.people, by=Actor.VISITOR, now=now)
        except RegistrationError as refusal:
            party.refuse(str(refusal))
        else:
            return SeeOther(back)
    context = about(request, event) | {
        "form": party,
        "back": back,
        "availability": availability,
    }
    return render(request, "events/registrations/link/add.html", context)


def _party(request: HttpRequest, holder: Holder, *, size: int) -> Party:
    event = holder.registration.event
    companions = sum(each.beyond == BeyondReason.COMPANION for each in holder.live)
    room = Room(size, counted=len(holder.live) - companions, companions=companions)
    if request.method != "POST":
        return added_people(event, room=room)
    make = changed_party if is_about_the_form(request.POST) else sent_party
    party = make(request.POST, event=event, room=room, with_writer=False)
    return party if party.parts else added_people(event, room=room)


def _may_change(holder: Holder, *, now: datetime, typed: bool) -> bool:
    """Whether the page is of use. Whoever has ``typed`` is told why not, and keeps it."""
    event = holder.registration.event
    return not has_begun(event, now=now) and (typed or event.status != EventStatus.CANCELLED)


def _swaps(holder: Holder, attendee: Attendee) -> list[Attendee]:
    """Those of the same party with whom a change of seats changes something: one has a seat, one waits."""
    if holder.is_limited:
        return []
    return [each for each in holder.live if each.status != attendee.status]


def _chosen(request: HttpRequest, swaps: list[Attendee]) -> Attendee | None:
    wanted = request.POST.get("swap", "") if request.method == "POST" else ""
    return next((each for each in swaps if str(each.pk) == wanted), None)


def _afterwards(request: HttpRequest, holder: Holder, token: str) -> HttpResponse:
    """Where the link leads; a person's own leads nowhere once the seat, or the address, is another's."""
    if holder_of(token) is not None:
        return SeeOther(reverse("registrations:link", args=[token]))
    return render(
        request, "events/registrations/link/changed.html", about(request, holder.registration.event)
    )


def _arrangement_of(attendee: Attendee) -> Arrangement | None:
    """What the person wishes for and the team answered, unless it was taken back."""
    return Arrangement.objects.filter(attendee=attendee, withdrawn_at=None).first()
