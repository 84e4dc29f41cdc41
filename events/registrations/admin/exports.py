"""The export of people: read in chunks, told in words, in each event's own time; each one is noted."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Prefetch, QuerySet, When
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from wagtail.admin.views.mixins import ExcelDateFormatter

from conference.core.spreadsheets import french_csv, let_be_filtered, new_sheet
from conference.core.text.control_signs import without_control_signs
from conference.core.text.folded_columns import FoldedSigns
from events.models import EventPage

from ..models import Answer, Attendee, PeopleExport, Registration
from ..questions import in_words as answers_in_words
from ..states import Status

CHUNK = 500  # people; SQLite refuses a question about a thousand
# Who comes, who may still come, who does not.
OF_STATES = (
    *(Status.CONFIRMED, Status.PENDING_APPROVAL, Status.OFFERED, Status.WAITLISTED, Status.UNCONFIRMED),
    *(Status.CANCELLED, Status.REFUSED, Status.EXPIRED, Status.ANONYMISED),
)
BY_STATE = Case(*(When(status=state, then=place) for place, state in enumerate(OF_STATES)))
IN_ORDER = (BY_STATE, FoldedSigns(F("last_name")), FoldedSigns(F("first_name")), "pk")
WIDTHS = {"event": 40, "email": 34, "organisation": 34, "answers": 60}
WIDTH = 18  # of the other columns, in signs


def local(moment: datetime | None, event: EventPage) -> datetime | None:
    """A moment as read on the event's own clock, to the second, without a zone (spreadsheets have none)."""
    if moment is None:
        return None
    return timezone.make_naive(moment, ZoneInfo(event.time_zone)).replace(microsecond=0)


def note_export(people: QuerySet[Attendee], *, event: EventPage | None, user: Any, kind: str) -> None:
    """Keep who took which people out of the site, in the ledger of each of their events.

    Where it held nobody: in that of the ``event`` it was asked of, None for a list of several.
    """
    by_event = dict(people.order_by().values_list("event").annotate(Count("pk")).iterator())
    now = timezone.now()
    PeopleExport.objects.bulk_create(
        PeopleExport(event_id=key, user=user, kind=kind, rows=rows, at=now)
        for key, rows in (by_event or {event.pk if event else None: 0}).items()
    )


def a_chunk_at_a_time(attendees: QuerySet[Attendee]) -> Iterator[Attendee]:
    """``attendees`` by state, then by name, of whom CHUNK are in memory at once, each event once a chunk."""
    events = EventPage.objects.only("title", "start", "time_zone")
    answers = Answer.objects.select_related("question").order_by("pk")
    registrations = Registration.objects.prefetch_related(
        Prefetch("given_answers", answers.filter(attendee=None), to_attr="shared_answers")
    )
    rows = attendees.select_related(None).order_by(*IN_ORDER)
    rows = rows.prefetch_related(
        Prefetch("event", events),
        Prefetch("registration", registrations),
        Prefetch("answers", answers, to_attr="own_answers"),
    )
    return rows.iterator(chunk_size=CHUNK)


class AttendeeExport:
    """What an index view of attendees writes to CSV and XLSX; times are the event's own.

    Arrangements are in none of them: they are read in the admin only.
    """

    list_export = [
        "event",
        "event_start",
        "status",
        "last_name",
        "first_name",
        "email",
        "phone",
        "organisation",
        "organisation_kind",
        "mode",
        "beyond",
        "created_at",
        "confirmed_at",
        "cancelled_at",
        "answers",
    ]
    export_headings = {
        "event": _("Événement"),
        "event_start": _("Début (heure du lieu)"),
        "status": _("État"),
        "last_name": _("Nom"),
        "first_name": _("Prénom"),
        "email": _("Courriel"),
        "phone": _("Téléphone"),
        "organisation": _("Organisation"),
        "organisation_kind": _("Au titre de"),
        "mode": _("Participation"),
        "beyond": _("Hors des places ouvertes"),
        "created_at": _("Reçue le (heure du lieu)"),
        "confirmed_at": _("Confirmée le (heure du lieu)"),
        "cancelled_at": _("Annulée le (heure du lieu)"),
        "answers": _("Réponses"),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """An export without the page of the list, whose count would hold every row in memory."""
        if self.is_export:
            rows = self.get_queryset()
            note_export(rows, event=self.event, user=request.user, kind="inscriptions")
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def in_words(self) -> dict[str, dict[str, str]]:
        """What the values of a field are called; Django finds it anew for each row: half of an export."""
        fields = [Attendee._meta.get_field(name) for name in ("status", "mode", "beyond")]
        fields.append(Registration._meta.get_field("organisation_kind"))
        return {field.name: {key: str(label) for key, label in field.flatchoices} for field in fields}

    def to_row_dict(self, item: Attendee) -> dict[str, Any]:
        asked, event = item.registration, item.event
        answers = answers_in_words([*asked.shared_answers, *item.own_answers])
        row = {
            "event": event.title,
            "event_start": local(event.start, event),
            "status": item.status,
            "last_name": item.last_name,
            "first_name": item.first_name,
            "email": item.email or asked.email,
            "phone": asked.phone,
            "organisation": item.organisation or asked.organisation,
            "organisation_kind": asked.organisation_kind,
            "mode": item.mode,
            "beyond": item.beyond,
            "created_at": local(asked.created_at, event),
            "confirmed_at": local(item.confirmed_at, event),
            "cancelled_at": local(item.cancelled_at, event),
            "answers": "\n".join(f"{label}\xa0: {answer}" for label, answer in answers),
        }
        for name, words in self.in_words.items():
            row[name] = words.get(row[name], row[name])
        return without_control_signs(row)

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        headings = [str(self.export_headings[field]) for field in self.list_export]
        rows = (self.to_row_dict(each).values() for each in a_chunk_at_a_time(queryset))
        yield from french_csv(headings, rows)

    def write_xlsx(self, queryset: QuerySet, output: BinaryIO) -> None:
        """A sheet for each state, its people by name."""
        book = Workbook(write_only=True, iso_dates=True)
        moments = ExcelDateFormatter().get()
        of_state = groupby(a_chunk_at_a_time(queryset), key=lambda each: each.status)
        for state, attendees in of_state:
            sheet, lines = self._new_sheet(book, self.in_words["status"].get(state, state)), 1
            for attendee in attendees:
                cells = self.generate_xlsx_row(sheet, self.to_row_dict(attendee), date_format=moments)
                sheet.append(cells)
                lines += 1
            let_be_filtered(sheet, columns=len(self.list_export), lines=lines)
        if not book.worksheets:
            self._new_sheet(book, str(_("inscriptions")))
        book.save(output)

    def _new_sheet(self, book: Workbook, title: str) -> Any:
        headings = [str(self.export_headings[field]) for field in self.list_export]
        widths = [WIDTHS.get(field, WIDTH) for field in self.list_export]
        return new_sheet(book, title.capitalize(), headings, widths=widths)
