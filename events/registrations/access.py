"""How a person obtains an event or a registration. Views never build these queries."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from conference.platform.links import make_token, read_token
from conference.regions.scoping import scope_of
from events.models import EventPage

from .models import Registration

PURPOSE = "registration"


# --- A registrant, by the one signed link (design.md §6) ----------------------------------------


def link_for(registration: Registration) -> str:
    """The path of the person's own page; it opens without an account and GET changes nothing there."""
    return reverse("registrations:link", args=[make_token(PURPOSE, registration.uuid)])


def registration_for(token: str) -> Registration | None:
    """The registration that ``token`` was made for; None when it is forged, or erased meanwhile.

    One erased because nobody confirmed it in time stays, without anything of the people.
    """
    uuid = read_token(PURPOSE, token)
    if uuid is None:
        return None
    rows = Registration.objects.select_related(
        "event__region__team", "event__edition", "event__share_picture"
    ).with_attendee()
    return rows.filter(uuid=uuid).first()


# --- A team --------------------------------------------------------------------------------------


def events_of(user: User) -> QuerySet[EventPage]:
    """The events of the person's regions, drafts included."""
    return scope_of(user).filter(EventPage.objects.all(), field="region")


def may_run(user: User, event: EventPage) -> bool:
    """Whether the person may cancel the event, or close its registration: whoever may write it.

    Neither a lock nor a moderation in progress keeps a team from acting (both act at once).
    """
    if not scope_of(user).may_touch(event):
        return False
    return user.is_superuser or "change" in event.permissions_for_user(user).permissions


def event_to_run_or_404(user: User, pk: int) -> EventPage:
    """The event that the person may run. Another region's does not exist; one's own may be refused."""
    event = events_of(user).filter(pk=pk).first()
    if event is None:
        raise Http404
    if not may_run(user, event):
        raise PermissionDenied
    return event
