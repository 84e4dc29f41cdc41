"""How often a seat may be asked for: by one address of the network, and for one mail address.

Whoever types somebody's address again and again must not flood that person with mails; no machine
may take every seat. The numbers stand in the settings (``LIMITS``).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from conference.platform.limits import Limit, TooOften, count
from conference.platform.visitor_address import network_of
from events.models import EventPage

from ..errors import AskedTooOften
from ..models import Attendee
from ..states import UNANSWERED
from .applicants import email_key


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


def network_key(event: EventPage, *, address: str, now: datetime) -> str:
    """What tells that a request came from one address of the network; "" where it is not known.

    An HMAC that is another at each event and each day.
    """
    network = network_of(address) if address else ""
    said = f"{event.pk}|{network}|{now:%Y-%m-%d}"
    return salted_hmac("registrations.network", said, algorithm="sha256").hexdigest()[:40] if network else ""


def check_unconfirmed_seats(event: EventPage, *, network: str, more: int, now: datetime) -> None:
    """Raise AskedTooOften where one address of the network would hold too many seats unconfirmed.

    ``network``: its key; ``more``: how many seats are asked for. The number stands in the settings. The
    caller holds the event's lock.
    """
    if not network or not more:
        return
    held = Attendee.objects.filter(
        event=event, status__in=UNANSWERED, queued_at=None, registration__network=network
    )
    if held.count() + more > settings.REGISTRATION_UNCONFIRMED_SEATS:
        raise AskedTooOften(by_mail=False, again_at=now + timedelta(hours=1))
