"""What a review says of each measure, as one grid: read from its draft, and saved as a draft, whole.

Nothing here reaches the visitors: publication.py publishes.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

from .models import Assessment, AssessmentCitation, Measure, Review
from .publication import numbers


@dataclass(frozen=True)
class Said:
    """What a review says of one measure; ``level`` is a key of its scale, ``sources`` are keys of rows."""

    level: str = ""
    comment: str = ""
    date_of_fact: datetime.date | None = None
    sources: tuple[int, ...] = ()


NOTHING = Said()
FORMULA = ("=", "@", "＝", "＠")  # how no comment begins: it would be one to a spreadsheet program
Grid = Mapping[int, Said]  # by the number of the measure; one left out: nothing is said of it


class ChangedMeanwhile(Exception):
    """Somebody saved the review after this grid was opened: nothing was written over."""

    def __init__(self, latest: Revision | None, differences: list[int], *, by: User) -> None:
        self.latest, self.differences = latest, differences
        when = {"hour": hour(latest.created_at) if latest else "?"}
        if latest and latest.user_id == by.pk:
            said = _("Vous avez enregistré ce bilan à %(hour)s dans une autre fenêtre.") % when
        else:
            who = get_user_display_name(latest.user if latest else None)
            said = _("%(who)s a enregistré ce bilan à %(hour)s, après que vous avez ouvert la grille.") % (
                when | {"who": who or _("Une autre personne")}
            )
        kept = _("Rien n’a été écrasé : ce qui est à l’écran y reste, l’autre version est enregistrée.")
        where = _("Elles diffèrent pour %s.") % numbers(differences) if differences else ""
        super().__init__(" ".join(filter(None, (said, kept, where))))


def hour(moment: datetime.datetime) -> str:
    """« 14 h 32 », on the clock of the team."""
    return date_format(timezone.localtime(moment), "H\xa0\\h\xa0i")


def draft_of(review: Review) -> Review:
    """The version of the review that is being written."""
    return review.get_latest_revision_as_object()


def version_of(review: Review) -> str:
    """What changes each time a draft of the review is saved, by whomever."""
    latest = review.latest_revision
    return f"{latest.pk}-{latest.created_at.timestamp()}" if latest else "0"


def grid_of(version: Review) -> dict[int, Said]:
    """What a version of a review says, measure by measure."""
    measures = Measure.objects.cached_by_key()
    return {
        measures[each.measure_id].number: Said(
            level=each.level,
            comment=each.comment,
            date_of_fact=each.date_of_fact,
            sources=tuple(citation.source_id for citation in each.citations.all()),
        )
        for each in version.assessments.all()
    }


def changed(before: Grid, after: Grid) -> list[int]:
    """The numbers of the measures of which the two do not say the same."""
    of_both = sorted({*before, *after})
    return [number for number in of_both if before.get(number, NOTHING) != after.get(number, NOTHING)]


@transaction.atomic
def save_draft(
    review: Review, grid: Grid, *, by: User, version: str, totals_note: str | None = None, overwrite: int = 0
) -> Review:
    """Save ``grid`` as the draft of the review, and return the row as it then stands.

    ``version``: that of the draft the grid was made from; ``overwrite``: the key of the revision that this
    person's grid saved last, which is written anew rather than joined by another. What changes nothing
    saves nothing. Raises ChangedMeanwhile.
    """
    row = Review.objects.for_grid().select_for_update(of=("self",)).get(pk=review.pk)
    draft = draft_of(row)
    before, latest = grid_of(draft), row.latest_revision
    if version != version_of(row):
        raise ChangedMeanwhile(latest, changed(before, grid), by=by)
    if not changed(before, grid) and totals_note in (None, draft.totals_note):
        return row
    _write(draft, grid)
    if totals_note is not None:
        draft.totals_note = totals_note
    own = latest if latest and latest.pk == overwrite != row.live_revision_id and latest.user == by else None
    draft.save_revision(user=by, log_action=True, clean=False, overwrite_revision=own)
    return Review.objects.get(pk=review.pk)


def _write(draft: Review, grid: Grid) -> None:
    """Change the rows of the draft in memory; what a source was said to say stays."""
    before = {each.measure_id: each for each in draft.assessments.all()}
    after = []
    for measure in Measure.objects.cached_by_key().values():
        said = grid.get(measure.number, NOTHING)
        if said == NOTHING:
            continue
        row = before.get(measure.pk) or Assessment(measure=measure)
        row.level, row.comment, row.date_of_fact = said.level, said.comment, said.date_of_fact
        row.__dict__.pop("step", None)
        cited = {citation.source_id: citation for citation in row.citations.all()}
        row.citations = [cited.get(key) or AssessmentCitation(source_id=key) for key in said.sources]
        for position, citation in enumerate(row.citations.all()):
            citation.sort_order = position
        after.append(row)
    draft.assessments = after
