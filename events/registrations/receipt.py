"""What the page « vérifiez votre messagerie » needs to know of the form just sent.

It travels in a signed cookie of half an hour, good for that event's registration addresses alone: no
name or address stands in a URL, none is kept on our side. It holds what was typed and when, the same
whether or not the address was known.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime

from events.models import EventPage

from .signup import Applicant

COOKIE = "inscription"
SECONDS = 1800
_SALT = "registrations.receipt"


@dataclass(frozen=True)
class Receipt:
    """Who asked, and when (it finds the seat made by that very request, see signup.correct_address)."""

    applicant: Applicant
    asked_at: datetime


def give(response: HttpResponse, *, event: EventPage, path: str, receipt: Receipt) -> None:
    """Put the receipt in a cookie that only the addresses below ``path`` are sent."""
    content = {
        "event": event.pk,
        "asked_at": receipt.asked_at.isoformat(),
        "applicant": asdict(receipt.applicant),
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=_SALT, compress=True),
        max_age=SECONDS,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=settings.PUBLIC_URL.startswith("https:"),
    )


def read(request: HttpRequest, *, event: EventPage) -> Receipt | None:
    """The receipt for this event; None when there is none, or it is forged or too old."""
    try:
        content: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    asked_at = parse_datetime(content["asked_at"])
    if content["event"] != event.pk or asked_at is None:
        return None
    return Receipt(applicant=Applicant(**content["applicant"]), asked_at=asked_at)
