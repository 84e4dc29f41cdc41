"""A cloth is drawn from what is known of its subject, the same each time, and small enough for a page."""

from datetime import date
from itertools import combinations

import pytest

from conference.core.cloth import (
    Cloth,
    Facts,
    dashes,
    national,
    svg,
    threads,
    warp_threads,
    weft_threads,
    woven,
)
from conference.core.templatetags.core_tags import CLOTH_SIZES
from conference.regions.reference import REGIONS


def alliance(**known) -> Facts:
    return Facts(nature="alliance", name="J’aime mes bouteilles", **known)


def region(each: dict, **known) -> Facts:
    return Facts(
        nature="region",
        name=each["name"],
        code=each["insee_code"],
        latitude=each["latitude"],
        longitude=each["longitude"],
        **known,
    )


def test_the_same_facts_always_give_the_same_cloth() -> None:
    facts = alliance(kinds=("association", "entreprise"), measures=frozenset({7, 16}))
    first = svg(woven(facts), across=44, down=30)
    woven.cache_clear()
    threads.cache_clear()
    assert svg(woven(facts), across=44, down=30) == first


def test_a_partner_is_a_stripe_in_the_dye_of_its_world() -> None:
    cloth = woven(alliance(kinds=("association", "etat", "")))
    assert cloth.dyes[::2] == ("vert", "prune", "ecru")  # an unsaid kind stays undyed


def test_the_place_gives_the_stripes_their_widths() -> None:
    cloth = woven(alliance(latitude=46.90, longitude=5.77))
    assert cloth.widths == (5, 7, 10, 1, 1, 6, 8, 8)  # 4690 0577, each digit one thread more


def test_south_of_the_equator_the_warp_is_read_from_the_other_selvedge() -> None:
    north, south = (
        woven(alliance(latitude=20.88, longitude=55.45)),
        woven(alliance(latitude=-20.88, longitude=55.45)),
    )
    assert south.widths == north.widths[::-1]


def test_a_day_takes_the_part_of_the_longitude() -> None:
    event = Facts(
        nature="presentiel", name="Session", latitude=48.11, longitude=-1.68, day=date(2026, 12, 15)
    )
    assert woven(event).widths[4:] == (2, 6, 2, 3)  # 15.12


def test_without_a_place_or_a_day_the_letters_of_the_name_are_counted() -> None:
    assert woven(alliance()).widths == (10, 1, 9, 3, 5, 3, 5, 9)  # j a i m e m e s
    assert woven(alliance(latitude=46.9)).widths == woven(alliance()).widths  # half a place is no place


def test_a_measure_carried_is_a_dyed_band_in_the_dye_of_its_dimension() -> None:
    picks = weft_threads(woven(alliance(measures=frozenset({1, 8, 21}))), 44)
    assert [dye for dye in dict.fromkeys(picks) if dye in ("gaude", "guede", "garance")] == [
        "gaude",
        "guede",
        "garance",
    ]
    assert 16 <= sum(dye in ("gaude", "guede", "garance") for dye in picks) <= 28


def test_an_alliance_without_measures_is_woven_from_the_goals_it_serves() -> None:
    facts = alliance(goals=frozenset({12, 17}))
    picks = set(weft_threads(woven(facts), 44))
    assert {"guede", "garance"} <= picks
    assert "gaude" not in picks
    with_measures = alliance(goals=frozenset({12, 17}), measures=frozenset({1}))
    assert "guede" not in weft_threads(woven(with_measures), 44)


def test_a_subject_that_carries_nothing_stays_undyed() -> None:
    assert set(weft_threads(woven(alliance()), 44)) <= {"lin", "galle", "ecru"}


def test_each_nature_has_its_weave_and_an_unknown_one_is_refused() -> None:
    natures = ("alliance", "edition", "presentiel", "en-ligne")
    structures = {woven(Facts(nature=nature, name="x")).structure for nature in natures}
    assert structures == {"losange", "chevron", "natte", "toile"}
    with pytest.raises(ValueError, match="dîner"):
        woven(Facts(nature="dîner", name="x"))


def test_eighteen_regions_have_eighteen_cloths() -> None:
    drawn = [svg(woven(region(each)), across=32, down=24) for each in REGIONS]
    assert all(one != other for one, other in combinations(drawn, 2))


def test_the_country_is_a_stripe_a_region_and_all_measures() -> None:
    cloth = national((each["insee_code"], woven(region(each))) for each in REGIONS)
    assert len(cloth.dyes) == 36
    assert cloth.carried == frozenset(range(1, 22))


@pytest.mark.parametrize("size", CLOTH_SIZES)
def test_every_thread_asked_for_is_drawn_and_a_cloth_stays_small(size: str) -> None:
    across, down = CLOTH_SIZES[size]
    kinds = ("association", "entreprise", "etat", "fondation", "citoyen")
    for nature in ("alliance", "edition", "presentiel", "en-ligne"):
        cloth = woven(Facts(nature=nature, name="Mesure", kinds=kinds, measures=frozenset(range(1, 22, 2))))
        assert len(warp_threads(cloth, across)) == across
        assert len(weft_threads(cloth, down)) == down
        assert len(svg(cloth, across=across, down=down)) <= 6000


def test_a_dashed_thread_shows_where_the_draft_says() -> None:
    assert dashes("XX..") == ("12 12", 0)
    assert dashes(".XX.") == ("12 12", 18)


def test_a_title_is_read_out_and_cannot_break_the_drawing() -> None:
    drawn = svg(Cloth(("vert",), (3,), frozenset(), "toile"), across=6, down=6, title='l’étoffe <"x">')
    assert 'role="img" aria-label="l’étoffe &lt;&quot;x&quot;&gt;"' in drawn
    assert 'aria-hidden="true"' in svg(Cloth(("vert",), (3,), frozenset(), "toile"), across=6, down=6)
