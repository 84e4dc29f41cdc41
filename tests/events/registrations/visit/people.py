"""A party of the visitor's pages, and what became of it."""

from events.registrations.models import Attendee, Registration


def with_paul(registration: Registration, **values) -> Attendee:
    """A second person of a registration, in the state of the first unless said otherwise."""
    first = registration.attendees.first()
    facts = {"status": first.status, "queued_at": first.queued_at, "held_until": first.held_until}
    return Attendee.objects.create(
        registration=registration,
        event=registration.event,
        **{"first_name": "Paul", "last_name": "Martin"} | facts | values,
    )


def states(registration: Registration) -> list[str]:
    return list(registration.attendees.order_by("pk").values_list("status", flat=True))
