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
    path: str,
    now: datetime,
    waiting: int = 0,
    form_key: str = "",
    before: Submission | None = None,
) -> Submission:
    """Keep what was typed, and give the browser its key for the addresses below ``path``.

    ``waiting``: how many of these people no seat was left for, as far as the event alone says. ``before``:
    the same request, sent already (``sent_before``): its instant and what was said of it stay.
    """
    submission = before or Submission(event=event, created_at=now, email_key=applicant.email_key)
    waiting = before.waiting if before else waiting
    submission.applicant = applicant.to_json() | {"waiting": waiting, "form": form_key}
    submission.save()
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


def sent_by_form(event: EventPage, *, form_key: str, now: datetime) -> Submission | None:
    """What this very form has sent already; None when nothing, or too long ago."""
    if not form_key:
        return None
    kept = Submission.objects.filter(event=event, created_at__gt=now - KEPT, created_at__lt=now)
    return kept.filter(applicant__form=form_key).order_by("pk").first()


def sent_before(
    request: HttpRequest, *, event: EventPage, applicant: Applicant, form_key: str, now: datetime
) -> Submission | None:
    """What was sent already where the same is sent twice: that very form, or these people from this browser.

    It is one request: the address that is corrected then is that of the seats which the first one took.
    """
    same_form = sent_by_form(event, form_key=form_key, now=now)
    if same_form and same_form.email_key == applicant.email_key:
        return same_form
    before = submission_of(request, event=event, now=now)
    if before is None or before.email_key != applicant.email_key:
        return None
    people = {person.full_name for person in Applicant.from_json(before.applicant).people}
    return before if people == {person.full_name for person in applicant.people} else None


def forget_refused(event: EventPage, *, applicant: Applicant, now: datetime) -> None:
    """Delete what was kept of a form sent at ``now`` that was then refused: the page says that nothing is."""
    Submission.objects.filter(event=event, email_key=applicant.email_key, created_at=now).delete()


def forget_submissions(*, now: datetime) -> int:
    """Delete those whose half hour is over; returns how many."""
    return Submission.objects.filter(created_at__lte=now - KEPT).delete()[0]


def erase_submissions_of(email_keys: Collection[str]) -> None:
    """Delete what people who are being erased have just sent, for whatever event."""
    Submission.objects.filter(email_key__in=[key for key in email_keys if key]).delete()
