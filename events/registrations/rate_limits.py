"""How often a seat may be asked for: by one address of the network, and for one mail address.

Whoever types somebody's address again and again must not flood that person with mails; no machine
may take every seat. The numbers stand in the settings (``LIMITS``).
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.cache import caches
from django.utils.crypto import salted_hmac

from conference.platform.counters import CountersAway
from conference.platform.limits import Limit, TooOften, count
from conference.platform.visitor_address import network_of
from events.models import EventPage

from .applicants import email_key
from .errors import AskedTooOften
from .models import Attendee, Registration
from .states import UNANSWERED


def count_request(event: EventPage, *, email: str, address: str, now: datetime) -> None:
    """Count one request of the form, or of its correction, whatever becomes of it.

    ``address`` is the visitor's on the network, "" if unknown. What is counted does not depend on
    whether the mail address is registered. Raises AskedTooOften.
    """
    by_address = Limit.of("registration_address")
    by_mail = Limit.of("registration_mail", required=True)
    by_mail_and_event = Limit.of("registration_mail_and_event", required=True)
    person = email_key(email)
    try:
        count(
            [
                (by_address, network_of(address)),
                (by_mail, person),
                (by_mail_and_event, f"{event.pk} {person}"),
            ],
            now=now,
        )
    except TooOften as refusal:
        raise AskedTooOften(by_mail=refusal.limit != by_address, again_at=refusal.again_at) from refusal


class UnconfirmedSeats:
    """The seats of an event that one address of the network holds without having confirmed them.

    At most ``unconfirmed_seats`` of the settings. The keys of the registrations made from there are kept
    for as long in the shared counters, under an HMAC of the address that is another each day; never in a
    table of people. The caller holds the event's lock. Without counters, or an address, all are let through.
    """

    def __init__(self, event: EventPage, *, address: str, now: datetime) -> None:
        self.limit, self.now = Limit.of("unconfirmed_seats"), now
        network = network_of(address) if address else ""
        said = f"{event.pk}|{network}|{now:%Y-%m-%d}"
        digest = salted_hmac("registrations.unconfirmed", said, algorithm="sha256").hexdigest()
        self.key = f"unconfirmed:{digest[:40]}" if network else ""
        self.registrations: list[int] = []

    def check(self, people: Sequence[Attendee]) -> None:
        """Raise AskedTooOften where these people, not saved, would be too many."""
        if not self.key:
            return
        try:
            self.registrations = caches["limits"].get(self.key) or []
        except CountersAway:
            self.key = ""
            return
        unconfirmed = Attendee.objects.filter(
            registration__in=self.registrations, status__in=UNANSWERED, queued_at=None
        )
        held = list(unconfirmed.values_list("registration", flat=True)) if self.registrations else []
        self.registrations = sorted(set(held))
        if len(held) + len(people) > self.limit.most:
            raise AskedTooOften(by_mail=False, again_at=self.now + timedelta(hours=1))

    def note(self, registration: Registration) -> None:
        """Remember that this registration came from there."""
        if self.key:
            with suppress(CountersAway):
                caches["limits"].set(self.key, [*self.registrations, registration.pk], self.limit.seconds)
