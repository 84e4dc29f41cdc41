"""A person's own data, by the link: to read, to download, to erase."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from conference.core.routing import from_parts

from ..errors import RegistrationError
from ..privacy.erasure import erase
from ..transitions import Actor
from .event_facts import about
from .holder import holder_of
from .link_page import unknown_link
from .own_data import as_json, data_of

FILE = "mes-donnees.json"


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def data(request: HttpRequest, token: str) -> HttpResponse:
    """All that is held, and the button that erases it: at once, and for ever."""
    holder, error = holder_of(token), ""
    if holder is None:
        return unknown_link(request)
    event = holder.registration.event
    if request.method == "POST" and request.POST.get("action") == "erase":
        try:
            only = {"attendees": [holder.attendee.pk]} if holder.attendee is not None else {}
            erase(holder.registration, by=Actor.VISITOR, now=timezone.now(), **only)
        except RegistrationError as refusal:
            error = str(refusal)
        else:
            return render(request, "events/registrations/link/erased.html", about(request, event))
    context = about(request, event) | {
        "holder": holder,
        "sections": data_of(holder),
        "error": error,
        "back": reverse("registrations:link", args=[token]),
        "file_url": reverse("registrations:data_file", args=[token]),
    }
    return render(request, "events/registrations/link/data.html", context)


@never_cache
@require_safe
@from_parts
def data_file(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a file that another program reads."""
    holder = holder_of(token)
    if holder is None:
        return unknown_link(request)
    response = JsonResponse(as_json(data_of(holder)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response
