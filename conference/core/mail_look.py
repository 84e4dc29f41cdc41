"""The look of a mail, which cannot link to the stylesheet: the site's colours, its subject's cloth."""

from typing import Any

from conference.core.cloth import STRUCTURES, Cloth, warp_threads, weft_threads
from conference.core.colours import dark, light

ACROSS, DOWN = 30, 9  # threads of the cloth in a mail's head

# Every thread of the site: what a mail wears that concerns no single subject.
PLAIN_CLOTH = Cloth(("fer", "galle"), (3, 1), frozenset(range(1, 22)), "toile")


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
