"""Alliances as lists show them: a card each, with its partners and its cloth, in two queries in all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Value

from conference.core.cloth import Facts
from conference.regions.models import Region
from measures.models import Measure

from .cloths import facts_from, facts_in_list
from .models import AlliancePage, Partner
from .querysets import AllianceQuerySet


@dataclass(frozen=True)
class AllianceCard:
    """An alliance, the names of its partners in order, and what weaves its cloth."""

    alliance: AlliancePage
    partners: tuple[str, ...]
    facts: Facts


def cards(alliances: Iterable[AlliancePage]) -> list[AllianceCard]:
    """A card for each of ``alliances``; what they carry comes in one query, however many they are."""
    alliances = list(alliances)
    carried = _carried(alliance.pk for alliance in alliances)
    return [_card(alliance, carried[alliance.pk]) for alliance in alliances]


@dataclass(frozen=True)
class Sample:
    """The first cards of a list, and whether there are others."""

    cards: list[AllianceCard]
    more: bool


def sample(alliances: AllianceQuerySet, *, limit: int) -> Sample:
    """The first ``limit`` of ``alliances``, without the names of their partners; one query.

    One more is asked for, to know whether to lead on.
    """
    found = [AllianceCard(each, (), facts_in_list(each)) for each in alliances.with_threads()[: limit + 1]]
    return Sample(found[:limit], more=len(found) > limit)


def chosen(keys: Sequence[int]) -> list[AllianceCard]:
    """The cards of these alliances, as far as they are published, in the order of their keys."""
    found = cards(AlliancePage.objects.shown().filter(pk__in=keys)) if keys else []
    return sorted(found, key=lambda card: keys.index(card.alliance.pk))


def first_of(*, region: Region | None, measure: Measure | None, limit: int) -> list[AllianceCard]:
    """The first cards of a region, of those that serve a measure, of both, or of all."""
    shown = AlliancePage.objects.shown()
    if region is not None:
        shown = shown.filter(region=region)
    if measure is not None:
        shown = shown.filter(measures=measure)
    return cards(shown[:limit])


def _card(alliance: AlliancePage, carried: list[tuple[str, int, str, str]]) -> AllianceCard:
    partners = [(name, kind) for what, _number, name, kind in carried if what == "partner"]
    return AllianceCard(
        alliance=alliance,
        partners=tuple(name for name, _kind in partners),
        facts=facts_from(
            alliance,
            kinds=[kind for _name, kind in partners],
            measures=[number for what, number, _name, _kind in carried if what == "measure"],
            goals=[number for what, number, _name, _kind in carried if what == "goal"],
        ),
    )


def _carried(keys: Iterable[int]) -> dict[int, list[tuple[str, int, str, str]]]:
    """Rows of (what, number, name, kind) of each alliance: partners in their order, measures, goals."""
    keys = list(keys)
    nothing = Value("")
    served = AlliancePage.measures.through.objects.filter(alliancepage__in=keys, measure__live=True)
    pursued = AlliancePage.sdgs.through.objects.filter(alliancepage__in=keys)
    partners = Partner.objects.filter(alliance__in=keys).order_by()
    columns = ("what", "number", "name", "kind")
    every = (
        partners.annotate(what=Value("partner"), number=F("sort_order"))
        .values_list("alliance_id", *columns)
        .union(
            served.annotate(
                what=Value("measure"), number=F("measure__number"), name=nothing, kind=nothing
            ).values_list("alliancepage_id", *columns),
            pursued.annotate(
                what=Value("goal"), number=F("sdg__number"), name=nothing, kind=nothing
            ).values_list("alliancepage_id", *columns),
            all=True,
        )
    )
    found: dict[int, list[tuple[str, int, str, str]]] = defaultdict(list)
    for alliance, *row in sorted(every, key=lambda each: each[2] or 0):
        found[alliance].append(tuple(row))
    return found
