"""What one takes out of an event's board: numbers, contacts for the joining link, the list for the door."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from django.views.generic.base import View
from openpyxl import Workbook

from conference.core.spreadsheets import french_csv, in_cell, let_be_filtered, new_sheet
from conference.core.text.control_signs import without_control_signs
from conference.core.text.folded_columns import FoldedSigns
from events.models import EventFormat, EventPage
from events.wording import when, where

from ..models import Arrangement, Attendee, Mode
from ..seats.numbers import kind_in_words, lines_of
from ..states import Status
from .event_views import VIEW, OfEvent
from .exports import CHUNK, note_export

BY_NAME = (FoldedSigns(F("last_name")), FoldedSigns(F("first_name")), "pk")


class TableFile(OfEvent, View):
    """A table of an event: a CSV file line by line, or a workbook of one sheet (« ?format=xlsx »)."""

    permission = VIEW
    name = ""
    widths: tuple[int, ...] = ()

    def headings(self) -> tuple[str, ...]:
        raise NotImplementedError

    def rows(self) -> Iterator[list[Any]]:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = f"{self.name}-{self.event.slug}-{timezone.localdate():%Y-%m-%d}"
        if request.GET.get("format") == "xlsx":
            return FileResponse(self.workbook(), as_attachment=True, filename=f"{name}.xlsx")
        response = StreamingHttpResponse(french_csv(self.headings(), self.rows()), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response

    def workbook(self) -> BytesIO:
        book, file, lines = Workbook(write_only=True), BytesIO(), 1
        sheet = new_sheet(book, self.name.capitalize(), self.headings(), widths=self.widths)
        for row in self.rows():
            sheet.append([in_cell(sheet, value) for value in row])
            lines += 1
        let_be_filtered(sheet, columns=len(self.widths), lines=lines)
        book.save(file)
        file.seek(0)
        return file


class NumbersFile(TableFile):
    """The numbers by day and kind: nobody is named."""

    name = "nombres"
    widths = (14, 30, 14, 14, 14, 14, 14)

    def headings(self) -> tuple[str, ...]:
        return (
            *(_("Jour"), _("Au titre de"), _("Demandées"), _("Confirmées")),
            *(_("En attente"), _("Sur place"), _("En ligne")),
        )

    def rows(self) -> Iterator[list[Any]]:
        for line in lines_of(self.event):
            found = line.numbers
            yield [
                *(line.day, kind_in_words(line.kind), found.asked, found.confirmed),
                *(found.waiting, found.on_site, found.online),
            ]


class ContactsFile(TableFile):
    """The addresses of those who follow on line, for whoever sends the joining link."""

    name = "contacts"
    widths = (24, 24, 40)

    def headings(self) -> tuple[str, ...]:
        return _("Nom"), _("Prénom"), _("Courriel")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        note_export(online_at(self.event), event=self.event, user=request.user, kind="contacts")
        return super().get(request, *args, **kwargs)

    def rows(self) -> Iterator[list[Any]]:
        people = online_at(self.event).select_related("registration").order_by(*BY_NAME)
        for each in people.iterator(chunk_size=CHUNK):
            own = each.email or each.registration.email
            yield without_control_signs([each.last_name, each.first_name, own])


class DoorListView(OfEvent, TemplateView):
    """Who is expected in the room, to be printed: by name, a box to tick, a sign for an arrangement."""

    permission = VIEW
    template_name = "events/registrations/admin/door_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        expected = expected_at(self.event)
        note_export(expected, event=self.event, user=self.request.user, kind="liste d’accueil")
        people = list(expected)
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "when": when(self.event),
            "where": where(self.event),
            "people": people,
            "marked": any(each.has_arrangement for each in people),
            "printed_at": timezone.now(),
            "back_url": reverse("event_board", args=[self.event.pk]),
        }


def online_at(event: EventPage) -> QuerySet[Attendee]:
    """Who is confirmed and follows on line."""
    confirmed = Attendee.objects.filter(event=event, status=Status.CONFIRMED)
    return confirmed if event.format == EventFormat.ONLINE else confirmed.filter(mode=Mode.ONLINE)


def expected_at(event: EventPage) -> QuerySet[Attendee]:
    """Who is confirmed and comes, by name; with ``has_arrangement``."""
    wishes = Arrangement.objects.filter(attendee=OuterRef("pk"), withdrawn_at=None).exclude(wish="")
    confirmed = Attendee.objects.filter(event=event, status=Status.CONFIRMED).in_the_room()
    return confirmed.annotate(has_arrangement=Exists(wishes)).order_by(*BY_NAME)
