"""The export of registrations: read in chunks, told in words, in each event's own time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from conference.core.spreadsheets import BYTE_ORDER_MARK, harmless
from events.models import EventPage

from ..models import Attendee, Registration
from ..questions import in_words as answers_in_words

CHUNK = 1_000  # registrations


def local(moment: datetime | None, event: EventPage) -> datetime | None:
    """A moment as read on the event's own clock, to the second, without a zone (spreadsheets have none)."""
    if moment is None:
        return None
    return timezone.make_naive(moment, ZoneInfo(event.time_zone)).replace(microsecond=0)


def a_chunk_at_a_time(registrations: QuerySet[Registration]) -> Iterator[Registration]:
    """``registrations``, of which CHUNK are in memory at once, each event once a chunk."""
    events = EventPage.objects.only("title", "start", "time_zone")
    rows = registrations.select_related(None).with_attendee()
    rows = rows.prefetch_related(Prefetch("event", events), "given_answers__question")
    return rows.iterator(chunk_size=CHUNK)


class RegistrationExport:
    """What an index view of registrations writes to CSV and XLSX; times are the event's own."""

    list_export = [
        "event",
        "event_start",
        "status",
        "first_name",
        "last_name",
        "email",
        "organisation",
        "organisation_kind",
        "created_at",
        "confirmed_at",
        "cancelled_at",
        "answers",
    ]
    export_headings = {
        "event": _("Événement"),
        "event_start": _("Début (heure du lieu)"),
        "status": _("État"),
        "first_name": _("Prénom"),
        "last_name": _("Nom"),
        "email": _("Courriel"),
        "organisation": _("Organisation"),
        "organisation_kind": _("Au titre de"),
        "created_at": _("Reçue le (heure du lieu)"),
        "confirmed_at": _("Confirmée le (heure du lieu)"),
        "cancelled_at": _("Annulée le (heure du lieu)"),
        "answers": _("Réponses"),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """An export without the page of the list, whose count would hold every row in memory."""
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def in_words(self) -> dict[str, dict[str, str]]:
        """What the values of a field are called; Django finds it anew for each row: half of an export."""
        fields = (Attendee._meta.get_field("status"), Registration._meta.get_field("organisation_kind"))
        return {field.name: {key: str(label) for key, label in field.flatchoices} for field in fields}

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        attendee = item.attendee
        row = {
            "event": item.event.title,
            "event_start": local(item.event.start, item.event),
            "status": self.in_words["status"].get(attendee.status, attendee.status),
            "first_name": attendee.first_name,
            "last_name": attendee.last_name,
            "email": item.email,
            "organisation": item.organisation,
            "organisation_kind": self.in_words["organisation_kind"].get(
                item.organisation_kind, item.organisation_kind
            ),
            "created_at": local(item.created_at, item.event),
            "confirmed_at": local(attendee.confirmed_at, item.event),
            "cancelled_at": local(attendee.cancelled_at, item.event),
            "answers": "\n".join(
                f"{label}\xa0: {answer}" for label, answer in answers_in_words(item.given_answers.all())
            ),
        }
        return {field: harmless(value) for field, value in row.items()}

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(a_chunk_at_a_time(queryset))

    def write_xlsx(self, queryset: QuerySet, output: BinaryIO) -> None:
        super().write_xlsx(a_chunk_at_a_time(queryset), output)
