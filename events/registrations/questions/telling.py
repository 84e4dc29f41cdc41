"""The organiser is written to when people wish for arrangements."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail, queue_mail
from events.models import EventPage

from ..mails.about_event import mail_about
from ..models import Arrangement, ArrangementMail
from .arrangements import to_answer


def tell_organisers_of_wishes(*, now: datetime) -> int:
    """Write once to the organiser of each event with new wishes; returns to how many."""
    by_event: dict[int, list[int]] = {}
    for pk, event in to_answer(now=now).filter(told_at=None).values_list("pk", "attendee__event"):
        by_event.setdefault(event, []).append(pk)
    told = 0
    for event in EventPage.objects.filter(pk__in=by_event).with_team():
        told += _tell(event, by_event[event.pk], now=now)
    return told


@transaction.atomic
def _tell(event: EventPage, pks: list[int], *, now: datetime) -> int:
    address = event.contact_in_force
    if not address or not Arrangement.objects.filter(pk__in=pks, told_at=None).update(told_at=now):
        return 0
    queue_mail(ArrangementMail(kind=ArrangementMail.WISHES, event=event, to=address), now=now)
    return 1


def is_still_wanted(mail: ArrangementMail, *, now: datetime) -> bool:
    """Whether any is still to be answered."""
    return to_answer(now=now).filter(attendee__event=mail.event_id).exists()


def render_arrangement_mail(mail: ArrangementMail, *, now: datetime) -> RenderedMail:
    """The mail as it leaves: how many wait for an answer, and where they are read."""
    event = EventPage.objects.with_team().get(pk=mail.event_id)
    number = to_answer(now=now).filter(attendee__event=event).count()
    words = ngettext(
        "Une personne inscrite souhaite un aménagement.",
        "%(n)s personnes inscrites souhaitent un aménagement.",
        number,
    )
    said = {
        "wishes": words % {"n": number},
        "button_url": absolute_url(reverse("event_answers", args=[event.pk])),
        "button_label": _("Lire et répondre"),
    }
    subject = _("Aménagement à répondre : %s") % event.title
    return mail_about(event, "events/registrations/mails/arrangements", said, subject=subject)
