"""Two days before an event its organiser is told, once: how many are registered, and what is missing."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail, queue_mail
from events.days import days_before, first_day
from events.missing import READ_WITH, missing
from events.models import EventFormat, EventPage, EventStatus

from .mails.about_event import mail_about
from .models import Attendee, OrganiserMail, RegistrationSettings
from .questions.arrangements import to_answer
from .seats.availability import SeatAvailability, is_over, seat_availability
from .states import Status

DAYS_BEFORE = 2
FROM_HOUR = time(8)  # where the event takes place


def tell_organisers(*, now: datetime) -> int:
    """Write to the organisers of the events that begin in two days; returns to how many.

    One announced later than that is told of at once, the day before at the latest.
    """
    coming = EventPage.objects.shown().filter(
        start__gt=now, start__lt=now + timedelta(days=DAYS_BEFORE + 2), organised_by_others=False
    )
    takes_registrations = RegistrationSettings.objects.filter(event=OuterRef("pk"), enabled=True)
    wanted = coming.exclude(status=EventStatus.CANCELLED).filter(
        Exists(takes_registrations), date_uncertain=False
    )
    told = set(OrganiserMail.objects.filter(event__in=wanted).values_list("event", "day"))
    written = 0
    for event in wanted.with_team():
        day, here = first_day(event), now.astimezone(event.zone)
        due = days_before(event, days=DAYS_BEFORE, at=FROM_HOUR)
        address = event.contact_in_force
        if here < due or here.date() >= day or (event.pk, day) in told or not address:
            continue
        queue_mail(OrganiserMail(kind="before", event=event, day=day, to=address), now=now)
        written += 1
    return written


def is_still_wanted(mail: OrganiserMail, *, now: datetime) -> bool:
    """Whether the event still takes place on that day."""
    event = mail.event
    if event.status == EventStatus.CANCELLED or event.date_uncertain or not event.live:
        return False
    return not is_over(event, now=now) and first_day(event) == mail.day


def render_organiser_mail(mail: OrganiserMail, *, now: datetime) -> RenderedMail:
    """The mail as it leaves at ``now``."""
    event = EventPage.objects.select_related(*READ_WITH).get(pk=mail.event_id)
    said = {
        "registered": registered_in_words(seat_availability(event, now=now, count_all=True)),
        "missing": [sentence for _key, sentence in missing(event)],
        "to_do": list(to_do(event, now=now)),
        "door_list_url": _door_list_url(event),
        "button_url": absolute_url(reverse("event_board", args=[event.pk])),
        "button_label": _("Ouvrir le tableau de bord"),
    }
    subject = _subject(event, now=now) % event.title
    return mail_about(event, "events/registrations/mails/organiser", said, subject=subject)


def _door_list_url(event: EventPage) -> str:
    """Where the list for the door is printed; "" where nobody comes to a door."""
    if event.format == EventFormat.ONLINE:
        return ""
    return absolute_url(reverse("event_door_list", args=[event.pk]))


def to_do(event: EventPage, *, now: datetime) -> Iterator[str]:
    """Who waits for a seat or for an answer, in words."""
    rows = Attendee.objects.filter(event=event).order_by()
    numbers = dict(rows.values_list("status").annotate(n=Count("pk")))
    waiting = numbers.get(Status.WAITLISTED, 0) + numbers.get(Status.OFFERED, 0)
    if waiting:
        yield ngettext(
            "%(n)s personne est en liste d’attente.", "%(n)s personnes sont en liste d’attente.", waiting
        ) % {"n": waiting}
    if pending := numbers.get(Status.PENDING_APPROVAL, 0):
        yield ngettext(
            "%(n)s inscription attend votre accord.", "%(n)s inscriptions attendent votre accord.", pending
        ) % {"n": pending}
    if asked := to_answer(now=now).filter(attendee__event=event).count():
        yield ngettext(
            "%(n)s demande d’aménagement attend votre réponse.",
            "%(n)s demandes d’aménagement attendent votre réponse.",
            asked,
        ) % {"n": asked}


def _subject(event: EventPage, *, now: datetime) -> str:
    days = (first_day(event) - timezone.localtime(now, event.zone).date()).days
    words = {0: _("Aujourd’hui : %s"), 1: _("Demain : %s")}
    return words.get(days, _("Dans deux jours : %s"))


def registered_in_words(seats: SeatAvailability) -> str:
    """« 12 places prises sur 40 », « 12 places prises, sans limite »."""
    taken = ngettext("%(n)s place prise", "%(n)s places prises", seats.taken) % {"n": seats.taken}
    if seats.capacity is None:
        return _("%(taken)s, sans limite") % {"taken": taken}
    return _("%(taken)s sur %(capacity)s") % {"taken": taken, "capacity": seats.capacity}
