"""The look of a mail: the colours of the site and the cloth of its subject.

A mail cannot link to the stylesheet, so it copies what it needs from the one place that holds
literal colours: static/css/tokens.css.
"""

import re
from functools import cache
from typing import Any

from django.conf import settings

from conference.core.cloth import STRUCTURES, Cloth, warp_threads, weft_threads

ACROSS, DOWN = 30, 9  # threads of the cloth in a mail's head

# Every thread of the site: what a mail wears that concerns no single subject.
PLAIN_CLOTH = Cloth(("fer", "galle"), (3, 1), frozenset(range(1, 22)), "toile")

_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,8})\s*;", re.IGNORECASE)
_PAPER = "#ffffff"


@cache
def _tokens() -> tuple[dict[str, str], dict[str, str]]:
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, _, rest = css.partition("prefers-color-scheme: dark")
    dark, _, _ = rest.partition("@media")
    return dict(_COLOUR.findall(light)), dict(_COLOUR.findall(dark))


def light() -> dict[str, str]:
    """Colours of the light theme by their token's name (hyphens become underscores), and `paper`."""
    return _named(_tokens()[0], paper=_PAPER)


def dark() -> dict[str, str]:
    """The same for the dark theme; a colour that it does not change is the light one."""
    base, changed = _tokens()
    return _named(base | changed, paper=changed["mist"])


def _named(tokens: dict[str, str], *, paper: str) -> dict[str, str]:
    return {name.replace("-", "_"): colour for name, colour in tokens.items()} | {"paper": paper}


def mail_look(cloth: Cloth | None) -> dict[str, Any]:
    """What core/mails/base.html needs: the colours `light` and `dark`, and `cloth_rows`."""
    return {"light": light(), "dark": dark(), "cloth_rows": cloth_cells(cloth or PLAIN_CLOTH)}


def cloth_cells(cloth: Cloth) -> list[list[str]]:
    """The cloth as rows of colours: a mail shows it as a table, which needs no image.

    Where the structure lets the warp pass over, the cell wears its dye; elsewhere the weft's.
    """
    dyes, draft = light(), STRUCTURES[cloth.structure]
    warp, weft = warp_threads(cloth, ACROSS), weft_threads(cloth, DOWN)
    return [
        [dyes[warp[i] if draft[j % len(draft)][i % len(draft[0])] == "X" else weft[j]] for i in range(ACROSS)]
        for j in range(DOWN)
    ]
