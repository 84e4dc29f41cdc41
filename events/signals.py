"""What the events tell the folders above them."""

from django.dispatch import Signal

# Sent inside the transaction that cancels an event. Arguments: event (EventPage), now (datetime).
event_cancelled = Signal()
