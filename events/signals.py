"""What the events tell the folders above them, and what they learn from the page tree."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import Signal, receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from .models import EventPage, Speaker
from .search.terms import write_terms

# Sent inside the transaction of an operation on an event, or of its undoing. Arguments: event (EventPage, as
# it is now), was (as it was before), now (datetime), undone (the EventOperation, if one was undone).
event_operated = Signal()

# How many people hold a seat at these events, all together? A receiver returns a number.
# Arguments: events (list of EventPage), now (datetime).
people_coming = Signal()


@receiver(post_page_move, dispatch_uid="events_follow_their_place")
def follow_the_place(instance: Page, **kwargs: Any) -> None:
    """An event moved below another region, itself or with what holds it, belongs to that region.

    It leaves the series of the team that it had: a series is written by one team.
    """
    for event in EventPage.objects.descendant_of(instance, inclusive=True).select_related("series"):
        event.save(clean=False)
        if event.series is not None and event.series.region_id != event.region_id:
            EventPage.objects.filter(pk=event.pk).update(series=None)


@receiver(post_save, sender=Speaker, dispatch_uid="events_are_found_by_their_speakers")
def follow_the_speaker(instance: Speaker, created: bool, **kwargs: Any) -> None:
    """What a speaker is called now finds the events where they speak."""
    if not created:
        # A union: one condition joined by « or » would pair all that a person announces with all their items.
        announced = instance.event_roles.order_by().values("event")
        in_items = instance.session_roles.order_by().values("session__event")
        for event in EventPage.objects.live().filter(pk__in=announced.union(in_items)):
            write_terms(event)
