"""Le tissage: every subject of the site has its own cloth, drawn from its data.

Deterministic: the same subject always gives the same SVG.

    warp (vertical)    who and where: one stripe a partner, dyed by the partner's kind, as wide as
                       the digits of the subject's coordinates, date or the letters of its name say
    weft (horizontal)  what: 21 bands, one a measure, or 17, one a goal; those carried are dyed
    structure          the nature of the subject (region, event format, alliance, edition)

``woven`` reads the facts and ``svg`` draws; cloth_words.py says in French how to read the result.
A cloth is a signature, never a mark: it ranks nobody and is not recoloured to decorate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from itertools import cycle, islice

from conference.core.text import words
from conference.core.worlds import World

PITCH = 6  # drawing units from one thread to the next
THREAD = 5.4  # width of a thread; the rest is the hole of the cloth

DIMENSIONS = ("gaude", "guede", "garance")
MEASURES = 21  # seven to a dimension: 1-7, 8-14, 15-21
GOALS = 17  # woven six to a dye: 1-6, 7-12, 13-17

# The three worlds wear the overdyed colours: each is an alliance of two plants.
WORLDS = ("vert", "tanne", "prune")
UNDYED = "ecru"  # a partner whose kind nobody has said
DYE_OF_KIND: dict[str, str] = {
    World.ASSOCIATION: "vert",  # gaude over guede
    World.COMPANY: "tanne",  # garance over gaude
    World.LOCAL_AUTHORITY: "prune",  # garance over guede
    World.STATE: "prune",
    World.FOUNDATION: "fer",
    World.EDUCATION: "fer",
    World.SUPPORT: "fer",
    World.CITIZEN: "ecru",
    World.OTHER: "ecru",
}

# One row a pick, one letter a warp thread; X: the warp passes over.
STRUCTURES = {
    "toile": ("X.", ".X"),
    "natte": ("XX..", "XX..", "..XX", "..XX"),
    "serge": ("XX..", ".XX.", "..XX", "X..X"),
    "chevron": ("XX..X..X", ".XX..XX.", "..XXXX..", "X..XX..X"),
    "losange": (
        "X..XX..X",
        "XX....XX",
        ".XX..XX.",
        "..XXXX..",
        "..XXXX..",
        ".XX..XX.",
        "XX....XX",
        "X..XX..X",
    ),
}
STRUCTURES_OF_REGIONS = ("serge", "chevron", "natte")  # by the INSEE code, modulo 3
STRUCTURE_OF = {
    "edition": "chevron",
    "alliance": "losange",
    "presentiel": "natte",
    "en-ligne": "toile",
    "hybride": "chevron",
    "actualite": "serge",
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a subject when its cloth is woven. What is not known stays at its default.

    ``nature``: a key of STRUCTURE_OF, or "region" together with its INSEE ``code``. ``kinds`` of the
    partners in the page's order, empty strings included. ``latitude`` and ``longitude`` in degrees,
    ``place`` their name; ``day`` takes the longitude's part where the subject has a date. A subject
    that carries no ``measures`` but serves ``goals`` is woven from these.
    """

    nature: str
    name: str
    code: str = ""
    kinds: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    place: str = ""
    day: date | None = None
    measures: frozenset[int] = frozenset()
    goals: frozenset[int] = frozenset()

    @property
    def by_goals(self) -> bool:
        """Whether the weft shows the goals served, for want of measures carried."""
        return bool(self.goals) and not self.measures


@dataclass(frozen=True)
class Cloth:
    """What the loom needs. Two equal cloths are drawn alike.

    ``dyes`` of the warp stripes and their ``widths`` in threads; ``carried`` numbers of the
    dyed weft bands among ``bands``; ``structure`` a key of STRUCTURES; ``ground`` the thread
    of everything that is not dyed, ``lin`` or ``galle``.
    """

    dyes: tuple[str, ...]
    widths: tuple[int, ...]
    carried: frozenset[int]
    structure: str
    ground: str = "lin"
    bands: int = MEASURES


def digits(*numbers: float) -> tuple[int, ...]:
    """Four digits a number (45.76 gives 4 5 7 6), each read as a stripe of 1 to 10 threads."""
    return tuple(int(d) + 1 for n in numbers for d in f"{round(abs(n) * 100) % 10000:04d}")


def letters(name: str) -> tuple[int, ...]:
    """The first eight letters of ``name`` (a = 1 … z = 26), each read as a stripe of 1 to 10 threads."""
    found = [ord(char) - ord("a") for char in "".join(words(name)) if char.isalpha()][:8]
    return tuple(place % 10 + 1 for place in found) or (3,)


def structure_of(nature: str, code: str = "") -> str:
    """The weave of a nature: a key of STRUCTURE_OF, or "region" together with its INSEE ``code``.

    Raises ValueError on another nature.
    """
    if nature == "region":
        return STRUCTURES_OF_REGIONS[int(code) % 3]
    try:
        return STRUCTURE_OF[nature]
    except KeyError:
        raise ValueError(f"unknown nature of a cloth: {nature!r}") from None


@lru_cache(maxsize=512)
def woven(facts: Facts) -> Cloth:
    """The cloth of one subject.

    Partners give the warp its stripes, in the page's order; one whose kind nobody has said stays
    undyed. Without partners the warp wears the three worlds, beginning with another one by the
    code. Stripe widths count the digits of the place, of the place and the day, or of the day;
    where neither is known, the letters of the name.
    """
    widths = _widths(facts)
    turn = int(facts.code) % 3 if facts.code else 0
    dyes = [DYE_OF_KIND.get(kind, UNDYED) for kind in facts.kinds] or [*WORLDS[turn:], *WORLDS[:turn]]
    ground = "galle" if sum(widths) % 2 else "lin"
    # between two dyed stripes a stripe of ground or écru, in turn
    warp = [thread for pair in zip(dyes, cycle((ground, UNDYED)), strict=False) for thread in pair]
    carried, bands = (facts.goals, GOALS) if facts.by_goals else (facts.measures, MEASURES)
    structure = structure_of(facts.nature, facts.code)
    return Cloth(tuple(warp), widths, frozenset(carried), structure, ground, bands)


def _widths(facts: Facts) -> tuple[int, ...]:
    """How many threads each stripe has, in turn."""
    if facts.day is not None:
        second: float | None = facts.day.day + facts.day.month / 100
    else:
        second = facts.longitude
    if second is None or (facts.latitude is None and facts.day is None):
        return letters(facts.name)
    widths = digits(second) if facts.latitude is None else digits(facts.latitude, second)
    # south of the equator the warp is read from the other selvedge
    return widths[::-1] if facts.latitude is not None and facts.latitude < 0 else widths


def national(regions: Iterable[tuple[str, Cloth]]) -> Cloth:
    """The cloth of the country: a stripe a region in the order of INSEE codes, all 21 measures.

    ``regions`` yields (code, cloth of the region); each gives its first dye and its ground.
    """
    each = [cloth for _, cloth in sorted(regions, key=lambda pair: pair[0])]
    dyes = tuple(dye for cloth in each for dye in (cloth.dyes[0], cloth.ground))
    return Cloth(dyes, (3, 1), frozenset(range(1, MEASURES + 1)), "toile")


def dye_of_band(number: int, bands: int) -> str:
    """The dye of weft band ``number`` (1 to ``bands``): the three dyes share the bands in order."""
    return DIMENSIONS[(number - 1) // -(-bands // 3)]


def warp_threads(cloth: Cloth, count: int) -> list[str]:
    """The dye of each of ``count`` threads: the stripes, there and back (a tartan's pivot)."""
    stripes = zip(
        islice(cycle(cloth.dyes), max(len(cloth.dyes), len(cloth.widths))),
        cycle(cloth.widths),
        strict=False,
    )
    there = [dye for dye, width in stripes for _ in range(width)]
    sett = there + there[-2:0:-1]
    shift = (count - len(there)) // 2 if count > len(there) else 0
    return [sett[(i - shift) % len(sett)] for i in range(count)]


def weft_threads(cloth: Cloth, count: int) -> list[str]:
    """The dye of each of ``count`` picks, top to bottom.

    The fewer the bands carried, the broader they are, so that about half of any cloth is dyed.
    """
    broad = max(2, round(18 / (len(cloth.carried) or 1)))
    sizes = [broad if n in cloth.carried else 1 for n in range(1, cloth.bands + 1)]
    total, end = sum(sizes), 0
    picks: list[str] = []
    for number, size in enumerate(sizes, 1):
        end += size
        dyed = number in cloth.carried
        dye = dye_of_band(number, cloth.bands) if dyed else (cloth.ground, UNDYED)[number % 2]
        picks += [dye] * (round(end * count / total) - len(picks))
    return picks


def dashes(column: str) -> tuple[str, int]:
    """stroke-dasharray and -dashoffset of a warp thread that shows on the picks marked X."""
    start = next(k for k in range(len(column)) if column[k] == "X" and column[k - 1] != "X")
    turned = column[start:] + column[:start]
    runs: list[int] = []
    for k, mark in enumerate(turned):
        if k and mark == turned[k - 1]:
            runs[-1] += PITCH
        else:
            runs.append(PITCH)
    return " ".join(map(str, runs)), (-start * PITCH) % (len(column) * PITCH)


@lru_cache(maxsize=512)
def threads(cloth: Cloth, *, across: int, down: int) -> str:
    """The threads alone, as SVG paths ``across × down`` threads large, to be set in any frame."""
    width, height, draft = across * PITCH, down * PITCH, STRUCTURES[cloth.structure]
    groups: dict[tuple[str, str], list[str]] = {}  # (dye, dash) to lines; wefts first, warps over them
    for j, dye in enumerate(weft_threads(cloth, down)):
        groups.setdefault((dye, ""), []).append(f"M0 {j * PITCH + PITCH // 2}H{width}")
    for i, dye in enumerate(warp_threads(cloth, across)):
        array, offset = dashes("".join(row[i % len(draft[0])] for row in draft))
        dash = f' stroke-dasharray="{array}"' + (f' stroke-dashoffset="{offset}"' if offset else "")
        groups.setdefault((dye, dash), []).append(f"M{i * PITCH + PITCH // 2} 0V{height}")
    return "".join(
        f'<path class="f-{dye}"{dash} d="{"".join(lines)}"/>' for (dye, dash), lines in groups.items()
    )


def svg(cloth: Cloth, *, across: int, down: int, title: str = "") -> str:
    """The cloth as an SVG of ``across`` warp threads and ``down`` picks, under 4 KB at page sizes.

    Threads carry the class ``f-<dye>``: the theme colours them and no inline style is needed.
    Without ``title`` the cloth is hidden from screen readers: words always stand beside it.
    """
    label = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return (
        f'<svg class="cloth" viewBox="0 0 {across * PITCH} {down * PITCH}" '
        f'preserveAspectRatio="xMidYMid slice" {label}>'
        f'<g fill="none" stroke-width="{THREAD}">{threads(cloth, across=across, down=down)}</g></svg>'
    )
