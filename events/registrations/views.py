"""The visitor's pages: the form, « vérifiez votre messagerie », and the person's own link.

They are personal: no cache may store them (``no-store``).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from conference.core.routing import from_parts
from conference.platform.visitor_address import client_address
from events.addresses import public_event_or_404
from events.attending import recording
from events.cloths import facts_of
from events.models import EventPage, EventStatus
from events.wording import days, hours_in_zone, moment, when, where

from .access import registration_for
from .applicants import Applicant
from .availability import Opening, SeatAvailability, seat_availability
from .cancellations import cancel
from .confirmations import confirm, deadline
from .errors import AskedTooOften, RegistrationError
from .forms import AddressForm, RegistrationForm
from .models import Registration
from .rate_limits import count_request
from .signup import correct_address
from .signup import register as sign_up
from .submissions import keep_submission, submission_of

ACTIONS: dict[str, Callable[..., Registration]] = {"confirm": confirm, "cancel": cancel}


class SeeOther(HttpResponseRedirect):
    """After a form: come and see there, with GET (RFC 9110, 15.4.4)."""

    status_code = 303


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def register(request: HttpRequest, path: str) -> HttpResponse:
    event, now = public_event_or_404(request, path), timezone.now()
    sent = submission_of(request, event=event, now=now)
    form = RegistrationForm(
        request.POST if request.method == "POST" else None,
        event=event,
        initial=Applicant.from_json(sent.applicant).as_initial() if sent else None,
    )
    if form.is_bound and form.is_valid():
        try:
            count_request(event, email=form.applicant.email, address=client_address(request), now=now)
            # Kept before the seat is taken: if it cannot be, nothing has been promised.
            response = _to_mailbox(event, path, form.applicant, now=now)
            sign_up(
                event,
                applicant=form.applicant,
                now=now,
                submission_key=_submission_key(request),
                address=client_address(request),
            )
        except AskedTooOften as refusal:
            return _show_form(request, event, form, refusal=refusal)
        except RegistrationError:
            pass  # full or closed by now: the page below says so, to everybody alike
        else:
            return response
    return _show_form(request, event, form)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def check_mailbox(request: HttpRequest, path: str) -> HttpResponse:
    event, now = public_event_or_404(request, path), timezone.now()
    sent = submission_of(request, event=event, now=now)
    if sent is None:  # nothing was asked for, or too long ago: this page would promise what is not so
        return SeeOther(f"/{path}inscription/")
    typed_before = Applicant.from_json(sent.applicant)
    typed, refusal = typed_before.email, None
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": typed})
    if form.is_bound and form.is_valid():
        applicant = replace(typed_before, email=form.cleaned_data["email"])
        try:
            count_request(event, email=applicant.email, address=client_address(request), now=now)
            response = _to_mailbox(event, path, applicant, now=now)
            correct_address(
                event,
                wrong=typed,
                asked_at=sent.created_at,
                applicant=applicant,
                now=now,
                submission_key=_submission_key(request),
                address=client_address(request),
            )
        except AskedTooOften as error:
            refusal = error
        except RegistrationError:
            return SeeOther(f"/{path}inscription/")  # which says why
        else:
            sent.delete()
            return response
    limit = moment(deadline(event, sent_at=sent.created_at), event.time_zone)
    context = _about(request, event) | {"form": form, "typed": typed, "limit": limit}
    context |= _about_refusal(refusal, event)
    response = render(request, "events/registrations/check_mailbox.html", context)
    return _too_many_requests(response, refusal) if refusal else response


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def link(request: HttpRequest, token: str) -> HttpResponse:
    registration = registration_for(token)
    if registration is None:
        return render(request, "events/registrations/unknown_link.html", status=404)
    error = ""
    if request.method == "POST" and (act := ACTIONS.get(request.POST.get("action", ""))):
        try:
            act(registration, now=timezone.now())
            return SeeOther(request.path)
        except RegistrationError as refusal:
            error = str(refusal)
            registration.refresh_from_db()
    return _show_registration(request, registration, error=error)


def _submission_key(request: HttpRequest) -> str:
    """What tells the form just sent from any other: its token is another each time that it is shown.

    Who clicks twice sends the same one twice; nobody else knows it.
    """
    token = request.POST.get("csrfmiddlewaretoken", "")
    return salted_hmac("registrations.form", token, algorithm="sha256").hexdigest() if token else ""


def _to_mailbox(event: EventPage, path: str, applicant: Applicant, *, now: datetime) -> HttpResponse:
    response = SeeOther(f"/{path}inscription/messagerie/")
    keep_submission(response, event=event, applicant=applicant, path=f"/{path}inscription/", now=now)
    return response


def _too_many_requests(response: HttpResponse, refusal: AskedTooOften) -> HttpResponse:
    """The same page, as « 429 Too Many Requests » (RFC 6585, 4)."""
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(ceil((refusal.again_at - timezone.now()).total_seconds()))
    return response


def _about_refusal(refusal: AskedTooOften | None, event: EventPage) -> dict[str, Any]:
    if refusal is None:
        return {"refusal": None, "again_at": ""}
    return {"refusal": refusal, "again_at": moment(_next_minute(refusal.again_at), event.time_zone)}


def _next_minute(of: datetime) -> datetime:
    return of.replace(second=0, microsecond=0) + timedelta(minutes=1) if of.second else of


def _show_form(
    request: HttpRequest, event: EventPage, form: RegistrationForm, *, refusal: AskedTooOften | None = None
) -> HttpResponse:
    availability = seat_availability(event, now=timezone.now())
    context = _about(request, event) | {
        "form": form,
        "availability": availability,
        **_what_is_left(availability, event),
        **_about_refusal(refusal, event),
        "retention_months": settings.REGISTRATION_RETENTION_MONTHS,
        "unconfirmed_days": settings.REGISTRATION_UNCONFIRMED_DAYS,
    }
    response = render(request, "events/registrations/register.html", context)
    # On a full or closed event the page says so to everybody, and nothing of a limit.
    if refusal is not None and availability.is_open:
        return _too_many_requests(response, refusal)
    return response


def _show_registration(request: HttpRequest, registration: Registration, *, error: str) -> HttpResponse:
    event, now = registration.event, timezone.now()
    availability, attendee = seat_availability(event, now=now), registration.attendee
    url = event.get_url(request) if event.live else None
    context = _about(request, event) | {
        "registration": registration,
        "availability": availability,
        "error": error,
        "attendee": attendee,
        "until": moment(attendee.held_until, event.time_zone) if attendee.held_until else "",
        "lapsed": attendee.has_lapsed(now),
        "over": availability.opening is Opening.OVER,
        "begun": event.start is not None and event.start <= now,
        "confirmed": attendee.is_confirmed and event.status != EventStatus.CANCELLED,
        "calendar_url": f"{url}evenement.ics" if url and not event.date_uncertain else "",
    }
    return render(request, "events/registrations/registration.html", context)


def _what_is_left(availability: SeatAvailability, event: EventPage) -> dict[str, str]:
    """The exact number of seats left, and until when one can register."""
    seats = closes = ""
    if availability.is_open and availability.left is not None:
        seats = (
            ngettext("%s place encore libre", "%s places encore libres", availability.left)
            % availability.left
        )
    if availability.is_open and availability.closes_at is not None:
        closes = _("Inscriptions jusqu’au %s.") % moment(availability.closes_at, event.time_zone)
    return {"seats": seats, "closes": closes}


def _about(request: HttpRequest, event: EventPage) -> dict:
    """What every page of an event's registration tells of it."""
    return {
        "page": event,
        "event": event,
        "facts": facts_of(event),
        "event_url": event.get_url(request),
        "day": days(event) if hours_in_zone(event) else when(event),
        "hours": hours_in_zone(event),
        "where": where(event),
        "recording": recording(event),
        "seats": "",
        "closes": "",
        "contact_email": event.contact_in_force,
        "demo_mails": reverse("demo_mails") if settings.DEMO else "",
    }
