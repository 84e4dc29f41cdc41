"""The visitor's pages: the form, « vérifiez votre messagerie », and the person's own link.

None of them may be kept by any cache, and none is the same for two people: ``no-store``.
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
from events.cloths import facts_of
from events.contacts import contact_email_of
from events.models import EventPage, EventStatus
from events.wording import days, hours_in_zone, moment, when, where

from . import receipt as receipts
from .availability import Opening, Place, place_of
from .cancellations import cancel
from .confirmations import confirm, deadline
from .errors import AskedTooOften, RegistrationError
from .forms import AddressForm, RegistrationForm
from .links import registration_for
from .models import Registration
from .patience import count_request
from .receipt import Receipt
from .signup import Applicant, correct_address
from .signup import register as sign_up
from .states import Status

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
    known = receipts.read(request, event=event)
    form = RegistrationForm(
        request.POST if request.method == "POST" else None, initial=vars(known.applicant) if known else None
    )
    if form.is_bound and form.is_valid():
        try:
            count_request(event, email=form.applicant.email, address=client_address(request), now=now)
            sign_up(event, applicant=form.applicant, now=now, asked_with=_this_form(request))
        except AskedTooOften as refusal:
            return _show_form(request, event, form, refusal=refusal)
        except RegistrationError:
            pass  # full or closed by now: the page below says so, to everybody alike
        else:
            return _to_mailbox(event, path, Receipt(form.applicant, now))
    return _show_form(request, event, form)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def check_mailbox(request: HttpRequest, path: str) -> HttpResponse:
    event, now = public_event_or_404(request, path), timezone.now()
    receipt = receipts.read(request, event=event)
    if receipt is None:  # nothing was asked for, or too long ago: this page would promise what is not so
        return SeeOther(f"/{path}inscription/")
    typed, refusal = receipt.applicant.email, None
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": typed})
    if form.is_bound and form.is_valid():
        applicant: Applicant = replace(receipt.applicant, email=form.cleaned_data["email"])
        try:
            count_request(event, email=applicant.email, address=client_address(request), now=now)
            correct_address(
                event,
                wrong=typed,
                asked_at=receipt.asked_at,
                applicant=applicant,
                now=now,
                asked_with=_this_form(request),
            )
        except AskedTooOften as error:
            refusal = error
        except RegistrationError:
            return SeeOther(f"/{path}inscription/")  # which says why
        else:
            return _to_mailbox(event, path, Receipt(applicant, now))
    limit = moment(deadline(event, sent_at=receipt.asked_at), event.time_zone)
    context = _about(request, event) | {"form": form, "typed": typed, "limit": limit}
    context |= _patience(refusal, event)
    response = render(request, "events/registrations/check_mailbox.html", context)
    return _ask_for_patience(response, refusal) if refusal else response


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


def _this_form(request: HttpRequest) -> str:
    """What tells the form just sent from any other: its token is another each time that it is shown.

    Who clicks twice sends the same one twice; nobody else knows it.
    """
    token = request.POST.get("csrfmiddlewaretoken", "")
    return salted_hmac("registrations.form", token, algorithm="sha256").hexdigest() if token else ""


def _to_mailbox(event: EventPage, path: str, receipt: Receipt) -> HttpResponse:
    response = SeeOther(f"/{path}inscription/messagerie/")
    receipts.give(response, event=event, path=f"/{path}inscription/", receipt=receipt)
    return response


def _ask_for_patience(response: HttpResponse, refusal: AskedTooOften) -> HttpResponse:
    """The same page, as « 429 Too Many Requests » (RFC 6585, 4)."""
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(ceil((refusal.again_at - timezone.now()).total_seconds()))
    return response


def _patience(refusal: AskedTooOften | None, event: EventPage) -> dict[str, Any]:
    if refusal is None:
        return {"refusal": None, "again_at": ""}
    return {"refusal": refusal, "again_at": moment(_next_minute(refusal.again_at), event.time_zone)}


def _next_minute(of: datetime) -> datetime:
    return of.replace(second=0, microsecond=0) + timedelta(minutes=1) if of.second else of


def _show_form(
    request: HttpRequest, event: EventPage, form: RegistrationForm, *, refusal: AskedTooOften | None = None
) -> HttpResponse:
    place = place_of(event, now=timezone.now())
    context = _about(request, event) | {
        "form": form,
        "place": place,
        **_what_is_left(place, event),
        **_patience(refusal, event),
        "retention_months": settings.REGISTRATION_RETENTION_MONTHS,
        "unconfirmed_days": settings.REGISTRATION_UNCONFIRMED_DAYS,
    }
    response = render(request, "events/registrations/register.html", context)
    if refusal is not None and place.is_open:  # on a full or closed event, all are told that and nothing else
        return _ask_for_patience(response, refusal)
    return response


def _show_registration(request: HttpRequest, registration: Registration, *, error: str) -> HttpResponse:
    event, now = registration.event, timezone.now()
    place = place_of(event, now=now)
    url = event.get_url(request) if event.live else None
    context = _about(request, event) | {
        "registration": registration,
        "place": place,
        "error": error,
        "until": moment(registration.confirm_by, event.time_zone) if registration.confirm_by else "",
        "state": "lapsed" if registration.has_lapsed(now) else registration.status,
        "over": place.opening is Opening.OVER,
        "begun": event.start is not None and event.start <= now,
        "confirmed": registration.status == Status.CONFIRMED and event.status != EventStatus.CANCELLED,
        "calendar_url": f"{url}evenement.ics" if url and not event.date_uncertain else "",
    }
    return render(request, "events/registrations/registration.html", context)


def _what_is_left(place: Place, event: EventPage) -> dict[str, str]:
    """The exact number of seats left, and until when one can register."""
    seats = closes = ""
    if place.is_open and place.left is not None:
        seats = ngettext("%s place encore libre", "%s places encore libres", place.left) % place.left
    if place.is_open and place.closes_at is not None:
        closes = _("Inscriptions jusqu’au %s.") % moment(place.closes_at, event.time_zone)
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
        "seats": "",
        "closes": "",
        "contact_email": contact_email_of(event),
        "demo_mails": reverse("demo_mails") if settings.DEMO else "",
    }
