"""A board or a measure in the page of another site: what an embed shows, and the code that frames it.

Only reviews that somebody published: the demonstration's are never embedded.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.embeds import THEMES, frame_code, theme_choice
from conference.core.lists.fields import ChoiceFilter
from conference.core.lists.filters import ListFilters
from conference.core.text import french
from conference.platform.links import absolute_url

from .display import measure_choices, published, wefts
from .models.measure import Measure
from .models.review import Assessment, Review
from .record import reviews_of
from .reviews import real, standing_reviews, with_levels

BOARD = "tableau"
BOARD_HEIGHT, MEASURE_HEIGHT = 1100, 420  # px, that most pages need no scroll bar


def reviews_with_levels() -> list[Review]:
    """Those that somebody published and that give a level to a measure at least, latest first."""
    return with_levels(real(standing_reviews()))


def what_choices() -> list[tuple[str, str]]:
    """The board, then each published measure by its number."""
    measures = [(number, f"{number}. {title}") for number, title in measure_choices()]
    return [(BOARD, _("le tableau des mesures")), *measures]


def review_choices() -> list[tuple[str, str]]:
    return [(review.slug, french(review.title)) for review in reviews_with_levels()]


class EmbedChoices(ListFilters):
    """What is embedded, of which review, in which theme; all of it optional."""

    quoi = ChoiceFilter(
        label=gettext_lazy("Quoi"),
        choices=what_choices,
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est ni le tableau ni une mesure : voici le tableau."),
    )
    bilan = ChoiceFilter(
        label=gettext_lazy("Bilan dont les niveaux sont montrés sur le tableau"),
        choices=lambda: [("", _("toujours le plus récent")), *review_choices()],
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est pas un bilan qui a publié des niveaux : il est ignoré."),
    )
    theme = theme_choice()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="integration-%s")

    @property
    def measure(self) -> Measure | None:
        """The one chosen; None: the board."""
        chosen = self.cleaned_data["quoi"]
        return next((measure for measure in published() if str(measure.number) == chosen), None)

    @property
    def review(self) -> Review | None:
        """The one chosen, else the latest with levels; None while no review has published any."""
        offered = reviews_with_levels()
        asked = [review for review in offered if review.slug == self.cleaned_data["bilan"]]
        return next(iter(asked + offered), None)

    @property
    def theme_name(self) -> str:
        """« light », « dark », or "" for the machine's."""
        return THEMES.get(self.cleaned_data["theme"], "")

    @property
    def address(self) -> str:
        """The absolute address of the embed."""
        measure = self.measure
        path = f"/mesures/integration/{measure.number if measure else BOARD}/"
        asked = {"theme": self.cleaned_data["theme"], "bilan": "" if measure else self.cleaned_data["bilan"]}
        query = urlencode({name: value for name, value in asked.items() if value})
        return absolute_url(f"{path}?{query}" if query else path)

    @property
    def code(self) -> str:
        """The HTML to copy: a frame with a title, without a script."""
        measure = self.measure
        about = _("Mesure %s") % measure if measure else _("Les mesures et leurs niveaux")
        return frame_code(self.address, about=about, height=MEASURE_HEIGHT if measure else BOARD_HEIGHT)


def board_context(asked: QueryDict) -> dict:
    """What the embedded board shows."""
    choices = EmbedChoices(asked)
    return {"choices": choices, "review": choices.review, "wefts": wefts(published())}


def measure_context(measure: Measure, asked: QueryDict) -> dict:
    """What an embedded measure shows: each real review, and what it says of the measure if it does."""
    return {"choices": EmbedChoices(asked), "measure": measure, "said": _real(reviews_of(measure))}


def _real(said: Iterable[tuple[Review, Assessment | None]]) -> list[tuple[Review, Assessment | None]]:
    return [(review, assessment) for review, assessment in said if not review.fictional]
