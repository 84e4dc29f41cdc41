"""Finding people as one types their names, and pointing out who may be registered twice."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from conference.core.text.folded_columns import FoldedSigns, folded_signs

from ..models import Attendee
from ..names import full_name
from ..states import LIVE

SEARCHED = (
    *("first_name", "last_name", "organisation", "email"),
    *("registration__email", "registration__phone", "registration__organisation", "event__title"),
)


def search_people(attendees: QuerySet[Attendee], typed: str) -> QuerySet[Attendee]:
    """Those of whom each word typed is part of a name, an organisation, an address or the event's title.

    Accents, ligatures, apostrophes and hyphens do not matter (folded_columns.py).
    """
    for word in folded_signs(typed).split():
        anywhere = Q()
        for name in SEARCHED:
            anywhere |= Q(**{f"{name}__icontains": word})
        attendees = attendees.filter(anywhere)
    return attendees


def twins_at(attendees: Iterable[Attendee]) -> list[Attendee]:
    """Who has or waits for a seat at the events of these people, under names like theirs; one query."""
    asked = list(attendees)
    # Both names may have been typed in each other's field.
    names = {folded_signs(name) for each in asked for name in (each.first_name, each.last_name) if name}
    if not names:
        return []
    rows = Attendee.objects.filter(event__in={each.event_id for each in asked}, status__in=LIVE)
    rows = rows.annotate(folded_first=FoldedSigns("first_name"), folded_last=FoldedSigns("last_name"))
    return list(rows.filter(folded_first__in=names, folded_last__in=names).order_by("pk"))


def doubles_among(attendees: Iterable[Attendee]) -> set[int]:
    """The keys of those who have or wait for two seats at one event under the same name."""
    asked = list(attendees)
    found = Counter(_person(each) for each in twins_at(asked))
    return {each.pk for each in asked if each.status in LIVE and found[_person(each)] > 1}


def doubles_of(attendee: Attendee) -> list[Attendee]:
    """The other seats, had or waited for, under the same name at the same event."""
    if attendee.status not in LIVE:
        return []
    twins = twins_at([attendee])
    return [each for each in twins if each.pk != attendee.pk and _person(each) == _person(attendee)]


def _person(attendee: Attendee) -> tuple[int, str]:
    return attendee.event_id, full_name(attendee.first_name, attendee.last_name)
