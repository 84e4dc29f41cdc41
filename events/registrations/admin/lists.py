"""The lists: who registered, which mails left."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.generic import IndexView

from events.models import EventFormat, EventPage

from ..access import events_of, may_run
from ..models import Attendee, RegistrationMail
from ..seats.availability import seat_availability, too_many_for
from ..states import Status
from .event_links import event_buttons
from .exports import AttendeeExport
from .filters import AttendeeFilterSet, MailFilterSet, asked_event
from .searching import doubles_of, search_people


class RegistrationListView(AttendeeExport, IndexView):
    """Who is registered, a person a line: searched, filtered, exported, changed together."""

    template_name = "events/registrations/admin/registrations.html"
    filterset_class = AttendeeFilterSet
    default_ordering = "-registration__created_at"
    page_title = _("Inscriptions")
    add_item_label = _("Inscrire quelqu’un")

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            self._get_title_column_class(TitleColumn)(
                "name",
                label=_("Personne"),
                accessor=self.name_of,
                get_url=self.get_inspect_url,
                get_title_id=lambda attendee: f"attendee_{attendee.pk}_title",
                sort_key="last_name",
            ),
            Column(
                "email",
                label=_("Courriel"),
                accessor=lambda each: each.email or each.registration.email or each.registration.phone,
                sort_key="registration__email",
            ),
            Column("organisation", label=_("Organisation"), sort_key="organisation"),
            Column("event", label=_("Événement"), accessor="event.title", sort_key="event__start"),
            Column("mode", label=_("Participation"), accessor="get_mode_display", sort_key="mode"),
            StatusTagColumn(
                "status",
                label=_("État"),
                accessor="get_status_display",
                primary=lambda attendee: attendee.is_confirmed,
                sort_key="status",
            ),
            DateColumn(
                "created_at",
                label=_("Reçue"),
                accessor="registration.created_at",
                sort_key="registration__created_at",
            ),
        ]
        if self.event:
            # The head of one event's list names it already, and people choose at a hybrid one only.
            hidden = {"event"} if self.event.format == EventFormat.HYBRID else {"event", "mode"}
            columns = [column for column in columns if column.name not in hidden]
        if self.request.user.has_perm("registrations.change_registration"):
            columns.insert(0, BulkActionsCheckboxColumn("bulk_actions", obj_type="attendee"))
        return columns

    def name_of(self, attendee: Attendee) -> str:
        """« Nolwenn Le Goff (doublon ?) »."""
        if attendee.pk in self.doubles:
            return _("%(name)s (doublon ?)") % {"name": attendee}
        return str(attendee)

    def get_inspect_url(self, instance: Attendee) -> str:
        return reverse(self.inspect_url_name, args=[instance.registration_id])

    def get_base_queryset(self) -> QuerySet[Attendee]:
        return super().get_base_queryset().select_related("event", "registration")

    def search_queryset(self, queryset: QuerySet[Attendee]) -> QuerySet[Attendee]:
        return search_people(queryset, self.search_query) if self.search_query else queryset

    def get_table(self, object_list: Iterable[Attendee]) -> Any:
        self.doubles = doubles_of(object_list)
        return super().get_table(object_list)

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
            "seats": seats_and_states(self.event) if self.event else None,
        }


def seats_and_states(event: EventPage) -> dict[str, Any]:
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

    template_name = "events/registrations/admin/mails.html"
    filterset_class = MailFilterSet
    default_ordering = "-created_at"
    page_title = _("Courriels")

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            self._get_title_column_class(TitleColumn)(
                "kind",
                label=_("Sujet"),
                accessor="get_kind_display",
                get_url=self.get_inspect_url,
                get_title_id=lambda mail: f"registrationmail_{mail.pk}_title",
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
        if self.request.user.has_perm("registrations.change_registrationmail"):
            columns.insert(0, BulkActionsCheckboxColumn("bulk_actions", obj_type="registrationmail"))
        return columns

    def get_base_queryset(self) -> QuerySet[RegistrationMail]:
        return super().get_base_queryset().select_related("event")
