"""How often a seat may be asked for: by one address of the network, and for one mail address.

Whoever types somebody's address again and again must not flood that person with mails; no machine
may take every seat. The numbers stand in the settings (``LIMITS``).
"""

from datetime import datetime

from conference.platform.limits import Limit, TooOften, count
from conference.platform.visitor_address import network_of
from events.models import EventPage

from .applicants import email_key
from .errors import AskedTooOften


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
