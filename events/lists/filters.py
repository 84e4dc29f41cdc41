"""The filters of the agenda, of its archives, of its feeds: each is declared here, and nowhere else."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.lists.fields import ChoiceFilter, DayFilter, MultipleChoiceFilter, TextFilter
from conference.core.lists.filters import ListFilters
from conference.core.times.french import YEARS
from conference.core.worlds import AUDIENCES
from conference.platform.caching.fragments import cached
from conference.regions.reference import (
    NO_DEPARTMENT,
    department_choices,
    departments_of_reference,
    regions_filter,
)
from measures.display import NO_MEASURE, measure_choices

from ..choices import EventFormat, EventKind, YesNo
from ..models import EventPage
from ..models.place import ACCESS_FACTS
from ..querysets import EventQuerySet
from ..search.question import Answer, answer
from .periods import PERIODS, begun_from

# The ways to see the agenda beside its list.
VIEWS = [("mois", gettext_lazy("Mois")), ("carte", gettext_lazy("Carte"))]


def access_choices() -> list[tuple[str, Any]]:
    """Each fact of access with its words."""
    return [(name, EventPage._meta.get_field(name).verbose_name) for name in ACCESS_FACTS]


def year_choices() -> list[tuple[str, str]]:
    """The years that have past events, latest first."""
    years = cached("years of the agenda", lambda: EventPage.objects.years(timezone.now()))
    return [(str(year), str(year)) for year in years]


class DepartmentFilter(MultipleChoiceFilter):
    """By the number of a department: by the event's commune, or the department typed beside its town."""

    def narrow(self, rows: Any, value: Any) -> Any:
        names = [each.name for each in departments_of_reference() if each.code in value]
        asked = Q(department__in=names)
        for code in value:
            asked |= Q(commune__code__startswith=code)  # an INSEE code begins with its department's number
        return rows.filter(asked)


class MeasureFilter(MultipleChoiceFilter):
    """By the numbers of the measures served: an event that serves two of them stands once."""

    def narrow(self, rows: Any, value: Any) -> Any:
        served = EventPage.measures.through.objects.filter(measure__number__in=value)
        return rows.filter(pk__in=served.values("eventpage"))


class AccessFilter(MultipleChoiceFilter):
    """By what is known of the access: all that is asked for, each known for sure."""

    def narrow(self, rows: Any, value: Any) -> Any:
        return rows.filter(**dict.fromkeys(value, YesNo.YES))


class PeriodFilter(ChoiceFilter):
    """By a period at hand, told from today's date in Paris."""

    def narrow(self, rows: Any, value: Any) -> Any:
        _words, days_from = PERIODS[value]
        return rows.between(*days_from(timezone.localdate()))


class YearFilter(ChoiceFilter):
    """By the year in which an event begins, where it takes place."""

    def narrow(self, rows: Any, value: Any) -> Any:
        year = int(value)
        return rows.filter(begun_from(date(year, 1, 1))).begun_by(date(year, 12, 31))


class SeatsFilter(MultipleChoiceFilter):
    """By whether seats are left, as the folder of registrations knows it."""

    # Whether one can register at a moment for an event of the outer query: registrations/apps.py says it.
    takes_registrations: ClassVar[Callable[[datetime], Any]]

    def narrow(self, rows: Any, value: Any) -> Any:
        return rows.filter(type(self).takes_registrations(timezone.now()))


class EventFilters(ListFilters):
    """The filters that the agenda and its archives share.

    ``counted``: how many events each choice leads to (counts.py), given what else is chosen; None where the
    page has not asked. ``answer``: how ``q`` was understood, once it has narrowed the events.
    """

    folded = ("departement", "type", "mesure", "public", "acces", "du", "au")
    counted: Callable[["EventFilters", str], Mapping[str, int] | None] | None = None

    answer: Answer | None = None

    q = TextFilter(label=gettext_lazy("Mot, ville, code postal, département"))
    region = regions_filter("region__slug__in")
    format = MultipleChoiceFilter(
        label=gettext_lazy("Format"),
        all_label=gettext_lazy("Tous"),
        choices=EventFormat.choices,
        lookup="format__in",
        unknown=gettext_lazy("« %(value)s » n’est pas un format : ce critère n’a pas été pris en compte."),
    )
    departement = DepartmentFilter(
        label=gettext_lazy("Département"),
        all_label=gettext_lazy("Tous"),
        choices=department_choices,
        lookup="",
        unknown=NO_DEPARTMENT,
        columns=True,
    )
    type = MultipleChoiceFilter(
        label=gettext_lazy("Type"),
        all_label=gettext_lazy("Tous"),
        choices=EventKind.choices,
        lookup="kind__in",
        unknown=gettext_lazy("« %(value)s » n’est pas un type : ce critère n’a pas été pris en compte."),
    )
    mesure = MeasureFilter(
        label=gettext_lazy("Mesure"),
        all_label=gettext_lazy("Toutes"),
        choices=measure_choices,
        lookup="",
        unknown=NO_MEASURE,
        chip=gettext_lazy("Mesure %(value)s : %(label)s"),
        columns=True,
    )
    public = MultipleChoiceFilter(
        label=gettext_lazy("Public"),
        all_label=gettext_lazy("Tous"),
        choices=AUDIENCES,
        lookup="audiences__any_of",
        unknown=gettext_lazy("« %(value)s » n’est pas un public : ce critère n’a pas été pris en compte."),
    )
    acces = AccessFilter(
        label=gettext_lazy("Accès"),
        all_label=gettext_lazy("Indifférent"),
        choices=access_choices,
        lookup="",
        unknown=gettext_lazy(
            "« %(value)s » n’est pas une condition d’accès : ce critère n’a pas été pris en compte."
        ),
    )
    du = DayFilter(
        label=gettext_lazy("Du"),
        narrowed=lambda events, day: events.lasting_until(day),
        chip=gettext_lazy("à partir du %(day)s"),
    )
    au = DayFilter(
        label=gettext_lazy("Au"),
        narrowed=lambda events, day: events.begun_by(day),
        chip=gettext_lazy("jusqu’au %(day)s"),
    )

    def clean(self) -> None:
        """Leave out a last day before the first one."""
        super().clean()
        first, last = self.cleaned_data["du"], self.cleaned_data["au"]
        if first and last and last < first:
            self.cleaned_data |= {"du": "", "au": ""}
            self.ignored.append(
                _("La fin demandée précède le début : ces deux dates n’ont pas été prises en compte.")
            )

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those of ``events`` that were asked for."""
        events = super().narrow(events)
        if not self.cleaned_data["q"]:
            return events
        self.answer = answer(self.cleaned_data["q"], events)
        return self.answer.events

    def counts(self, name: str) -> Mapping[str, int] | None:
        return self.counted(self, name) if self.counted else None


class AgendaFilters(EventFilters):
    """The filters of the coming events, and how they are shown: as a list, a month or a map."""

    view_fields: ClassVar[tuple[str, ...]] = ("vue", "mois")

    quand = PeriodFilter(
        label=gettext_lazy("Quand"),
        all_label=gettext_lazy("À toute date"),
        choices=[
            ("", gettext_lazy("à toute date")),
            *((key, words) for key, (words, _days) in PERIODS.items()),
        ],
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est pas une période : ce critère n’a pas été pris en compte."),
        widget=forms.RadioSelect,
    )
    places = SeatsFilter(
        label=gettext_lazy("Inscription"),
        all_label=gettext_lazy("Indifférent"),
        choices=[("1", gettext_lazy("places disponibles"))],
        lookup="",
        unknown=gettext_lazy("Pour les places disponibles, écrivez « places=1 » : ce critère est ignoré."),
    )
    vue = ChoiceFilter(
        choices=VIEWS,
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est pas une vue : voici la liste."),
        widget=forms.HiddenInput,
    )
    mois = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order_fields(["q", "region", "quand", "format", "places"])

    def clean_mois(self) -> str:
        """« 2026-12 », or "" for the month of today."""
        asked: str = self.cleaned_data["mois"]
        try:
            return f"{first_of_month(asked):%Y-%m}" if asked else ""
        except ValueError:
            raise ValidationError(
                _("« %(value)s » n’est pas un mois : voici celui d’aujourd’hui."), params={"value": asked}
            ) from None

    @property
    def month(self) -> date:
        """The first day of the month asked for, else of the month in which the period asked for begins."""
        if asked := self.cleaned_data["mois"]:
            return first_of_month(asked)
        if asked := self.cleaned_data["du"]:
            return date.fromisoformat(asked).replace(day=1)
        return timezone.localdate().replace(day=1)


class ArchiveFilters(EventFilters):
    """The filters of the past events."""

    annee = YearFilter(
        label=gettext_lazy("Année"),
        all_label=gettext_lazy("Toutes"),
        choices=lambda: [("", _("toutes")), *year_choices()],
        lookup="",
        unknown=gettext_lazy(
            "« %(value)s » n’est pas une année des archives : ce critère n’a pas été pris en compte."
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order_fields(["q", "annee", "region", "format"])


def first_of_month(text: str) -> date:
    """The first day of « 2026-12 ». Raises ValueError for what is none, or outside this century."""
    first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 (a day, no moment)
    if first.year not in YEARS:
        raise ValueError(text)
    return first
