"""How a person obtains an event or a registration. Views never build these queries."""

from typing import cast
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from conference.platform.links import make_token, read_token
from conference.regions.scoping import scope_of
from events.models import EventPage

from .models import Attendee, Registration

PURPOSE = "registration"
OF_ONE_PERSON = "attendee"
TICKET = "ticket"


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
    ).with_attendees()
    return rows.filter(uuid=uuid).first()


def link_of(attendee: Attendee) -> str:
    """The path of the page of one person who has an address of their own: it is about them alone."""
    return reverse("registrations:link", args=[make_token(OF_ONE_PERSON, cast(UUID, attendee.uuid))])


def attendee_for(token: str) -> Attendee | None:
    """The person whose own link ``token`` was made for; None when forged, erased or taken back."""
    attendee = _attendee(OF_ONE_PERSON, token)
    return attendee if attendee is not None and attendee.email else None


def ticket_path(attendee: Attendee) -> str:
    """The path of a person's ticket, which shows it and gives no right to change anything."""
    return reverse("registrations:ticket", args=[make_token(TICKET, cast(UUID, attendee.uuid))])


def ticket_file_path(attendee: Attendee) -> str:
    """The path of the file of a person's ticket, by the same token."""
    return reverse("registrations:ticket_pdf", args=[make_token(TICKET, cast(UUID, attendee.uuid))])


def ticket_for(token: str) -> Attendee | None:
    """The person whose ticket ``token`` was made for, their seat given back or not; None when erased."""
    return _attendee(TICKET, token)


def _attendee(purpose: str, token: str) -> Attendee | None:
    uuid = read_token(purpose, token)
    if uuid is None:
        return None
    rows = Attendee.objects.select_related(
        "registration", "event__region__team", "event__edition", "event__share_picture"
    )
    attendee = rows.naming_someone().filter(uuid=uuid).first()
    if attendee is not None:
        attendee.registration.event = attendee.event
    return attendee


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
