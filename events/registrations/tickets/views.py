"""The ticket of one person, and the file of a registration's tickets. Reading them changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from events.cloths import facts_of
from events.models import EventPage, EventStatus
from events.wording import days, hours_in_zone, place, when, where

from ..access import attendee_for, registration_for, ticket_for, ticket_path
from ..models import Attendee
from .codes import qr_for_page, reference_of
from .pdf import PDF, ticket_pdf


@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """One person's ticket: what its QR code opens. It says whether the ticket still holds."""
    person = ticket_for(token)
    if person is None:
        return render(request, "events/registrations/unknown_link.html", status=404)
    event = person.event
    context = {
        "page": event,
        "event": event,
        "facts": facts_of(event),
        "event_url": event.get_url(request) if event.live else "",
        "day": days(event) if hours_in_zone(event) else when(event),
        "hours": hours_in_zone(event),
        "where": where(event),
        "venue": place(event),
        "reference": reference_of(person),
        "ticket": {
            "person": person,
            "reference": reference_of(person),
            "code": qr_for_page(person) if _holds(person, event) else "",
        },
        "holds": _holds(person, event),
        "pdf_url": f"{ticket_path(person).removesuffix('/billet/')}/billet.pdf",
    }
    return _kept(render(request, "events/registrations/one_ticket.html", context))


@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The tickets of a registration, by its link; or one of them, by its own link or a person's."""
    people: list[Attendee] = []
    if registration := registration_for(token):
        event = registration.event
        people = [each for each in registration.attendees.all() if _holds(each, event)]
    elif person := attendee_for(token) or ticket_for(token):
        event = person.event
        people = [person] if _holds(person, event) else []
    if not people:
        return render(request, "events/registrations/unknown_link.html", status=404)
    content = ticket_pdf(event, people, now=timezone.now())
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = 'inline; filename="billet.pdf"'
    return _kept(response)


def _holds(person: Attendee, event: EventPage) -> bool:
    """Whether the ticket is good."""
    return person.is_confirmed and event.status != EventStatus.CANCELLED


def _kept(response: HttpResponse) -> HttpResponse:
    """The person's own browser may keep it, and shows it again without a network (not ``no-store``)."""
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response
