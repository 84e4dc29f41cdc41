"""One message sent at once, to see whether any would leave."""

import uuid

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from conference.platform.addresses import public_host
from conference.platform.mails.rendering import RenderedMail
from conference.platform.mails.server import hand_over


def send_trial(to: str) -> None:
    """Send a test message to ``to``, past the outbox. Raises what `hand_over` does."""
    text = _("Ce message prouve que le site %s sait envoyer un courriel.") % settings.PUBLIC_URL
    rendered = RenderedMail(
        subject=_("Essai d’installation"), text=f"{text}\n", html=format_html("<p>{}</p>", text)
    )
    hand_over(rendered, to=to, message_id=f"<{uuid.uuid4().hex}@{public_host()}>")
