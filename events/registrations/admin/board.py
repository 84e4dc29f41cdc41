"""« Tableau de bord » of one event: its state, its seats, what was sent, what is missing, what one may do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name

from conference.core.times.french import day as day_in_words
from events.missing import missing
from events.models import EventFormat, EventOperation, EventPage, EventStatus
from events.operations import undoable
from events.wording import moment, when, where

from ..models import Attendee, MailKind, Notice, OrganiserMail, RegistrationMail
from ..notices import notice_waiting
from ..queue.feeding import why_stuck
from ..queue.ranks import queue_length, to_call
from ..seats.availability import SeatAvailability, is_over
from ..seats.numbers import by_day, by_kind, lines_of, total
from ..states import Status
from .event_links import registrations_url
from .event_views import CHANGE, VIEW, EventPageMixin
from .letters import sent_letters
from .lists import seats_and_states
from .operation_words import leaving, words_of
from .undoing import may_be_stopped
from .verbs import verbs_of

SHOWN = 30  # operations


@dataclass(frozen=True, kw_only=True)
class Done:
    """One line of the log. ``undo_url``: "" where it cannot be undone."""

    at: datetime
    by: str
    words: str
    reason: str
    undone_at: datetime | None
    undone_by: str
    undo_url: str


class BoardView(EventPageMixin, TemplateView):
    """The page of one event in the admin from which everything about its day is done."""

    template_name = "events/registrations/admin/board.html"
    page_title = gettext_lazy("Tableau de bord")

    def back_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.event.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, now = self.event, timezone.now()
        seats, notice = seats_and_states(event), notice_waiting(event)
        sees_people = self.request.user.has_perm(VIEW)
        return super().get_context_data(**kwargs) | {
            "event": event,
            "when": when(event),
            "where": where(event),
            "state": self.state(seats["availability"], now),
            "seats": seats,
            "missing": [] if is_over(event, now=now) else [sentence for _key, sentence in missing(event)],
            "mails": list(mails_of(event)),
            "letters": sent_letters(event),
            "letter_url": reverse("event_letter", args=[event.pk])
            if self.request.user.has_perm(CHANGE)
            else "",
            "news": self.news(notice),
            "log": self.log(notice),
            "verbs": [(verb, reverse(verb.name, args=[event.pk])) for verb in verbs_of(event, now=now)],
            "numbers": numbers_of(event) if sees_people else None,
            "waiting": queue_length(event) if sees_people else 0,
            "why_stuck": why_stuck(event, now=now),
            "to_call": self.to_call(now) if sees_people else [],
            "to_approve": self.to_approve() if sees_people else 0,
            "registrations_url": registrations_url(event) if sees_people else "",
            "edit_url": self.back_url(),
            "public_url": event.get_url(self.request) if event.live else "",
        }

    def to_call(self, now: datetime) -> list[tuple[Attendee, str]]:
        """Who is offered a seat and has no mail address, and until when."""
        people = to_call(self.event, now=now).select_related("registration")
        return [(each, moment(each.held_until, self.event.time_zone)) for each in people if each.held_until]

    def to_approve(self) -> int:
        return Attendee.objects.filter(event=self.event, status=Status.PENDING_APPROVAL).count()

    def state(self, availability: SeatAvailability, now: datetime) -> list[str]:
        """« En ligne sur le site », « reporté »…, what waits, and whether one can register."""
        event = self.event
        published = _("Publiée") if event.live else _("Brouillon : pas encore publiée")
        if event.live and is_over(event, now=now):
            published = _("Publiée, terminée")
        words = [published]
        if event.status != EventStatus.SCHEDULED:
            words.append(event.get_status_display())
        if event.live and event.has_unpublished_changes:
            words.append(_("des modifications attendent d’être publiées"))
        if availability.words and availability.words not in words:
            words.append(availability.words)
        return words

    def news(self, notice: Notice | None) -> dict[str, str] | None:
        """The mails that wait, and how they are stopped."""
        if notice is None:
            return None
        stop = reverse("event_stop_mails", args=[self.event.pk]) if may_be_stopped(notice) else ""
        return {"words": leaving(notice, self.event), "stop_url": stop}

    def log(self, notice: Notice | None) -> list[Done]:
        """The latest operations first; only the one that stands last may be undone, subject by subject."""
        operations = list(
            EventOperation.objects.filter(event=self.event).select_related("by", "undone_by")[:SHOWN]
        )
        may = set() if is_over(self.event, now=timezone.now()) else undoable(operations)
        return [
            Done(
                at=each.at,
                by=_name(each.by),
                words=words_of(each, zone=self.event.time_zone),
                reason=each.reason,
                undone_at=each.undone_at,
                undone_by=_name(each.undone_by) if each.undone_at else "",
                undo_url=reverse("event_undo", args=[self.event.pk, each.pk]) if each.pk in may else "",
            )
            for each in operations
        ]


def numbers_of(event: EventPage) -> dict[str, Any]:
    """How many people asked, come and wait, and the files that one takes out."""
    lines = lines_of(event)
    return {
        "total": total(lines),
        "by_day": [(day_in_words(day), found) for day, found in by_day(lines)],
        "by_kind": list(by_kind(lines)),
        "files": list(files_of(event)),
    }


def files_of(event: EventPage) -> Iterator[dict[str, Any]]:
    """The files that one takes out of an event, and the list for the door."""
    numbers, contacts = (reverse(f"event_{name}", args=[event.pk]) for name in ("numbers", "contacts"))
    yield {"label": _("Inscriptions (Excel)"), "url": f"{registrations_url(event)}&export=xlsx"}
    yield {"label": _("Nombres (CSV)"), "url": numbers}
    yield {"label": _("Nombres (Excel)"), "url": f"{numbers}?format=xlsx"}
    if event.format != EventFormat.ONLINE:
        yield {"label": _("Liste d’accueil"), "url": reverse("event_door_list", args=[event.pk])}
    if event.format != EventFormat.IN_PERSON:
        yield {"label": _("Contacts pour le lien (CSV)"), "url": contacts}
        yield {"label": _("Contacts pour le lien (Excel)"), "url": f"{contacts}?format=xlsx"}


def mails_of(event: EventPage) -> Iterator[dict[str, Any]]:
    """What was sent about the event, kind by kind: how many left, when last, how many wait or failed."""
    kinds = dict(MailKind.choices)
    rows = RegistrationMail.objects.filter(event=event).order_by().values_list("kind", "state")
    found: dict[str, dict[str, Any]] = {}
    for kind, state, count, last in rows.annotate(count=Count("pk"), last=Max("sent_at")):
        row = found.setdefault(kind, {"kind": kinds.get(kind, kind), "sent": 0, "waiting": 0, "failed": 0})
        if state == RegistrationMail.State.SENT:
            row |= {"sent": count, "last": last}
        elif state == RegistrationMail.State.QUEUED:
            row["waiting"] = count
        elif state == RegistrationMail.State.FAILED:
            row["failed"] = count
    yield from (found[kind] for kind in kinds if kind in found)
    for mail in OrganiserMail.objects.filter(event=event).order_by("created_at"):
        yield {
            "kind": _("à l’organisation, deux jours avant"),
            "sent": int(mail.was_sent),
            "last": mail.sent_at,
            "waiting": int(mail.is_waiting),
            "failed": int(mail.state == mail.State.FAILED),
        }


def _name(account: Any) -> str:
    if account is None:
        return _("le site")
    return get_user_display_name(account)
