"""The board of the 21 measures, as a weave or a table, with the levels of one review."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from conference.core.lists.filters import query_of
from conference.regions.reference import region_choices

from ..display import Weft, published, wefts
from ..models.measure import Measure
from ..models.review import Assessment, Review
from ..reviews import levels, real
from ..state import PARAMETER, State
from .filters import BoardFilters, chantier_links, declarations, reviews_known


@dataclass(frozen=True)
class Row:
    """A measure in the table."""

    measure: Measure
    assessment: Assessment | None
    chantiers: list[str]
    regions: list[str]


@dataclass(frozen=True)
class Board:
    """What the page of the measures shows.

    ``kept``: the measures that were asked for. ``reviews`` and ``fictional`` are those known at the day,
    latest first: what somebody published, and apart what the demonstration made up.
    """

    filters: BoardFilters
    kept: list[Measure]
    reviews: list[Review]
    fictional: list[Review]

    @property
    def review(self) -> Review | None:
        return self.filters.review

    @property
    def day(self) -> date | None:
        return self.filters.state.day

    @property
    def today(self) -> str:
        """The address of the same board as it stands today."""
        query = query_of(pair for pair in self.filters.understood() if pair[0] != PARAMETER)
        return f"/mesures/?{query}" if query else "/mesures/"

    @property
    def table(self) -> bool:
        return bool(self.filters.cleaned_data["vue"])

    @property
    def wefts(self) -> list[Weft]:
        """The measures asked for, dimension by dimension."""
        return wefts(self.kept)

    @property
    def has_chantiers(self) -> bool:
        """Whether a measure is tied to a chantier: else the table has no column for them."""
        return bool(chantier_links())

    @property
    def without_level(self) -> int:
        """How many of all the measures have no level in the review shown."""
        said = levels(self.review, day=self.day) if self.review else {}
        return sum(measure.pk not in said for measure in published())

    @property
    def rows(self) -> list[Row]:
        """The measures asked for, each with all that the table says of it."""
        said = levels(self.review, day=self.day) if self.review else {}
        names = dict(region_choices())
        chantiers, regions = chantier_links(), declarations(self.day)
        return [
            Row(
                measure,
                said.get(measure.pk),
                [link.name for link in chantiers if link.measure == measure.pk],
                list(dict.fromkeys(names[link.key] for link in regions if link.measure == measure.pk)),
            )
            for measure in self.kept
        ]


def board_of(asked: QueryDict, state: State) -> Board:
    """The board that ``asked`` wants at the day of ``state``."""
    filters = BoardFilters(asked, state=state)
    known = reviews_known(state.day)
    invented = [review for review in known if review.fictional]
    return Board(filters, filters.kept(published()), real(known), invented)
