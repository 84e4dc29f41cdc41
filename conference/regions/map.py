"""The shapes of the eighteen regions (data/map.json: Natural Earth, public domain), ready to be woven.

The mainland and Corsica share one view box; each overseas region has its own, at its own scale.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from conference.core.cloth import PITCH

GEOMETRY = json.loads((Path(__file__).parent / "data" / "map.json").read_text())
MAINLAND_BOX = " ".join(map(str, GEOMETRY["view_box"]))
OVERSEAS_BOX = " ".join(map(str, GEOMETRY["overseas_view_box"]))
SCALE = 0.75  # threads on the map are three quarters as wide as elsewhere

_SUBPATH = re.compile(r"M(-?\d+) (-?\d+)([^M]*)")
_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Outline:
    """A region's shape: its SVG path, the corner and the middle of its box, the threads that cover it."""

    path: str
    x: int
    y: int
    across: int
    down: int
    box: str
    middle: tuple[int, int]


def _points(path: str) -> Iterator[tuple[int, int]]:
    """The corners of a path made of « M x y l dx dy … z » parts, as map.json writes them."""
    for x, y, rest in _SUBPATH.findall(path):
        here = (int(x), int(y))
        yield here
        steps = [int(n) for n in _NUMBER.findall(rest)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            here = (here[0] + dx, here[1] + dy)
            yield here


@cache
def outline(insee_code: str) -> Outline:
    """The shape of a region by its INSEE code. Raises KeyError on an unknown code."""
    overseas = insee_code in GEOMETRY["overseas"]
    path = GEOMETRY["overseas" if overseas else "paths"][insee_code]
    across, down = zip(*_points(path), strict=True)
    left, top = min(across), min(down)
    thread = PITCH * SCALE
    return Outline(
        path=path,
        x=left,
        y=top,
        across=ceil((max(across) - left) / thread),
        down=ceil((max(down) - top) / thread),
        box=OVERSEAS_BOX if overseas else MAINLAND_BOX,
        middle=((left + max(across)) // 2, (top + max(down)) // 2),
    )
