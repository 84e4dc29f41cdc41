"""The cloth of an edition, and what stands on the picture of one that is shared."""

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from conference.core.cloth import Facts
from conference.core.pictures.share import ShareCard, card_of
from conference.core.templatetags.core_tags import days
from measures.linked import linked_numbers

from .models import NationalConferencePage


def facts_of(edition: NationalConferencePage) -> Facts:
    """What the cloth of ``edition`` is woven from: its first day and its measures."""
    return Facts(
        nature="edition",
        name=edition.title,
        day=edition.start_date,
        measures=linked_numbers(edition),
    )


@card_of.register
def card_of_edition(edition: NationalConferencePage) -> ShareCard:
    when = strip_tags(days(first=edition.start_date, last=edition.end_date))
    return ShareCard(
        kind=_("Édition nationale"),
        title=edition.title,
        lines=tuple(filter(None, (edition.theme, when, edition.place))),
        cloth=facts_of(edition),
    )
