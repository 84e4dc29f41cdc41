"""What the address of the board asks for: a review, what narrows the measures, a view.

A filter sets measures back; it takes none from the weave. The levels are those of one review.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import forms
from django.db.models import CharField, DateField, IntegerField, Value
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.lists.fields import ChoiceFilter, MultipleChoiceFilter, TextFilter
from conference.core.lists.filters import ListFilters, query_of
from conference.core.text import fold, french, words
from conference.platform.caching.fragments import cached
from conference.regions.reference import region_choices

from ..display import published
from ..models.contribution import RegionalContribution
from ..models.measure import Measure
from ..models.review import Assessment, Review
from ..models.source import in_words
from ..reviews import NO_LEVEL, levels, real, standing_reviews, with_levels
from ..state import State

TOTALS_ONLY = "totaux"


def dimension_choices() -> list[tuple[str, str]]:
    """The dimensions that the measures have, in order."""
    dimensions = {measure.dimension.key: measure.dimension for measure in published()}
    return [(key, dimension.name) for key, dimension in dimensions.items()]


def review_choices(reviews: Iterable[Review] | None = None) -> list[tuple[str, str]]:
    """The latest review with levels, each that has some, and none of them; nothing where none has."""
    there = standing_reviews() if reviews is None else reviews
    offered = [(review.slug, french(review.title)) for review in with_levels(there)]
    if not offered:
        return []
    return [("", _("le plus récent")), *offered, (TOTALS_ONLY, _("aucun : les totaux seulement"))]


def level_choices(review: Review | None) -> list[tuple[str, str]]:
    """The levels of the review's own scale; « niveau non publié » where a measure has none."""
    if review is None:
        return []
    steps = [(step.key, step.label) for step in review.scale.all()]
    return [*steps, (NO_LEVEL, _("niveau non publié"))]


class Link(NamedTuple):
    """A measure (by its key) and a chantier that it is tied to, or a region that says what it does for it."""

    measure: int
    key: str
    name: str
    rank: int
    declared_on: date | None


def links() -> list[Link]:
    """The published ones of all the measures; one query a request, for the filters and for the table."""
    never, nameless = Value(None, output_field=DateField()), Value("", output_field=CharField())
    first = Value(0, output_field=IntegerField())
    chantiers = Measure.chantiers.through.objects.values_list(
        "measure_id", "chantier__key", "chantier__name", "chantier__position", never
    )
    regions = RegionalContribution.objects.live().order_by()
    declared = regions.values_list("measure_id", "region__slug", nameless, first, "declared_on")
    return cached(
        "links of measures",
        lambda: sorted(map(Link._make, chantiers.union(declared, all=True)), key=_in_order),
    )


def chantier_links() -> list[Link]:
    """Those with chantiers, in the order of the chantiers."""
    return [link for link in links() if link.declared_on is None]


def declarations(day: date | None = None) -> list[Link]:
    """Those with regions, all of them or those declared by ``day``."""
    return [link for link in links() if link.declared_on and (day is None or link.declared_on <= day)]


def chantier_choices() -> list[tuple[str, str]]:
    """The chantiers that a measure is tied to, in order."""
    return list({link.key: link.name for link in chantier_links()}.items())


def contributing_regions() -> list[tuple[str, str]]:
    """The regions that say what they do for a measure, in the order of the site's lists."""
    there = {link.key for link in declarations()}
    return [(slug, name) for slug, name in region_choices() if slug in there]


def reviews_known(day: date | None) -> list[Review]:
    """The reviews that stand, or those of ``day`` or earlier, latest first."""
    return [review for review in standing_reviews() if day is None or review.date <= day]


def chosen_review(known: Iterable[Review], slug: str = "") -> Review | None:
    """The review whose levels are shown: the one asked for, else the latest that somebody published.

    One that the demonstration made up is shown where no other has a level. None: totals only.
    """
    if slug == TOTALS_ONLY:
        return None
    offered = with_levels(known)
    asked = [review for review in offered if review.slug == slug]
    return next(iter(asked + real(offered) + offered), None)


class BoardFilters(ListFilters):
    """The review shown, what narrows the board, and the view. ``review``: the one chosen, if any.

    ``state``: the day that the address asks for, whose reviews and contributions alone are there.
    """

    q = TextFilter(label=gettext_lazy("Mot"))
    bilan = ChoiceFilter(
        label=gettext_lazy("Bilan montré"),
        choices=review_choices,
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est pas un bilan qui a publié des niveaux : il est ignoré."),
        widget=forms.RadioSelect,
    )
    niveau = MultipleChoiceFilter(
        label=gettext_lazy("Niveau dans ce bilan"),
        all_label=gettext_lazy("Tous"),
        choices=(),
        lookup="",
        unknown=gettext_lazy(
            "« %(value)s » n’est pas un niveau du bilan montré : ce critère n’a pas été pris en compte."
        ),
    )
    dimension = MultipleChoiceFilter(
        label=gettext_lazy("Dimension"),
        all_label=gettext_lazy("Toutes"),
        choices=dimension_choices,
        lookup="",
        unknown=gettext_lazy(
            "« %(value)s » n’est pas une dimension : ce critère n’a pas été pris en compte."
        ),
    )
    chantier = MultipleChoiceFilter(
        label=gettext_lazy("Chantier"),
        all_label=gettext_lazy("Tous"),
        choices=chantier_choices,
        lookup="",
        unknown=gettext_lazy(
            "« %(value)s » n’est pas un chantier lié à une mesure : ce critère n’a pas été pris en compte."
        ),
    )
    region = MultipleChoiceFilter(
        label=gettext_lazy("Région qui agit"),
        all_label=gettext_lazy("Toutes"),
        choices=contributing_regions,
        lookup="",
        unknown=gettext_lazy(
            "« %(value)s » n’est pas une région qui agit pour une mesure : ce critère est ignoré."
        ),
        columns=True,
    )
    vue = ChoiceFilter(
        choices=[("tableau", gettext_lazy("tableau"))],
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est pas une vue : voici l’étoffe."),
        widget=forms.HiddenInput,
    )
    au = forms.CharField(
        label=gettext_lazy("État au"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, data: QueryDict, *, state: State) -> None:
        self.state = state
        self.review: Review | None = None
        super().__init__(data)

    def clean(self) -> None:
        """Choose the review, whose levels are the only ones that may be asked for."""
        self.cleaned_data["au"] = self.state.day.isoformat() if self.state.day else ""
        known = reviews_known(self.state.day)
        self.review = chosen_review(known, self.cleaned_data.get("bilan", ""))
        self._offer("bilan", review_choices(known))
        self.fields["bilan"].all_label = french(self.review.title) if self.review else ""
        self.data = self.data.copy()
        self.data["au"] = self.cleaned_data["au"]
        self._offer("niveau", level_choices(self.review))
        super().clean()
        asked = self.cleaned_data["bilan"]
        if asked and asked not in self.fields["bilan"].labels:
            self.cleaned_data["bilan"] = ""
        if asked not in ("", TOTALS_ONLY, *self.fields["bilan"].labels):
            self.ignored.append(_("Ce bilan n’était pas publié à cette date : il n’est pas montré."))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices

    def kept(self, measures: Iterable[Measure]) -> list[Measure]:
        """Those of ``measures`` that were asked for."""
        asked, day = self.cleaned_data, self.state.day
        level_of = levels(self.review, day=day) if self.review else {}
        in_chantiers = {link.measure for link in chantier_links() if link.key in asked["chantier"]}
        in_regions = {link.measure for link in declarations(day) if link.key in asked["region"]}
        return [
            measure
            for measure in measures
            if (not asked["dimension"] or measure.dimension.key in asked["dimension"])
            and (not asked["chantier"] or measure.pk in in_chantiers)
            and (not asked["region"] or measure.pk in in_regions)
            and (not asked["niveau"] or _level(level_of.get(measure.pk)) in asked["niveau"])
            and _says(measure, asked["q"])
        ]

    # --- For the template ------------------------------------------------------------------------

    @property
    def narrows(self) -> bool:
        """Whether a measure may have been set back."""
        return any(self.cleaned_data[name] for name in ("q", "niveau", "dimension", "chantier", "region"))

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        """The filters by choice that offer something."""
        return [field for field in super().choice_fields if not field.is_hidden and field.field.labels]

    @property
    def passed_on(self) -> list[forms.BoundField]:
        """What the form repeats unseen: the view."""
        return [field for field in self.hidden_fields() if self.cleaned_data[field.name]]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What narrows the board and the day; the view has links of its own."""
        understood = self.understood()
        return [
            (self._in_words(name, value), query_of(pair for pair in understood if pair != (name, value)))
            for name, value in understood
            if name not in ("vue", "bilan")
        ]

    def _in_words(self, name: str, value: str) -> str:
        if name == "au" and self.state.day:
            return _("État au %(day)s") % {"day": in_words(self.state.day)}
        return super()._in_words(name, value)

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """Each way to see the board: its words, its query string, and whether it is this one."""
        rest = [pair for pair in self.understood() if pair[0] != "vue"]
        table = bool(self.cleaned_data["vue"])
        return [
            (_("L’étoffe"), query_of(rest), not table),
            (_("Le tableau"), query_of([*rest, ("vue", "tableau")]), table),
        ]


def _in_order(link: Link) -> tuple[int, str]:
    return link.rank, link.key


def _level(assessment: Assessment | None) -> str:
    return assessment.level if assessment else NO_LEVEL


def _says(measure: Measure, text: str) -> bool:
    """Whether each word of ``text`` stands in what the measure is called, or in its summary."""
    names = (str(measure.number), measure.title, measure.short_title, measure.keyword, measure.summary)
    said = fold(" ".join(names))
    return all(word in said for word in words(text))
