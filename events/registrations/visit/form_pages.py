"""The form of an event, and « vérifiez votre messagerie ».

Both answer everybody alike: what they say depends on the event and on what was typed, never on the address.
"""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from conference.core.routing import from_parts
from conference.platform.visitor_address import client_address
from events.addresses import public_event_or_404
from events.models import EventPage
from events.wording import moment

from ..actions.applicants import Applicant, Person
from ..actions.confirmations import deadline
from ..actions.parties import how_many_wait
from ..actions.rate_limits import count_request
from ..actions.signup import correct_address
from ..actions.signup import register as sign_up
from ..errors import AskedTooOften, RegistrationError
from ..models import RegistrationSettings
from ..queue.clock import to_the_minute
from ..queue.feeding import words_of_too_late
from ..queue.ranks import queue_length
from ..queue.rules import rules_of_queue, still_coming_rule
from ..seats.availability import seat_availability
from ..seats.openings import Opening, SeatAvailability
from .event_facts import SeeOther, about
from .forms import AddressForm
from .party import Party, Room, changed_party, is_about_the_form, new_party, sent_party
from .submissions import forget_refused, keep_submission, sent_before, sent_by_form, submission_of
from .typed import typed_in

_FORGOTTEN = gettext_lazy(
    "Ce que vous avez écrit est gardé ci-dessous, mais rien n’est encore envoyé : votre navigateur a effacé"
    " le cookie de cette page, ou elle était ouverte depuis trop longtemps. Relisez, puis envoyez de nouveau."
)
_TOO_LATE_TO_CORRECT = gettext_lazy(
    "Il s’est passé plus d’une demi-heure : l’adresse ne peut plus être corrigée seule. Elle est déjà dans ce"
    " formulaire, complétez-le. Sans confirmation, votre première demande s’efface d’elle-même."
)


@never_cache
@csrf_exempt  # checked by ``register`` itself: what was typed is shown again
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def register(request: HttpRequest, path: str) -> HttpResponse:
    event, now = public_event_or_404(request, path), timezone.now()
    availability = seat_availability(event, now=now)
    if request.method != "POST":
        sent = submission_of(request, event=event, now=now)
        applicant = Applicant.from_json(sent.applicant) if sent else None
        form = new_party(event, room=Room(availability.party_size), applicant=applicant)
        return _show_form(request, event, form, availability)
    if may_be_forged(request):
        form = changed_party(request.POST, event=event, room=Room(availability.party_size))
        form.refuse(_FORGOTTEN)
        return _show_form(request, event, form, availability, status=HTTPStatus.FORBIDDEN)
    if is_about_the_form(request.POST):
        form = changed_party(request.POST, event=event, room=Room(availability.party_size))
        return _show_form(request, event, form, availability)
    form = sent_party(request.POST, event=event, room=Room(availability.party_size))
    if not form.is_valid():
        return _show_form(request, event, form, availability)
    applicant, address, key = form.applicant, client_address(request), _submission_key(request)
    try:
        count_request(event, email=applicant.email, address=address, now=now)
        # Kept before the seat is taken: if it cannot be, nothing has been promised.
        waiting = how_many_wait(event, applicant.people, seats=availability)
        of_this: dict[str, Any] = {"applicant": applicant, "form_key": key, "now": now}
        before = sent_before(request, event=event, **of_this)
        response = _to_mailbox(event, path, **of_this, waiting=waiting, before=before)
        made = sign_up(event, applicant=applicant, now=now, submission_key=key, address=address)
        if before is None and key and made.submission_key == key and made.created_at < now:
            # Clicked twice at once: the seats that are gone may be those that the first click took.
            before = sent_before(request, event=event, **of_this)
            response = _to_mailbox(event, path, **of_this, before=before)
    except RegistrationError as error:
        forget_refused(event, applicant=applicant, now=now)
        if isinstance(error, AskedTooOften):
            return _show_form(request, event, form, availability, refusal=error)
        # Full or closed by now, or too few seats for so many: the page says so, to everybody alike.
        form.refuse(str(error))
        return _show_form(request, event, form, seat_availability(event, now=timezone.now()))
    return response


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def check_mailbox(request: HttpRequest, path: str) -> HttpResponse:
    event, now = public_event_or_404(request, path), timezone.now()
    sent, key = submission_of(request, event=event, now=now), _submission_key(request)
    if sent is None and (corrected := sent_by_form(event, form_key=key, now=now)):
        applicant = Applicant.from_json(corrected.applicant)  # clicked twice
        return _to_mailbox(event, path, applicant=applicant, now=now, form_key=key, before=corrected)
    if sent is None:  # nothing was asked for, or too long ago: this page would promise what is not so
        return _ask_again(request, event, path, now=now)
    typed_before = Applicant.from_json(sent.applicant)
    typed, refusal = typed_before.email, None
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": typed})
    if form.is_bound and form.is_valid():
        applicant = replace(typed_before, email=form.cleaned_data["email"])
        try:
            count_request(event, email=applicant.email, address=client_address(request), now=now)
            response = _to_mailbox(
                event, path, applicant=applicant, now=now, waiting=sent.waiting, form_key=key
            )
            correct_address(
                event,
                wrong=typed,
                asked_at=sent.created_at,
                applicant=applicant,
                now=now,
                submission_key=key,
                address=client_address(request),
            )
        except RegistrationError as error:
            forget_refused(event, applicant=applicant, now=now)
            if not isinstance(error, AskedTooOften):
                return SeeOther(f"/{path}inscription/")  # which says why
            refusal = error
        else:
            sent.delete()
            return response
    context = about(request, event) | _about_refusal(refusal, event)
    context |= {
        "form": form,
        "typed": typed,
        "people": typed_before.people,
        "waiting": sent.waiting,
        "seated": len(typed_before.people) - sent.waiting,
        "all_wait": sent.waiting >= len(typed_before.people),
        "queue_rules": rules_of_queue(event) if sent.waiting else [],
        "limit": moment(deadline(event, sent_at=sent.created_at), event.time_zone),
        "unaddressed": [person for person in typed_before.people[1:] if not person.email],
    }
    response = render(request, "events/registrations/check_mailbox.html", context)
    return _too_many_requests(response, refusal) if refusal else response


def _ask_again(request: HttpRequest, event: EventPage, path: str, *, now: datetime) -> HttpResponse:
    """Lead to the form; an address that was typed to correct another is in it already."""
    if request.method != "POST":
        return SeeOther(f"/{path}inscription/")
    availability = seat_availability(event, now=now)
    typed = Applicant(email=request.POST.get("email", ""), people=(Person(),))
    form = new_party(event, room=Room(availability.party_size), applicant=typed)
    form.refuse(_TOO_LATE_TO_CORRECT)
    return _show_form(request, event, form, availability)


def may_be_forged(request: HttpRequest) -> bool:
    """Whether a form lacks the token of its page: another site's, or one of a browser without its cookie."""
    return (
        CsrfViewMiddleware(lambda _: HttpResponse()).process_view(request, check_mailbox, (), {}) is not None
    )


def _submission_key(request: HttpRequest) -> str:
    """What tells the form just sent from any other: its token is another each time that it is shown.

    Who clicks twice sends the same one twice; nobody else knows it.
    """
    token = request.POST.get("csrfmiddlewaretoken", "")
    return salted_hmac("registrations.form", token, algorithm="sha256").hexdigest() if token else ""


def _to_mailbox(event: EventPage, path: str, **kept: Any) -> HttpResponse:
    """The answer to a form that was sent; ``kept``: what submissions.keep_submission keeps of it."""
    response = SeeOther(f"/{path}inscription/messagerie/")
    keep_submission(response, event=event, path=f"/{path}inscription/", **kept)
    return response


def _too_many_requests(response: HttpResponse, refusal: AskedTooOften) -> HttpResponse:
    """The same page, as « 429 Too Many Requests » (RFC 6585, 4)."""
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(ceil((refusal.again_at - timezone.now()).total_seconds()))
    return response


def _about_refusal(refusal: AskedTooOften | None, event: EventPage) -> dict[str, Any]:
    if refusal is None:
        return {"refusal": None, "again_at": ""}
    return {"refusal": refusal, "again_at": moment(to_the_minute(refusal.again_at), event.time_zone)}


def _show_form(
    request: HttpRequest,
    event: EventPage,
    form: Party,
    availability: SeatAvailability,
    *,
    refusal: AskedTooOften | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = about(request, event) | _about_refusal(refusal, event)
    lost = request.method == "POST" and not availability.takes_requests
    context |= {
        "form": form,
        "form_url": f"{context['event_url']}inscription/",
        "typed": typed_in(form) if lost else [],
        "availability": availability,
        "takes": availability.takes_requests,
        "queues": availability.opening is Opening.WAITING,
        "full_on_site": availability.opening is Opening.ONLINE,
        "party_size": availability.party_size,
        "needs_approval": availability.needs_approval,
        "retention_months": settings.REGISTRATION_RETENTION_MONTHS,
    }
    if availability.takes_requests:
        context |= _what_is_left(event, availability) | _what_is_promised(event, availability)
    response = render(request, "events/registrations/register.html", context, status=status)
    # On a full or closed event the page says so to everybody, and nothing of a limit.
    if refusal is not None and availability.takes_requests:
        return _too_many_requests(response, refusal)
    return response


def _what_is_left(event: EventPage, availability: SeatAvailability) -> dict[str, str]:
    """The exact number of seats left, those kept for guests, and until when one can register."""
    seats = closes = room = ""
    if availability.opening is Opening.ONLINE:
        seats = _("Complet sur place ; on peut suivre en ligne.")
    elif availability.opening is Opening.OPEN and availability.left is not None:
        left = availability.left
        if availability.is_hybrid:
            seats = ngettext("%s place encore libre sur place", "%s places encore libres sur place", left)
        else:
            seats = ngettext("%s place encore libre", "%s places encore libres", left)
        seats %= left
    if availability.reserved and availability.ceiling is not None:
        room = ngettext(
            "%(all)s place, dont %(reserved)s réservée aux personnes invitées",
            "%(all)s places, dont %(reserved)s réservées aux personnes invitées",
            availability.reserved,
        ) % {"all": availability.ceiling, "reserved": availability.reserved}
    if availability.closes_at is not None:
        closes = _("Inscriptions jusqu’au %s.") % moment(availability.closes_at, event.time_zone)
    return {"seats": seats, "room": room, "closes": closes}


def _what_is_promised(event: EventPage, availability: SeatAvailability) -> dict[str, Any]:
    """How long an unconfirmed request holds, the rules of the queue, what the event's settings promise."""
    options = RegistrationSettings.objects.filter(event=event.pk).first()
    queues = availability.opening is Opening.WAITING
    may_wait = queues or (availability.opening is Opening.ONLINE and availability.queues)
    phone = options.phone if options else ""
    return {
        "hold": _hold(queues=queues),
        "waiting": queue_length(event) if may_wait else 0,
        "queue_rules": rules_of_queue(event) if may_wait else [],
        "too_late": words_of_too_late(event, now=timezone.now()) if may_wait else "",
        "phone": phone,
        "phone_number": "".join(sign for sign in phone if sign in "+0123456789"),
        "still_coming": [] if queues else still_coming_rule(event),
    }


def _hold(*, queues: bool) -> str:
    """How long an unconfirmed request holds its seats, or its rank, and what becomes of it then."""
    hours = settings.REGISTRATION_CONFIRM_HOURS
    time = ngettext("%s heure", "%s heures", hours) % hours
    if queues:
        return _(
            "Votre rang vous est gardé %(time)s à partir de l’envoi de notre message, et au plus jusqu’à la"
            " fin des inscriptions, le temps de confirmer votre adresse par le lien qu’il contient. Sans"
            " confirmation, ce que vous avez écrit est effacé."
        ) % {"time": time}
    return _(
        "Votre demande garde vos places %(time)s à partir de l’envoi de notre message, et au plus jusqu’à la"
        " fin des inscriptions, le temps de confirmer par le lien qu’il contient. Sans confirmation, elles"
        " sont rendues à qui attend, et ce que vous avez écrit est effacé."
    ) % {"time": time}
