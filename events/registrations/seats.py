"""The lock under which the seats of an event are counted and taken.

Every change of an event's seats takes it first, then reads: whoever comes second sees what the first
one wrote. On PostgreSQL it is the row of the event's gate; on SQLite the transaction itself is
IMMEDIATE (settings), so there is never but one writer. docs/decisions/0007-seats-under-lock.md
"""

from events.models import EventPage

from .models import RegistrationGate


def lock_seats(event_id: int) -> tuple[EventPage, RegistrationGate]:
    """Lock the seats of an event until the end of the transaction; the event as it is now, and its gate.

    The event is read after the lock: a copy read before may say « scheduled » of one just cancelled.
    """
    rows = RegistrationGate.objects.select_for_update(of=("self",)).filter(event_id=event_id)
    gate = rows.first()
    if gate is None:
        RegistrationGate.objects.get_or_create(event_id=event_id)
        gate = rows.get()
    event = EventPage.objects.select_related("region__team").get(pk=event_id)
    event.registration_gate = gate
    return event, gate
