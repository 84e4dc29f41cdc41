"""What counts at a date: ``?au=2021-01-31`` shows the board, or a measure, as it stood that day.

A fact counts when its own date (the last day of a month or a year, where no more is known) and that of its
review are not later. The day on which somebody entered it plays no part. What has no date always counts,
and is listed apart. Query sets answer ``known_by(day)``; ``state_asked`` reads the address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.lists.filters import LONGEST_QUOTE
from conference.platform.caching.memory import changes_at

from .models.contribution import RegionalContribution
from .models.measure import Measure
from .models.progress import Progress
from .models.review import Assessment, Review
from .models.source import PartlyKnownDate, Precision, in_words

PARAMETER = "au"


@dataclass(frozen=True)
class State:
    """What an address asks for: the state at ``day``, or today's where it is None.

    ``notice`` is what the visitor must be told of it. ``redirect_to``: the address of the same state, that
    of its latest fact, where another day was asked for.
    """

    day: date | None = None
    notice: str = ""
    redirect_to: str = ""

    @property
    def ignored(self) -> bool:
        """Whether a date was asked for and not taken into account."""
        return self.day is None and bool(self.notice)


class DateAsked(forms.Form):
    """The date of ``?au=``."""

    au = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": gettext_lazy(
                "« %(value)s » n’est pas une date comme « 2021-01-31 » : elle n’a pas été prise en compte."
            )
        },
    )

    def sentence(self) -> str:
        """Why the date is not taken into account; "" where it is."""
        errors = self.errors.as_data().get(PARAMETER)
        return str(errors[0].message) % {"value": self.data[PARAMETER][:LONGEST_QUOTE]} if errors else ""


def state_asked(request: HttpRequest, *, measure: Measure | None = None) -> State:
    """The state that the address of ``request`` asks for, of one measure or of all.

    No query without ``?au=``, else one, or two for a day before the first fact.
    """
    today = _today()
    form = DateAsked(request.GET)
    if refused := form.sentence():
        return State(notice=refused)
    day = form.cleaned_data[PARAMETER]
    if day is None:
        return State()
    if day > today:
        return State(
            notice=_("Le %(day)s est à venir : cette date n’a pas été prise en compte.")
            % {"day": in_words(day)}
        )
    latest = latest_fact(day, measure=measure)
    if latest is None:
        return State(day, _before_any_fact(day, first=first_fact(today, measure=measure)))
    address = address_at(latest, path=request.path, query=request.GET)
    asked_as = request.GET.getlist(PARAMETER)
    return State(latest, redirect_to="" if asked_as == [latest.isoformat()] else address)


def address_at(day: date | None, *, path: str, query: QueryDict) -> str:
    """The address of the state at ``day`` (None: today's), all other parameters kept."""
    asked = query.copy()
    asked.pop(PARAMETER, None)
    if day is not None:
        asked[PARAMETER] = day.isoformat()
    return f"{path}?{asked.urlencode()}" if asked else path


def redirect_to_measure(request: HttpRequest, measure: Measure) -> HttpResponsePermanentRedirect:
    """To the measure's right address, for good; the date asked for and the rest of the query come along."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{measure.get_absolute_url()}?{query}".rstrip("?"), permanent=True)


def latest_fact(day: date, *, measure: Measure | None = None, invented: bool = True) -> date | None:
    """The day of the latest fact known by ``day``; None before the first one. One query.

    Without ``invented``, the demonstration's facts play no part.
    """
    return max(_days(day, measure, invented=invented), default=None)


def first_fact(day: date, *, measure: Measure | None = None) -> date | None:
    """The day of the first fact known by ``day``. One query."""
    return min(_days(day, measure), default=None)


def _days(day: date, measure: Measure | None, *, invented: bool = True) -> Iterator[date]:
    """Each day, until ``day``, from which a fact counts."""
    reviews = Review.objects.standing().known_by(day)
    assessments = Assessment.objects.standing().known_by(day)
    notes = Progress.objects.published().known_by(day)
    contributions = RegionalContribution.objects.live().known_by(day)
    if measure is not None:
        assessments = assessments.filter(measure=measure)
        notes = notes.filter(measure=measure)
        contributions = contributions.filter(measure=measure)
    if not invented:
        reviews, notes, contributions = reviews.real(), notes.public(), contributions.public()
        assessments = assessments.filter(review__fictional=False)
    known = [
        _dates(reviews, "date"),
        _dates(assessments, "date_of_fact"),
        _dates(notes, "date", precision="date_precision"),
        _dates(notes, "review__date"),
        _dates(contributions, "declared_on"),
    ]
    for first_day, precision in known[0].union(*known[1:]):
        if first_day is not None:
            yield PartlyKnownDate.last_day_of(first_day, Precision(precision))


def _dates(rows: QuerySet[Any], field: str, *, precision: str = "") -> QuerySet[Any, Any]:
    known = F(precision) if precision else Value(Precision.DAY.value)
    return rows.order_by().annotate(_day=F(field), _known=known).values_list("_day", "_known")


def _before_any_fact(day: date, *, first: date | None) -> str:
    if first is None:
        return _("Aucun fait n’est daté : seuls ceux qui n’ont pas de date sont montrés.")
    return _(
        "Aucun fait n’est connu à la date du %(day)s : le premier est du %(first)s. "
        "Seuls ceux qui n’ont pas de date sont montrés."
    ) % {"day": in_words(day), "first": in_words(first)}


def _today() -> date:
    """Today; what is being made changes at midnight, when the future has come nearer."""
    now = timezone.localtime()
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    changes_at(tomorrow, now=now)
    return now.date()
