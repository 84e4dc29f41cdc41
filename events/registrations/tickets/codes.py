"""What tells one ticket from another: its reference, and the address that its QR code holds."""

import io
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from conference.platform.links import absolute_url

from ..access import ticket_path
from ..models import Attendee

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no sign that is taken for another
LENGTH = 8
ERROR_LEVEL = "m"  # read although a seventh of it is creased or dirty


def reference_of(attendee: Attendee) -> str:
    """« K7QP-3M2X »: the same as long as the ticket's code, told from all others by people too."""
    number = attendee.uuid.int if attendee.uuid else attendee.pk
    signs = []
    for _sign in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def ticket_url(attendee: Attendee) -> str:
    """The address of the ticket, which shows it and gives no right to change anything."""
    return absolute_url(ticket_path(attendee))


def qr_code(attendee: Attendee) -> str:
    """The QR code of ``ticket_url`` as an SVG image, dark on light, its quiet zone included."""
    drawn = io.BytesIO()
    segno.make(ticket_url(attendee), error=ERROR_LEVEL, micro=False).save(
        drawn, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=True
    )
    return drawn.getvalue().decode()


def ticket_card(attendee: Attendee, *, holds: bool = True) -> dict[str, Any]:
    """What ``ticket_card.html`` shows of a ticket; its code as long as the ticket ``holds``."""
    code = qr_for_page(attendee) if holds else ""
    return {"person": attendee, "reference": reference_of(attendee), "code": code}


def qr_for_page(attendee: Attendee) -> SafeString:
    """The QR code within a page, with its name for those who do not see it."""
    code = segno.make(ticket_url(attendee), error=ERROR_LEVEL, micro=False)
    drawn = code.svg_inline(
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        title=_("Code du billet %s") % reference_of(attendee),
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))
