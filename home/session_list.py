"""« Sessions »: the events of one's own part of the site, by date, the coming ones first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn

from conference.core.lists.listed import list_together
from conference.core.spreadsheets import harmless
from conference.models import NationalConferencePage
from conference.regions.scoping import scope_of
from events.missing import LACKS, READ_WITH, missing
from events.models import EventFormat, EventPage
from events.querysets import EventQuerySet
from events.registrations.admin.event_links import seats_of, seats_told
from events.states import EventState, in_states, states_in_words
from events.wording import hour, month

from .page_lists import ListFilterSet, PageListView, PageListViewSet, of_regions

CHUNK = 500  # rows of a spreadsheet
BY_DATE = "date"  # coming first, soonest first; then what has no date; then the past, latest first
COMING, PAST, UNDATED = "a-venir", "passees", "sans-date"
_LABELS = {lack.key: lack.label for lack in LACKS}


def when(event: EventPage) -> str:
    """« mar. 15 déc. 2026, 9 h », in the event's own zone; « sans date » for a draft that has none."""
    if event.start is None:
        return _("sans date")
    start = event.start.astimezone(event.zone)
    day = _("1er") if start.day == 1 else start.day
    words = f"{date_format(start, 'D')}. {day} {month(start.date())} {start.year}"
    return f"{words}, {hour(start)}" if event.times_known else words


def what_is_missing(event: EventPage) -> str:
    """What a session that is still to come lacks, as the filter names it: « Le lieu, l’accès au lieu »."""
    if event.over_at is not None and event.over_at <= timezone.now():
        return ""
    lacks = ", ".join(str(_LABELS[key]).lower() for key, _sentence in missing(event))
    return lacks[:1].upper() + lacks[1:]


def by_date(events: QuerySet, *, now: datetime) -> QuerySet:
    """``events`` in the order of BY_DATE."""
    over = Q(over_at__lte=now)
    rank = Case(When(start__isnull=True, then=1), When(over, then=2), default=0, output_field=IntegerField())
    return events.order_by(
        rank,
        Case(When(over, then=Value(None)), default=F("start")).asc(nulls_last=True),
        F("start").desc(nulls_last=True),
        "pk",
    )


class SessionFilterSet(ListFilterSet):
    """By date, state, place, edition, and by what is missing of those still to come."""

    live = None
    when = ChoiceFilter(
        label=gettext_lazy("Quand"),
        empty_label=gettext_lazy("Toutes"),
        choices=[
            (COMING, gettext_lazy("À venir")),
            (PAST, gettext_lazy("Passées")),
            (UNDATED, gettext_lazy("Sans date")),
        ],
        method="of_time",
        widget=RadioSelect,
    )
    state = MultipleChoiceFilter(
        label=gettext_lazy("État"),
        choices=EventState.choices,
        method="of_states",
        widget=CheckboxSelectMultiple,
    )
    missing = MultipleChoiceFilter(
        label=gettext_lazy("Ce qui manque"),
        choices=[(lack.key, lack.label) for lack in LACKS],
        method="lacking",
        widget=CheckboxSelectMultiple,
    )
    region = of_regions("region__slug")
    format = MultipleChoiceFilter(
        label=gettext_lazy("Format"), choices=EventFormat.choices, widget=CheckboxSelectMultiple
    )
    edition = ModelMultipleChoiceFilter(
        label=gettext_lazy("Édition"),
        queryset=NationalConferencePage.objects.order_by("-start_date"),
        widget=CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not scope_of(self.request.user).national:
            del self.filters["region"]

    def of_time(self, events: EventQuerySet, _name: str, value: str) -> EventQuerySet:
        now = timezone.now()
        if value == UNDATED:
            return events.filter(start__isnull=True)
        return events.filter(over_at__lte=now) if value == PAST else events.filter(over_at__gt=now)

    def of_states(self, events: EventQuerySet, _name: str, values: list[str]) -> EventQuerySet:
        return in_states(events, values) if values else events

    def lacking(self, events: EventQuerySet, _name: str, values: list[str]) -> EventQuerySet:
        """``missing`` itself is asked: of one's own events that are still to come or have no date."""
        if not values:
            return events
        own = scope_of(self.request.user).filter(EventPage.objects.exclude(over_at__lte=timezone.now()))
        read = own.select_related(*READ_WITH).defer("body")
        return events.filter(
            pk__in=[event.pk for event in read if {key for key, _sentence in missing(event)} & {*values}]
        )


def _row(event: EventPage) -> dict[str, Any]:
    """One line of the spreadsheet; times are naive, as read on the clock of the place."""
    seats = seats_of(event)
    start, end = (moment and timezone.make_naive(moment, event.zone) for moment in (event.start, event.end))
    return {
        "title": event.title,
        "start": start,
        "end": end,
        "state": states_in_words(event),
        "taken": seats.taken,
        "capacity": seats.capacity,
        "missing": what_is_missing(event),
        "region": event.region and event.region.name,
        "edition": event.edition and event.edition.title,
        "format": event.get_format_display(),
        "kind": event.get_kind_display(),
        "town": event.town,
        "address": event.full_url,
    }


def _some_at_a_time(events: QuerySet) -> Iterator[EventPage]:
    """``events``, of which CHUNK are in memory at once; those ask for their seats together."""
    found = events.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        list_together(chunk)
        yield from chunk


class SessionListView(PageListView):
    """The list; the seats of its rows are read together."""

    default_ordering = BY_DATE
    add_item_label = gettext_lazy("Annoncer une session")

    def get_add_url(self) -> str | None:
        """One announces a session from a model page, from another one, or from nothing."""
        return reverse("event_announce") if super().get_add_url() else None

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), BY_DATE]

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.is_searching:
            return super().order_queryset(queryset)
        start, pk = F("start"), F("pk")
        match self.ordering:
            case "start":  # what has no date comes last both ways, on both databases
                return queryset.order_by(start.asc(nulls_last=True), pk)
            case "-start":
                return queryset.order_by(start.desc(nulls_last=True), pk)
            case _ if self.ordering == BY_DATE:
                return by_date(queryset, now=timezone.now())
        return super().order_queryset(queryset)

    def get_table(self, object_list: Iterable[EventPage]) -> Table:
        """A team of one region does not read its name in each row."""
        table = super().get_table(object_list)
        if not scope_of(self.request.user).national:
            del table.columns["region"]
        return table

    def to_row_dict(self, item: EventPage) -> dict[str, Any]:
        return {field: harmless(value) for field, value in _row(item).items()}

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        yield from super().stream_csv(_some_at_a_time(queryset))  # type: ignore[arg-type]

    def write_xlsx(self, queryset: QuerySet, output: BinaryIO) -> None:
        super().write_xlsx(_some_at_a_time(queryset), output)


class SessionViewSet(PageListViewSet):
    """Sessions, at the head of the menu."""

    model = EventPage
    name = "evenements"
    index_view_class = SessionListView
    menu_label = gettext_lazy("Sessions")
    icon = "date"
    menu_order = 90
    add_to_admin_menu = True
    ordering = BY_DATE
    read_with = ("region__team", "edition", "cover")
    filterset_class = SessionFilterSet
    export_headings = {
        "title": gettext_lazy("Titre"),
        "start": gettext_lazy("Début (heure du lieu)"),
        "end": gettext_lazy("Fin (heure du lieu)"),
        "state": gettext_lazy("État"),
        "taken": gettext_lazy("Places prises"),
        "capacity": gettext_lazy("Places ouvertes"),
        "missing": gettext_lazy("Il manque"),
        "region": gettext_lazy("Région"),
        "edition": gettext_lazy("Édition"),
        "format": gettext_lazy("Format"),
        "kind": gettext_lazy("Type"),
        "town": gettext_lazy("Ville"),
        "address": gettext_lazy("Adresse"),
    }
    list_export = list(export_headings)
    export_filename = "sessions"

    @property
    def columns(self) -> list[Column]:
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=gettext_lazy("Titre"), sort_key="title", classname="title"),
            Column("when", label=gettext_lazy("Date"), accessor=when, sort_key="start"),
            StatusTagColumn(
                "state",
                label=gettext_lazy("État"),
                accessor=states_in_words,
                primary=lambda event: event.live,
            ),
            Column("seats", label=gettext_lazy("Places"), accessor=seats_told),
            Column("missing", label=gettext_lazy("Il manque"), accessor=what_is_missing),
            Column(
                "region", label=gettext_lazy("Région"), accessor=lambda event: event.region or _("national")
            ),
            Column("edition", label=gettext_lazy("Édition")),
        ]
