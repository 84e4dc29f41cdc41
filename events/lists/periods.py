"""Periods by which the agenda is narrowed. Their days are those of each event, where it takes place.

Each condition has a bound that is good for any zone, which is the index's, and another beyond which no zone
matters: PostgreSQL then knows that most rows pass, and stops at the first page in place of sorting them all.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db.models import Case, DateTimeField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from conference.core.times.zoned import PARIS
from conference.regions.reference import regions_of_reference

FARTHEST = timedelta(hours=14)  # that the clocks of a zone are before or behind universal time
Days = tuple[date, date]


def week_of(today: date) -> Days:
    """Monday and Sunday of the week."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=6)


def month_of(today: date) -> Days:
    """The first and the last day of the month."""
    return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])


def three_months_from(today: date) -> Days:
    """Today, and the same day three months later (the last of its month where there is none)."""
    return today, today + relativedelta(months=3)


# The periods at hand: how each stands in the address, its words, its days.
PERIODS: dict[str, tuple[object, Callable[[date], Days]]] = {
    "semaine": (_("cette semaine"), week_of),
    "mois": (_("ce mois-ci"), month_of),
    "trois-mois": (_("les trois prochains mois"), three_months_from),
}


@cache
def zones() -> tuple[ZoneInfo, ...]:
    """The zones of the regions but that of Paris, in which every other event is told."""
    names = {region.time_zone for region in regions_of_reference()} - {PARIS}
    return tuple(ZoneInfo(name) for name in sorted(names))


def midnight(day: date) -> Case:
    """When ``day`` begins where the event of the outer query takes place."""
    elsewhere = [When(time_zone=zone.key, then=_at(day, zone)) for zone in zones()]
    return Case(*elsewhere, default=_at(day, ZoneInfo(PARIS)), output_field=DateTimeField())


def begun_by(day: date) -> Q:
    """Whether an event begins on ``day`` or before."""
    after = day + timedelta(days=1)
    sure = Q(start__lt=_universal(after) - FARTHEST)
    return Q(start__lt=_universal(after) + FARTHEST) & (sure | Q(start__lt=midnight(after)))


def begun_from(day: date) -> Q:
    """Whether an event begins on ``day`` or after."""
    sure = Q(start__gte=_universal(day) + FARTHEST)
    return Q(start__gte=_universal(day) - FARTHEST) & (sure | Q(start__gte=midnight(day)))


def lasting_until(day: date) -> Q:
    """Whether a published event ends on ``day`` or after; midnight belongs to the evening before."""
    begins = midnight(day)
    sure = Q(end__gte=_universal(day) + FARTHEST)
    ends = Q(end__gt=begins) | Q(start__gte=begins)
    return Q(listed_until__gte=_universal(day) - FARTHEST) & (sure | ends)


def _universal(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _at(day: date, zone: ZoneInfo) -> Value:
    return Value(datetime.combine(day, time(), tzinfo=zone), output_field=DateTimeField())
