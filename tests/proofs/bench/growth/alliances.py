"""Alliances by the hundred: copies of one of the twelve, each with partners, measures and goals."""

import uuid
from collections import defaultdict

from .events import THEMES
from .store import Row, Store, without
from .tree import containers

TOWNS = [
    "Rennes",
    "Lamballe",
    "Nantes",
    "Angers",
    "Tours",
    "Lille",
    "Metz",
    "Dijon",
    "Pau",
    "Albi",
    "Cayenne",
]


def add_alliances(store: Store, numbers: range) -> None:
    """The alliances of these numbers."""
    places = containers(store, holds="alliances")
    model = store.rows("alliances_alliancepage")[0]
    page = store.rows("wagtailcore_page", "id = %s", model["page_ptr_id"])[0]
    partners = store.rows("alliances_partner", "alliance_id = %s", model["page_ptr_id"])
    measures = [row["id"] for row in store.rows("measures_measure")]
    goals = [row["id"] for row in store.rows("core_sdg")]
    key = store.next_id("wagtailcore_page")
    rows: dict[str, list[Row]] = defaultdict(list)
    for turn, number in enumerate(numbers):
        place, alliance = places[number % len(places)], key + turn
        town = TOWNS[number % len(TOWNS)]
        title = f"{THEMES[number % len(THEMES)].capitalize()} {number}, l’alliance de {town}"
        rows["wagtailcore_page"].append(
            page
            | place.below(f"alliance-{number}", key=alliance)
            | {"title": title, "draft_title": title, "translation_key": uuid.uuid4()}
            | {"latest_revision_id": None, "live_revision_id": None}
        )
        rows["alliances_alliancepage"].append(
            model
            | {"page_ptr_id": alliance, "region_id": place.region_id, "territory": f"Pays de {town}"}
            | {"listed_as": title}
        )
        rows["alliances_partner"] += [without(each, "id") | {"alliance_id": alliance} for each in partners]
        for table, column, of in (("measures", "measure_id", measures), ("sdgs", "sdg_id", goals)):
            rows[f"alliances_alliancepage_{table}"] += [
                {"alliancepage_id": alliance, column: of[place]}
                for place in {number % len(of), number * 5 % len(of)}
            ]
    for table, written in rows.items():
        store.copy(table, written)
    for each in places:
        each.count_children(store)
