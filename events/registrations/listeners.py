"""What the registrations hear from the events."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from events.models import EventPage
from events.signals import event_cancelled

from .notices import announce, tell_of_cancellation


@receiver(page_published, sender=EventPage)
def tell_what_changed(sender: type[EventPage], instance: EventPage, **kwargs: Any) -> None:
    announce(instance, now=timezone.now())


@receiver(event_cancelled, sender=EventPage)
def tell_that_it_is_cancelled(
    sender: type[EventPage], event: EventPage, now: datetime, **kwargs: Any
) -> None:
    tell_of_cancellation(event, now=now)
