"""Text and HTML parts of a mail, from one pair of templates that extend core/mails/base.*."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from conference.core.addresses import absolute_url
from conference.core.cloth import STRUCTURES, Cloth, warp_threads, weft_threads

from . import colours

ACROSS, DOWN = 30, 9  # threads of the cloth in a mail's head

# Every thread of the site: what a mail wears that concerns no single subject.
PLAIN_CLOTH = Cloth(("fer", "galle"), (3, 1), frozenset(range(1, 22)), "toile")


@dataclass(frozen=True, kw_only=True)
class RenderedMail:
    """A mail ready to leave. ``facts``: what it promises, for `on_sent` to write down."""

    subject: str
    text: str
    html: str
    reply_to: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def render_mail(
    template_base: str,
    context: Mapping[str, Any],
    *,
    subject: str,
    reply_to: str = "",
    cloth: Cloth | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RenderedMail:
    """Render ``<template_base>.txt`` and ``<template_base>.html`` with the same context.

    Added to it: `mail_subject`, `site_name`, `data_url`, `contact_url` (absolute), the colours
    `light` and `dark`, and `cloth_rows`. The text part is not escaped.
    """
    subject = re.sub(r"\s*[\r\n]+\s*", " ", subject).strip()  # a header is one line
    full = {
        "mail_subject": subject,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "data_url": absolute_url("/donnees-personnelles/"),
        "contact_url": absolute_url("/contact/"),
        "button_url": "",
        "button_label": "",
        "light": colours.light(),
        "dark": colours.dark(),
        "cloth_rows": cloth_cells(cloth or PLAIN_CLOTH),
        **context,
    }
    text = get_template(f"{template_base}.txt").template.render(Context(full, autoescape=False))  # type: ignore[attr-defined]
    html = get_template(f"{template_base}.html").render(full)
    return RenderedMail(subject=subject, text=_tidy(text), html=html, reply_to=reply_to, facts=facts or {})


def cloth_cells(cloth: Cloth) -> list[list[str]]:
    """The cloth as rows of colours: a mail shows it as a table, which needs no image.

    Where the structure lets the warp pass over, the cell wears its dye; elsewhere the weft's.
    """
    dyes, draft = colours.light(), STRUCTURES[cloth.structure]
    warp, weft = warp_threads(cloth, ACROSS), weft_threads(cloth, DOWN)
    return [
        [dyes[warp[i] if draft[j % len(draft)][i % len(draft[0])] == "X" else weft[j]] for i in range(ACROSS)]
        for j in range(DOWN)
    ]


def _tidy(text: str) -> str:
    """No blank left by template tags: single empty lines only, none at either end."""
    lines = "\n".join(line.strip(" \t") for line in text.splitlines())  # no-break spaces stay
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
