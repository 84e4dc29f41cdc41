"""One page of the library: all of it, or what was asked for."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from conference.core.lists.fields import MultipleChoiceFilter, Rows, TextFilter
from conference.core.lists.filters import ListFilters
from conference.core.models import Resource, Sdg
from conference.core.text import french, words
from conference.platform.caching.fragments import cached
from conference.regions.reference import regions_filter
from measures.display import measures_filter

from .library import shown

PER_PAGE = 20


def goal_choices() -> list[tuple[str, str]]:
    """Number and name of each sustainable development goal."""
    goals = Sdg.objects.order_by("number").values_list("number", "name")
    return [(str(number), f"{number}. {french(name)}") for number, name in goals]


def catalogue() -> list[tuple[int, date | None, str]]:
    """Key, date and words of each document shown; one query a request, for the years and for the search."""
    columns = ("pk", "date", "title", "description", "author")
    rows = cached("catalogue", lambda: list(shown().order_by().values_list(*columns)))
    return [(pk, day, " ".join(said)) for pk, day, *said in rows]


def year_choices() -> list[tuple[str, str]]:
    """The years of the documents shown, latest first."""
    years = {day.year for _pk, day, _said in catalogue() if day}
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


class ResourceFilters(ListFilters):
    """Of which kind, measures, goals, years, regions; with which words."""

    q = TextFilter(label=gettext_lazy("Mot"))
    nature = MultipleChoiceFilter(
        label=gettext_lazy("Nature"),
        all_label=gettext_lazy("Toutes"),
        choices=Resource.Kind.choices,
        lookup="kind__in",
        unknown=gettext_lazy("« %(value)s » n’est pas une nature : ce critère n’a pas été pris en compte."),
    )
    mesure = measures_filter("topics__measures__number__in")
    odd = MultipleChoiceFilter(
        label=gettext_lazy("ODD"),
        all_label=gettext_lazy("Tous"),
        choices=goal_choices,
        lookup="topics__sdgs__number__in",
        unknown=gettext_lazy("« %(value)s » n’est pas un objectif : ce critère n’a pas été pris en compte."),
        columns=True,
    )
    annee = MultipleChoiceFilter(
        label=gettext_lazy("Année"),
        all_label=gettext_lazy("Toutes"),
        choices=year_choices,
        lookup="date__year__in",
        unknown=gettext_lazy(
            "Aucun document de l’année « %(value)s » : ce critère n’a pas été pris en compte."
        ),
    )
    region = regions_filter("collection__relay_team__region__slug__in")

    def narrow(self, resources: Rows) -> Rows:
        """Those of ``resources`` that were asked for, each once: one may be about two of the measures."""
        if not self.understood():
            return resources
        found = super().narrow(Resource.objects.order_by())
        if asked := self.cleaned_data["q"]:
            found = found.filter(pk__in=_with_words(asked))
        return resources.filter(pk__in=found.values("pk"))


def _with_words(asked: str) -> list[int]:
    """The keys of those in whose title, description or author each word asked for begins a word.

    A library holds some hundreds of documents: they are read, folded as the agenda's words are.
    """
    wanted = words(asked)
    return [
        pk
        for pk, _day, said in catalogue()
        if all(any(word.startswith(each) for word in words(said)) for each in wanted)
    ]


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    filters: ResourceFilters
    page: Page


def list_resources(asked: QueryDict) -> Listing:
    """The page that ``asked`` wants (`q`, `nature`, `mesure`, `odd`, `annee`, `region`, `page`)."""
    filters = ResourceFilters(asked)
    return Listing(filters, filters.page_of(shown(), per_page=PER_PAGE))
