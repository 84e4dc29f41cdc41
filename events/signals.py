"""What the events tell the folders above them, and what they learn from the page tree."""

from typing import Any

from django.dispatch import Signal, receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from .models import EventPage

# Sent inside the transaction of an operation on an event, or of its undoing. Arguments: event (EventPage, as
# it is now), was (as it was before), now (datetime), undone (the EventOperation, if one was undone).
event_operated = Signal()


@receiver(post_page_move, dispatch_uid="events_follow_their_place")
def follow_the_place(instance: Page, **kwargs: Any) -> None:
    """An event moved below another region, itself or with what holds it, belongs to that region."""
    for event in EventPage.objects.descendant_of(instance, inclusive=True):
        event.save(clean=False)
