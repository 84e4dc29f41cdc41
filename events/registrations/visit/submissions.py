"""What the page « vérifiez votre messagerie » needs to know of the form just sent.

It is kept in the database for half an hour; a cookie that only that event's registration addresses are
sent holds its signed key. No name or address stands in a URL or in the browser. What is kept is what was
typed and when, the same whether or not the address was known.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from conference.platform.links import make_token, read_token
from events.models import EventPage

from ..actions.applicants import Applicant
from ..models import Submission

COOKIE = "inscription"
PURPOSE = "submission"
KEPT = timedelta(minutes=30)


def keep_submission(
    response: HttpResponse,
    *,
    event: EventPage,
    applicant: Applicant,
    waiting: int,
    path: str,
    now: datetime,
) -> Submission:
    """Keep what was typed, and give the browser its key for the addresses below ``path``.

    ``waiting``: how many of these people no seat was left for, as far as the event alone says.
    """
    submission = Submission.objects.create(
        event=event,
        email_key=applicant.email_key,
        applicant=applicant.to_json() | {"waiting": waiting},
        created_at=now,
    )
    response.set_cookie(
        COOKIE,
        make_token(PURPOSE, submission.uuid),
        max_age=int(KEPT.total_seconds()),
        path=path,
        httponly=True,
        samesite="Lax",
        secure=settings.PUBLIC_URL.startswith("https:"),
    )
    return submission


def submission_of(request: HttpRequest, *, event: EventPage, now: datetime) -> Submission | None:
    """What was sent from this browser for this event; None when nothing was, or too long ago."""
    uuid = read_token(PURPOSE, request.COOKIES.get(COOKIE, ""))
    if uuid is None:
        return None
    return Submission.objects.filter(uuid=uuid, event=event, created_at__gt=now - KEPT).first()


def forget_refused(event: EventPage, *, applicant: Applicant, now: datetime) -> None:
    """Delete what was kept of a form sent at ``now`` that was then refused: the page says that nothing is."""
    Submission.objects.filter(event=event, email_key=applicant.email_key, created_at=now).delete()


def forget_submissions(*, now: datetime) -> int:
    """Delete those whose half hour is over; returns how many."""
    return Submission.objects.filter(created_at__lte=now - KEPT).delete()[0]


def erase_submissions_of(email_keys: Collection[str]) -> None:
    """Delete what people who are being erased have just sent, for whatever event."""
    Submission.objects.filter(email_key__in=[key for key in email_keys if key]).delete()
