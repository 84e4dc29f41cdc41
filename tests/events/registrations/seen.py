"""What came of a request, as the tests compare it: the mails written, and where its people stand."""

from events.registrations.models import Registration, RegistrationMail


def kinds() -> list[str]:
    """The kinds of all the mails written, first to last."""
    return list(RegistrationMail.objects.order_by("pk").values_list("kind", flat=True))


def states(registration: Registration) -> list[str]:
    """The state of each of its people, in the order in which they were typed."""
    return list(registration.attendees.order_by("pk").values_list("status", flat=True))


def to_queue(registration: Registration) -> list[bool]:
    """Whether each of its people will wait once the address is confirmed."""
    return [attendee.is_to_queue for attendee in registration.attendees.order_by("pk")]
