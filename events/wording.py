"""When and where an event takes place and what happened to it, in French: on pages, in mails, on tickets.

Times are those of the event's own zone; the zone is named where it is not that of Paris. What ends in the
night, at six o'clock at the latest, is told as one evening: « de 20 h à 1 h 30 ».
"""

from datetime import date, datetime, time, timedelta
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.times.french import day, hour
from conference.core.times.zoned import HOUR_OF, PARIS
from conference.core.times.zoned import zone_name as zone_name

from .choices import EventFormat, EventStatus

MIDNIGHT, END_OF_NIGHT = time(0), time(6)
MONTHS = (
    gettext_lazy("janv."),
    gettext_lazy("févr."),
    gettext_lazy("mars"),
    gettext_lazy("avr."),
    gettext_lazy("mai"),
    gettext_lazy("juin"),
    gettext_lazy("juil."),
    gettext_lazy("août"),
    gettext_lazy("sept."),
    gettext_lazy("oct."),
    gettext_lazy("nov."),
    gettext_lazy("déc."),
)


class Dated(Protocol):
    """What has a time: an EventPage, or what registrants were once told of one."""

    @property
    def start(self) -> datetime | None: ...
    @property
    def end(self) -> datetime | None: ...
    @property
    def times_known(self) -> bool: ...
    @property
    def date_uncertain(self) -> bool: ...
    @property
    def time_zone(self) -> str: ...


class Happened(Dated, Protocol):
    """What may be postponed, moved on line or cancelled."""

    @property
    def status(self) -> str: ...
    @property
    def previous_start(self) -> datetime | None: ...


class Placed(Protocol):
    """What has a place."""

    @property
    def format(self) -> str: ...
    @property
    def venue_name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def town(self) -> str: ...


def month(of: date) -> str:
    """« janv. », as French shortens months (Django writes « jan. »)."""
    return str(MONTHS[of.month - 1])


def zone(time_zone: str, moment: datetime) -> str:
    """« heure de La Réunion (UTC+4) », with the offset that holds at ``moment``."""
    local = moment.astimezone(ZoneInfo(time_zone))
    minutes = int(local.utcoffset().total_seconds()) // 60  # type: ignore[union-attr]
    sign, (hours, rest) = ("−" if minutes < 0 else "+"), divmod(abs(minutes), 60)
    offset = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
    name = HOUR_OF.get(time_zone)
    return f"{name} ({offset})" if name else offset


def moment(of: datetime, time_zone: str) -> str:
    """« mercredi 25 novembre 2026 à 21 h 25 », the zone named unless it is that of Paris."""
    local = of.astimezone(ZoneInfo(time_zone))
    words = _at(local)
    return words if time_zone == PARIS else f"{words} ({HOUR_OF.get(time_zone, zone(time_zone, of))})"


def days(event: Dated) -> str:
    """The day, or the first and the last one; « date à confirmer » when it is not sure."""
    if event.start is None or event.date_uncertain:
        return _("date à confirmer")
    start, end = _limits(event)
    if event.times_known and in_one_evening(start, end):
        return day(start.date())
    if end > start and end.time() == MIDNIGHT:  # midnight belongs to the evening before
        end -= timedelta(minutes=1)
    first, last = start.date(), end.date()
    if first == last:
        return day(first)
    return _("du %(first)s au %(last)s") % {"first": day(first), "last": day(last)}


def in_one_evening(start: datetime, end: datetime) -> bool:
    """Whether both are of one day, in the zone that they are in; the night belongs to the evening before."""
    if start.date() == end.date():
        return True
    return start.date() + timedelta(days=1) == end.date() and end.time() <= END_OF_NIGHT < start.time()


def hours(event: Dated) -> str:
    """« de 8 h 30 à 16 h », « de 20 h à minuit »; "" where hours are not known or there are several days."""
    if not _timed(event):
        return ""
    first, last = _limits(event)
    return _from_to(first, last) if in_one_evening(first, last) else ""


def hours_in_zone(event: Dated) -> str:
    """« de 8 h 30 à 16 h, heure de La Réunion (UTC+4) »; the zone only where it is not that of Paris."""
    words = hours(event)
    if not words or event.time_zone == PARIS:
        return words
    return f"{words}, {zone(event.time_zone, event.start)}"  # type: ignore[arg-type]


def when(event: Dated) -> str:
    """Day and hours in one line, the zone named where it is not that of Paris."""
    words = when_here(event)
    if not _timed(event) or event.time_zone == PARIS:
        return words
    return f"{words}, {zone(event.time_zone, event.start)}"  # type: ignore[arg-type]


def when_here(event: Dated) -> str:
    """« mardi 15 décembre 2026, de 8 h 30 à 16 h », where the event takes place."""
    if not _timed(event):
        return days(event)
    first, last = _limits(event)
    if in_one_evening(first, last):
        return f"{day(first.date())}, {_from_to(first, last)}"
    return _("du %(start)s au %(end)s") % {"start": _at(first), "end": _until(last)}


def when_in_paris(event: Dated) -> str:
    """« heure de La Réunion (UTC+4) : de 5 h 30 à 13 h à Paris »; "" where clocks are those of Paris.

    The day is said where it is another one in Paris.
    """
    if not _timed(event) or event.time_zone == PARIS:
        return ""
    here = _limits(event)
    there = [limit.astimezone(ZoneInfo(PARIS)) for limit in here]
    if here[0].date() == there[0].date() and in_one_evening(*here) and in_one_evening(*there):
        words = _from_to(*there)
    else:
        words = _("du %(start)s au %(end)s") % {"start": _at(there[0]), "end": _until(there[1])}
    return _("%(zone)s : %(words)s à Paris") % {
        "zone": zone(event.time_zone, here[0]),
        "words": words,
    }


def place(event: Placed) -> str:
    """The place in one line: venue, address, postcode and town, as far as they are known."""
    town = " ".join(filter(None, (event.postcode, event.town)))
    return ", ".join(filter(None, (event.venue_name, event.address, town))) or _("lieu à préciser")


def where(event: Placed) -> str:
    """The place, « en ligne », or both."""
    if event.format == EventFormat.ONLINE:
        return _("en ligne")
    if event.format == EventFormat.HYBRID:
        known = event.venue_name or event.address or event.town
        return _("%(place)s, et en ligne") % {"place": place(event)} if known else _("sur place et en ligne")
    return place(event)


def what_happened(event: Happened) -> str:
    """« annulé », « passé en ligne », « reporté du 8 décembre 2026 au 15 janvier 2027 »; "" if nothing did.

    Of a postponed event whose new day is not known, the day on which it was to be.
    """
    if event.status == EventStatus.CANCELLED:
        return _("annulé")
    moved, online = _postponed(event), event.status == EventStatus.MOVED_ONLINE
    if moved and online:
        return _("%(postponed)s, et passé en ligne") % {"postponed": moved}
    return _("passé en ligne") if online else moved


def _postponed(event: Happened) -> str:
    """« reporté du 8 décembre 2026 au 15 janvier 2027 »; "" for an event that was not postponed."""
    before = previous_day(event)
    if before is None:
        return ""
    if not is_rescheduled(event):
        return _("reporté : prévu d’abord le %(day)s") % {"day": day(before)}
    after = _limits(event)[0].date()
    if before == after:  # only the hours changed
        return _("reporté à une autre heure, le %(day)s") % {"day": day(after)}
    return _("reporté du %(before)s au %(after)s") % {"before": day(before), "after": day(after)}


def previous_day(event: Happened) -> date | None:
    """The day on which a postponed event was first to begin; None for an event that was not postponed."""
    if event.status == EventStatus.CANCELLED:
        return None
    was = event.previous_start or (event.start if event.status == EventStatus.POSTPONED else None)
    return was.astimezone(ZoneInfo(event.time_zone)).date() if was else None


def is_rescheduled(event: Happened) -> bool:
    """Whether the event was postponed to a day that is known."""
    moved = event.previous_start is not None and event.start is not None and not event.date_uncertain
    return moved and event.status != EventStatus.CANCELLED


def is_kept_away(event: Happened) -> bool:
    """Whether nobody comes: cancelled, or postponed to a day that is not known."""
    if event.status == EventStatus.CANCELLED:
        return True
    return event.status == EventStatus.POSTPONED and not is_rescheduled(event)


def _from_to(first: datetime, last: datetime) -> str:
    """« de 20 h à minuit »; « à 20 h » where no end is known."""
    if first == last:
        return _("à %(hour)s") % {"hour": hour(first)}
    end = _("minuit") if last.date() > first.date() and last.time() == MIDNIGHT else hour(last)
    return _("de %(start)s à %(end)s") % {"start": hour(first), "end": end}


def _until(end: datetime) -> str:
    """« vendredi 18 décembre 2026 à minuit »: midnight belongs to the evening before."""
    if end.time() != MIDNIGHT:
        return _at(end)
    return _("%(day)s à minuit") % {"day": day(end.date() - timedelta(days=1))}


def _timed(event: Dated) -> bool:
    """Whether there are hours to tell."""
    return event.start is not None and event.times_known and not event.date_uncertain


def _at(moment: datetime) -> str:
    return _("%(day)s à %(hour)s") % {"day": day(moment.date()), "hour": hour(moment)}


def _limits(event: Dated) -> tuple[datetime, datetime]:
    """Start and end in the event's zone; the caller knows that there is a start."""
    own = ZoneInfo(event.time_zone)
    start = cast(datetime, event.start)
    return start.astimezone(own), (event.end or start).astimezone(own)
