"""The tickets of a party as one tagged page of PDF, readable without a network."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from conference.core.colours import light
from conference.platform.links import absolute_url
from events.models import EventPage
from events.wording import when, where

from ..models import Attendee
from .codes import qr_code, reference_of

HERE = Path(__file__).parent
PDF = "application/pdf"


def ticket_pdf(event: EventPage, people: Sequence[Attendee], *, now: datetime) -> bytes:
    """One page with the event, then each of ``people`` (ten at most) with a reference and a code.

    It is shown and handed on: no link in it gives a right. The text goes in as data, never as markup.
    """
    shown = {
        "site": settings.WAGTAIL_SITE_NAME,
        "heading": _("Billet") if len(people) == 1 else _("Billets"),
        "title": event.title,
        "when": _capital(when(event)),
        "where": _capital(where(event)),
        "fictional": _("Événement fictif, pour la démonstration") if event.fictional else "",
        "reference": _("Référence"),
        "code": _("Code QR du billet"),
        "note": _(
            "Un empêchement ? Rendez votre place par le lien de votre courriel : elle profitera à"
            " quelqu’un d’autre."
        ),
        "link": absolute_url(event.url) if event.live and event.url else "",
        "link_label": _("Revoir le programme"),
        "ink": light()["ink"],
        "people": [
            {
                "name": str(each),
                "organisation": each.organisation,
                "mode": _capital(each.get_mode_display()) if each.mode_in_force else "",
                "reference": reference_of(each),
                "code": qr_code(each),
            }
            for each in people
        ],
    }
    return typst.compile(
        HERE / "ticket.typ",
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(now.timestamp()),
        sys_inputs={"ticket": json.dumps(shown)},
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
