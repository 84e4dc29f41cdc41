"""Text and HTML parts of a mail, from one pair of templates that extend core/mails/base.*."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.module_loading import import_string

from conference.platform.links import absolute_url


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that leaves with a mail; ``kind`` is its media type, parameters included."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, kw_only=True)
class RenderedMail:
    """A mail ready to leave.

    ``sender_name``: shown as the sender, "" for the site's own. ``facts``: what the mail promises, for
    `on_sent` to write down.
    """

    subject: str
    text: str
    html: str
    reply_to: str = ""
    sender_name: str = ""
    attachments: Sequence[Attachment] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def render_mail(
    template_base: str,
    context: Mapping[str, Any],
    *,
    subject: str,
    reply_to: str = "",
    sender_name: str = "",
    attachments: Sequence[Attachment] = (),
    cloth: object = None,
    facts: Mapping[str, Any] | None = None,
) -> RenderedMail:
    """Render ``<template_base>.txt`` and ``<template_base>.html`` with the same context.

    Added to it: `mail_subject`, `site_name`, `data_url`, `contact_url` (absolute), and what the
    function named by the setting MAIL_LOOK returns for `cloth`. The text part is not escaped.
    """
    subject = re.sub(r"\s*[\r\n]+\s*", " ", subject).strip()  # a header is one line
    full = {
        "mail_subject": subject,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "data_url": absolute_url("/donnees-personnelles/"),
        "contact_url": absolute_url("/contact/"),
        "button_url": "",
        "button_label": "",
        **import_string(settings.MAIL_LOOK)(cloth),
        **context,
    }
    text = get_template(f"{template_base}.txt").template.render(Context(full, autoescape=False))  # type: ignore[attr-defined]
    html = get_template(f"{template_base}.html").render(full)
    return RenderedMail(
        subject=subject,
        text=_tidy(text),
        html=html,
        reply_to=reply_to,
        sender_name=sender_name,
        attachments=attachments,
        facts=facts or {},
    )


def _tidy(text: str) -> str:
    """No blank left by template tags: single empty lines only, none at either end."""
    lines = "\n".join(line.strip(" \t") for line in text.splitlines())  # no-break spaces stay
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
