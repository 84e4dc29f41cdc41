"""Eighteen shapes, each covered by its cloth, overseas regions at their own scale."""

import pytest

from conference.core.cloth import PITCH
from conference.regions.map import MAINLAND_BOX, OVERSEAS_BOX, SCALE, outline
from conference.regions.reference import REGIONS


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region["slug"])
def test_the_threads_cover_the_region_and_stay_in_its_box(region: dict) -> None:
    shape = outline(region["insee_code"])
    assert shape.box == (OVERSEAS_BOX if region["overseas"] else MAINLAND_BOX)
    left, top, width, height = map(int, shape.box.split())
    assert left <= shape.x < width
    assert top <= shape.y < height
    assert shape.x + shape.across * PITCH * SCALE <= width + PITCH
    assert shape.y + shape.down * PITCH * SCALE <= height + PITCH
    assert min(shape.across, shape.down) >= 6


def test_an_unknown_code_has_no_shape() -> None:
    with pytest.raises(KeyError):
        outline("00")
