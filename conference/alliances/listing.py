"""One page of the list of alliances: all of them, or those of a region, or of a measure."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from conference.core.list_filters import ListFilters
from conference.regions.models import Region
from conference.regions.reference import NO_REGION, region_choices, regions_of_reference
from measures.display import published
from measures.models import Measure

from .cards import AllianceCard, cards
from .models import AlliancePage
from .querysets import AllianceQuerySet

PER_PAGE = 24


def measure_choices() -> list[tuple[str, str]]:
    """Number and short title of each published measure."""
    return [(str(measure.number), measure.short_title) for measure in published()]


class AllianceFilters(ListFilters):
    """Of which region, of which measure."""

    region = forms.ChoiceField(
        required=False, choices=region_choices, error_messages={"invalid_choice": NO_REGION}
    )
    mesure = forms.ChoiceField(
        required=False,
        choices=measure_choices,
        error_messages={
            "invalid_choice": gettext_lazy(
                "« %(value)s » n’est pas une mesure : ce critère n’a pas été pris en compte."
            )
        },
    )

    @property
    def chosen_region(self) -> Region | None:
        asked = self.cleaned_data["region"]
        return next((region for region in regions_of_reference() if region.slug == asked), None)

    @property
    def chosen_measure(self) -> Measure | None:
        asked = self.cleaned_data["mesure"]
        return (
            next((measure for measure in published() if str(measure.number) == asked), None)
            if asked
            else None
        )

    def narrow(self, alliances: AllianceQuerySet) -> AllianceQuerySet:
        """Those of ``alliances`` that were asked for."""
        if self.cleaned_data["region"]:
            alliances = alliances.filter(region__slug=self.cleaned_data["region"])
        if measure := self.chosen_measure:
            alliances = alliances.filter(measures=measure)
        return alliances


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    filters: AllianceFilters
    page: Page
    cards: list[AllianceCard]


def list_alliances(asked: QueryDict) -> Listing:
    """The page that ``asked`` wants (`region`, `mesure`, `page`)."""
    filters = AllianceFilters(asked)
    page = Paginator(filters.narrow(AlliancePage.objects.shown()), PER_PAGE).get_page(filters.page_number)
    filters.shown(page.number)
    return Listing(filters, page, cards(page.object_list))
