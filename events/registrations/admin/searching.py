"""Finding people as one types their names, and pointing out who may be registered twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from conference.core.text.folded_columns import FoldedSigns, folded_signs

from ..actions.names import full_name
from ..models import Attendee
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


def twins_at(asked: Sequence[Attendee]) -> list[Attendee]:
    """Who has or waits for a seat at the events of these people, under names like theirs; one query."""
    # Both names may have been typed in each other's field.
    names = {folded_signs(name) for each in asked for name in (each.first_name, each.last_name) if name}
    if not names:
        return []
    rows = Attendee.objects.filter(event__in={each.event_id for each in asked}, status__in=LIVE)
    rows = rows.annotate(folded_first=FoldedSigns("first_name"), folded_last=FoldedSigns("last_name"))
    return list(rows.filter(folded_first__in=names, folded_last__in=names).order_by("pk"))


def doubles_of(attendees: Iterable[Attendee]) -> dict[int, list[Attendee]]:
    """Of those who are registered twice (keys): the other seats, had or waited for, under the same name."""
    asked = [each for each in attendees if each.status in LIVE]
    same: dict[tuple[int, str], list[Attendee]] = defaultdict(list)
    for each in twins_at(asked):
        same[_person(each)].append(each)
    others = {each.pk: [other for other in same[_person(each)] if other.pk != each.pk] for each in asked}
    return {key: found for key, found in others.items() if found}


def _person(attendee: Attendee) -> tuple[int, str]:
    return attendee.event_id, full_name(attendee.first_name, attendee.last_name)
