"""The lists: who registered, which mails left."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from events.models import EventPage

from ..access import events_of, may_run
from ..availability import seat_availability, too_many_for
from ..models import Attendee, Registration, RegistrationMail
from ..states import Status
from .event_links import event_buttons
from .exports import RegistrationExport
from .filters import MailFilterSet, RegistrationFilterSet, asked_event


class RegistrationListView(RegistrationExport, IndexView):
    """Who registered: searched, filtered by event and state, exported."""

    filterset_class = RegistrationFilterSet
    default_ordering = "-created_at"
    page_title = _("Inscriptions")
    add_item_label = _("Inscrire quelqu’un")

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            self._get_title_column_class(TitleColumn)(
                "name",
                label=_("Personne"),
                accessor=str,
                get_url=self.get_inspect_url,
                sort_key="attendees__last_name",
            ),
            Column("email", label=_("Courriel"), sort_key="email"),
            Column("organisation", label=_("Organisation"), sort_key="organisation"),
            Column("event", label=_("Événement"), accessor="event.title", sort_key="event__start"),
            StatusTagColumn(
                "status",
                label=_("État"),
                accessor="attendee.get_status_display",
                primary=lambda registration: registration.attendee.is_confirmed,
                sort_key="attendees__status",
            ),
            DateColumn("created_at", label=_("Reçue"), sort_key="created_at"),
        ]
        # The head of one event's list names it already.
        return [column for column in columns if not (self.event and column.name == "event")]

    def get_base_queryset(self) -> QuerySet[Registration]:
        return super().get_base_queryset().select_related("event").prefetch_related("attendees")

    @cached_property
    def event(self) -> EventPage | None:
        """The one event the list is filtered by, if it is."""
        if self.filters.is_valid() and (chosen := self.filters.form.cleaned_data["event"]):
            return chosen
        pk = asked_event(self.request)  # one without registrations, which the filter does not offer
        return None if pk is None else events_of(self.request.user).filter(pk=pk).first()

    def get_filename(self) -> str:
        of_event = f"-{self.event.slug}" if self.event else ""
        return f"inscriptions{of_event}-{timezone.localdate():%Y-%m-%d}"

    def get_add_url(self) -> str | None:
        url = super().get_add_url()
        return f"{url}?event={self.event.pk}" if url and self.event else url

    @cached_property
    def header_more_buttons(self) -> list:
        buttons = super().header_more_buttons
        if self.event and may_run(self.request.user, self.event):
            buttons = [*buttons, *event_buttons(self.event)]
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {
            "event": self.event,
            "seats": seats_of(self.event) if self.event else None,
        }


def seats_of(event: EventPage) -> dict[str, Any]:
    """What the head of an event's list says: its seats, and how many are in each state."""
    now = timezone.now()
    counts = dict(
        Attendee.objects.filter(event=event).order_by().values_list("status").annotate(n=Count("pk"))
    )
    availability = seat_availability(event, now=now, count_all=True)
    return {
        "availability": availability,
        "counts": [(Status(status).label, counts[status]) for status in Status.values if status in counts],
        "warning": too_many_for(availability),
    }


class MailListView(IndexView):
    """Which mails left, which wait, which were refused."""

    filterset_class = MailFilterSet
    default_ordering = "-created_at"
    page_title = _("Courriels")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "kind", label=_("Sujet"), accessor="get_kind_display", get_url=self.get_inspect_url
            ),
            Column("to", label=_("Destinataire"), sort_key="to"),
            Column("event", label=_("Événement"), accessor="event.title"),
            StatusTagColumn(
                "state",
                label=_("État"),
                accessor="get_state_display",
                primary=lambda mail: mail.state == RegistrationMail.State.SENT,
                sort_key="state",
            ),
            Column("attempts", label=_("Essais"), sort_key="attempts"),
            Column("last_error", label=_("Dernière erreur")),
            DateColumn("created_at", label=_("Demandé"), sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[RegistrationMail]:
        return super().get_base_queryset().select_related("event")
