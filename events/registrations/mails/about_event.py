"""What every mail about an event has: when and where it is, its page, its cloth, whom one answers to."""

from collections.abc import Mapping
from typing import Any

from conference.core.cloth import woven
from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail, render_mail
from events.cloths import facts_of
from events.models import EventPage
from events.wording import when, where


def mail_about(event: EventPage, template: str, said: Mapping[str, Any], **envelope: Any) -> RenderedMail:
    """The mail of a template that is given ``said`` and these facts; ``envelope`` as for ``render_mail``."""
    facts = {
        "event": event,
        "event_url": absolute_url(event.url) if event.live and event.url else "",
        "when": when(event),
        "where": where(event),
    }
    cloth = woven(facts_of(event))
    return render_mail(template, {**facts, **said}, reply_to=event.contact_in_force, cloth=cloth, **envelope)
