"""What becomes of an announced event. Acts at once on the event itself, never on one of its drafts."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from .days import over_at
from .models import EventPage, EventStatus
from .signals import event_cancelled


class LifecycleError(Exception):
    """The event cannot become that; holds a sentence for the person who asked."""


class AlreadyCancelled(LifecycleError):
    def __init__(self) -> None:
        super().__init__(_("Cet événement est déjà annulé."))


class AlreadyOver(LifecycleError):
    def __init__(self) -> None:
        super().__init__(_("Cet événement est terminé : il ne peut plus être annulé."))


class ReasonMissing(LifecycleError):
    def __init__(self) -> None:
        super().__init__(_("Dites pourquoi : la raison est écrite sur la page et aux personnes inscrites."))


@transaction.atomic
def cancel_event(event: EventPage, *, by: User | None, reason: str, now: datetime) -> EventPage:
    """Mark the event cancelled for good; its page stays. Whoever listens to event_cancelled tells people.

    ``sequence`` rises, so that calendars take the news (RFC 5545, 3.8.7.4).
    Raises ReasonMissing, AlreadyCancelled, or AlreadyOver once the event has ended.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    # no_key: a registration being written at this moment refers to the event, and must not wait for us
    # while it holds the lock of the seats that our listeners want next.
    event = EventPage.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.status == EventStatus.CANCELLED:
        raise AlreadyCancelled
    end = over_at(event)
    if end is not None and end <= now:
        raise AlreadyOver
    event.status, event.status_reason, event.status_changed_at = EventStatus.CANCELLED, reason, now
    event.sequence += 1
    # An update: saving the page would write what else this copy of it holds.
    EventPage.objects.filter(pk=event.pk).update(
        status=event.status,
        status_reason=event.status_reason,
        status_changed_at=event.status_changed_at,
        sequence=event.sequence,
    )
    log(instance=event, action="events.cancel", user=by, data={"reason": reason})
    event_cancelled.send(sender=EventPage, event=event, now=now)
    return event
