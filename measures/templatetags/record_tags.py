"""What is known of a measure, on its page: its reviews side by side, its timeline, how to quote it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.core.text import french
from conference.platform.caching.memory import changes_at
from conference.platform.links import absolute_url

from ..models import Measure, Review
from ..models.source import in_words
from ..record import Entry, Record, record_of, unnumbered
from ..state import State, latest_fact

register = template.Library()

AT_ONCE = 20  # rows of a timeline; the others are folded


@register.simple_tag
def record(*, measure: Measure, state: State) -> Record:
    """What the reviews and the notes say of the measure, in the state shown; two queries."""
    return record_of(measure, day=state.day)


@register.simple_tag
def unnumbered_notes() -> list[tuple[str, list[Entry]]]:
    """The published notes tied to no measure, by subject; one query."""
    return unnumbered()


@register.inclusion_tag("components/chronology.html")
def chronology(*, entries: Sequence[Entry]) -> dict:
    return {"shown": entries[:AT_ONCE], "folded": entries[AT_ONCE:]}


@register.inclusion_tag("components/progress_note.html")
def progress_note(*, entry: Entry, inside: Review | None = None) -> dict:
    return {"entry": entry, "note": entry.note, "inside": inside}


@register.simple_tag
def next_update_is_missed(*, measure: Measure) -> bool:
    """Whether the day announced for the next update is over."""
    now = timezone.localtime()
    if measure.next_update is None:
        return False
    over = datetime.combine(measure.next_update + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    changes_at(over, now=now)
    return over <= now


@register.simple_tag
def quotation(*, measure: Measure, state: State) -> str:
    """How to quote the measure in the state shown, at an address that goes on showing it; one query."""
    address = absolute_url(measure.get_absolute_url())
    title = french(_("« Mesure %(number)s. %(title)s »")) % {
        "number": measure.number,
        "title": french(measure.title),
    }
    site = _("Conférence des alliances stratégiques")
    day = latest_fact(state.day or timezone.localdate(), measure=measure, invented=False)
    if day is None:
        return f"{site}, {title}. {address}"
    return f"{site}, {title}, {_('état au %s') % in_words(day)}. {address}?au={day.isoformat()}"
