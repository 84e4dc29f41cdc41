"""Closing and reopening an event's registration: at once, whatever its drafts say."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from events.models import EventPage

from .models import RegistrationGate
from .seats import lock_seats


@transaction.atomic
def close_registration(event: EventPage, *, by: User | None, now: datetime) -> RegistrationGate:
    """Take no new registration from now on; who holds a seat keeps it and may still confirm it in time."""
    _event, gate = lock_seats(event.pk)
    if gate.closed_at is None:
        gate.closed_at, gate.closed_by = now, by
        gate.save(update_fields=["closed_at", "closed_by"])
    return gate


@transaction.atomic
def reopen_registration(event: EventPage, *, by: User | None, now: datetime) -> RegistrationGate:
    """Undo close_registration; the event's own settings (ticked, capacity, closing time) rule again."""
    _event, gate = lock_seats(event.pk)
    gate.closed_at = gate.closed_by = None
    gate.save(update_fields=["closed_at", "closed_by"])
    return gate
