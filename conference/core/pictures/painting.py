"""Cloths and words painted on a picture, where no stylesheet colours an SVG.

Pillow reads the site's own fonts and draws the few straight threads; sizes are in pixels.
"""

from functools import cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, ImageOps

from conference.core.cloth import PITCH, STRUCTURES, THREAD, Cloth, warp_threads, weft_threads
from conference.core.colours import light

TITLE, TEXT = "bricolage-titre", "radio-canada-texte"


@cache
def font(name: str, size: int, *, weight: int = 400) -> ImageFont.FreeTypeFont:
    """A font of static/fonts; ``weight`` is the text font's alone, 400 to 700."""
    found = ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / f"{name}.woff2", size)
    found.set_variation_by_axes([weight if name == TEXT else 96])
    return found


def painted_cloth(cloth: Cloth, size: tuple[int, int], *, pitch: int = 14) -> Image.Image:
    """The cloth over the whole of ``size``, a thread every ``pitch`` pixels."""
    colours, draft = light(), STRUCTURES[cloth.structure]
    width, height = size
    image = Image.new("RGB", size, _mixed(colours["galle"], colours["ecru"], 0.45))
    draw = ImageDraw.Draw(image)
    thread = round(pitch * THREAD / PITCH)
    hole = pitch - thread
    wefts = weft_threads(cloth, -(-height // pitch))
    warps = warp_threads(cloth, -(-width // pitch))
    for j, dye in enumerate(wefts):
        draw.rectangle((0, j * pitch, width, j * pitch + thread - hole), colours[dye])
    for i, dye in enumerate(warps):
        for j in range(len(wefts)):
            if draft[j % len(draft)][i % len(draft[0])] == "X":
                left, top = i * pitch, j * pitch
                draw.rectangle((left, top, left + thread - hole, top + pitch - 1), colours[dye])
    return image


def cut_to(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of ``image`` at that size."""
    return ImageOps.fit(image.convert("RGB"), size, Image.Resampling.LANCZOS)


def lines_of(text: str, *, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """``text`` in lines of at most ``width``; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitted(
    text: str, *, name: str, sizes: range, width: int, height: int
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The first of ``sizes`` at which the lines of ``text`` stay within the box, else the last, cut short."""
    for size in sizes:
        chosen = font(name, size)
        lines = lines_of(text, font=chosen, width=width)
        if len(lines) * size <= height and all(chosen.getlength(line) <= width for line in lines):
            return chosen, lines
    most = max(height // int(chosen.size), 1)
    return chosen, lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]


def png(image: Image.Image) -> bytes:
    """As PNG in 256 colours: threads and words keep theirs, a photograph weighs a quarter."""
    made = BytesIO()
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.FLOYDSTEINBERG).save(
        made, "PNG", optimize=True
    )
    return made.getvalue()


def _mixed(one: str, other: str, share: float) -> tuple[int, ...]:
    """``share`` of a colour #rrggbb and the rest of another."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return tuple(round(a * share + b * (1 - share)) for a, b in pairs)
