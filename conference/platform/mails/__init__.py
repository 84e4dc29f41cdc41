"""Mails: written in the caller's transaction, sent by the worker, seen in the admin.

outgoing.py   the abstract row of one mail, and its query set
delivery.py   queueing, sending alone or in batches, sending again, erasing
server.py     messages handed to the mail server, and what its answers mean
bounces.py    mails that came back, where the provider tells
rendering.py  text and HTML parts from one pair of templates
"""

from conference.platform.mails.delivery import (
    PRIORITY,
    NothingToSend,
    erase_mails,
    queue_mail,
    queue_mails,
    send_again,
)
from conference.platform.mails.delivery import QUEUE as MAIL_QUEUE
from conference.platform.mails.outgoing import OutgoingMail, OutgoingMailQuerySet, kinds_of_mails
from conference.platform.mails.rendering import Attachment, RenderedMail, render_mail

__all__ = [
    "MAIL_QUEUE",
    "PRIORITY",
    "Attachment",
    "NothingToSend",
    "OutgoingMail",
    "OutgoingMailQuerySet",
    "RenderedMail",
    "erase_mails",
    "kinds_of_mails",
    "queue_mail",
    "queue_mails",
    "render_mail",
    "send_again",
]
