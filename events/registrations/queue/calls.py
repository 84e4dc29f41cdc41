"""Whoever telephoned without a mail address is offered a seat by telephone: the team is told whom to ring."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail, queue_mail
from events.models import EventPage, EventStatus
from events.wording import moment

from ..mails.about_event import mail_about
from ..models import ArrangementMail, Attendee, RegistrationLogEntry
from ..querysets import AttendeeQuerySet
from ..seats import lock_seats
from ..states import Status
from ..transitions import Actor, log
from .ranks import to_call

TOLD = "équipe prévenue"


def tell_whom_to_ring(*, now: datetime) -> int:
    """Write once to the organiser of each event with new offers to tell by telephone; returns to how many.

    That they were told is noted in the log of each person.
    """
    offered = Attendee.objects.filter(status=Status.OFFERED, held_until__gt=now, registration__email="")
    events = EventPage.objects.filter(pk__in=_untold(offered, now=now).values("event"))
    return sum(_tell(event, now=now) for event in events)


def is_still_wanted(mail: ArrangementMail, *, now: datetime) -> bool:
    """Whether anybody is still to be rung."""
    return mail.event.status != EventStatus.CANCELLED and to_call(mail.event, now=now).exists()


def render_mail_on_calls(mail: ArrangementMail, *, now: datetime) -> RenderedMail:
    """The mail as it leaves: for how many, until when, and where their number is read; no name."""
    event = EventPage.objects.with_team().get(pk=mail.event_id)
    seats = Counter(
        (each.held_until, each.registration_id) for each in to_call(event, now=now) if each.held_until
    )
    words = ngettext(
        "Une place est proposée à une personne qui n’a pas donné d’adresse électronique.",
        "%(n)s places sont proposées à des personnes qui n’ont pas donné d’adresse électronique.",
        seats.total(),
    )
    said = {
        "offers": words % {"n": seats.total()},
        "calls": [
            {
                "words": _call_in_words(number, until=moment(until, event.time_zone)),
                "url": absolute_url(reverse("inscriptions:inspect", args=[registration])),
            }
            for (until, registration), number in seats.items()
        ],
        "button_url": absolute_url(reverse("event_board", args=[event.pk])),
        "button_label": _("Ouvrir le tableau de bord"),
    }
    subject = _("Personnes à appeler : %s") % event.title
    return mail_about(event, "events/registrations/mails/calls", said, subject=subject)


@transaction.atomic
def _tell(event: EventPage, *, now: datetime) -> int:
    event, _gate = lock_seats(event.pk)
    new = list(_untold(to_call(event, now=now), now=now))
    address = event.contact_in_force
    if not new or not address:
        return 0
    log(new, befores=[Status.OFFERED] * len(new), by=Actor.SITE, now=now, note=TOLD)
    queue_mail(ArrangementMail(kind=ArrangementMail.CALLS, event=event, to=address), now=now)
    return 1


def _untold(offered: AttendeeQuerySet, *, now: datetime) -> AttendeeQuerySet:
    """Those of whose present offer the team has not been told."""
    told = RegistrationLogEntry.objects.filter(
        attendee=OuterRef("pk"), note=TOLD, at__gte=OuterRef("changed_at")
    )
    return offered.filter(~Exists(told), changed_at__lte=now)


def _call_in_words(seats: int, *, until: str) -> str:
    return ngettext(
        "Appeler d’ici au %(until)s, pour une place", "Appeler d’ici au %(until)s, pour %(n)s places", seats
    ) % {"until": until, "n": seats}
