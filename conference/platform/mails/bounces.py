"""What a provider tells after it took a mail: that it came back. The team then sees the mail as failed.

Only where the provider's webhook is set up: ANYMAIL holds a WEBHOOK_SECRET (docs/installation.md).
"""

import uuid
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.conf import settings
from django.dispatch import receiver

from conference.platform.mails.outgoing import OutgoingMail, kinds_of_mails

CAME_BACK = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
NAME = "mail"  # of what we give the provider to know the mail again


def tells_bounces() -> bool:
    """Whether a provider calls us back."""
    return bool(settings.ANYMAIL.get("WEBHOOK_SECRET"))


def mark_of(message_id: str) -> dict[str, str]:
    """What the provider keeps with the mail of this Message-ID and repeats: a number, nobody's name."""
    return {NAME: message_id.strip("<>").partition("@")[0]}


@receiver(tracking)
def note_a_bounce(sender: Any, event: AnymailTrackingEvent, **kwargs: Any) -> None:
    """Leave the mail failed, with the provider's kind of reason: its sentence often names the address."""
    if event.event_type not in CAME_BACK:
        return
    try:
        number = uuid.UUID(hex=str((event.metadata or {}).get(NAME, "")))
    except ValueError:  # not one of ours
        return
    reason = str(event.reject_reason or event.event_type)[:80]
    for model in kinds_of_mails():
        sent = model._default_manager.filter(uuid=number, state=OutgoingMail.State.SENT)
        sent.update(state=OutgoingMail.State.FAILED, last_error=reason)
