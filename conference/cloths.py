"""The cloth of a national edition."""

from conference.core.cloth import Facts
from measures.linked import linked_numbers

from .models import NationalConferencePage


def facts_of(edition: NationalConferencePage) -> Facts:
    """What the cloth of ``edition`` is woven from: its first day and the measures it honours."""
    return Facts(
        nature="edition",
        name=edition.title,
        day=edition.start_date,
        measures=linked_numbers(edition),
    )
