"""The pictures of the demonstration, drawn here from the cloths of the identity: nothing is photographed.

Covers and pictures of an edition are cloths seen from near, set askew or still on the loom; logos of invented
structures are a mark of a few threads above their name. Each is marked as the demonstration's own
(models.DemoPicture), so that it goes with it.
"""

from collections.abc import Callable
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageDraw

from conference.core.cloth import Cloth, Facts, warp_threads, woven
from conference.core.colours import light
from conference.core.models import Picture
from conference.core.pictures.painting import TITLE, fitted, painted_cloth, png
from conference.regions.rights import NATIONAL_COLLECTION, ensure_collection

from .models import DemoPicture

COVER = (1600, 1000)
LOGO = (600, 360)
FICTIONAL = " (structure fictive)"  # said in the name of a partner, not on its logo
DYES = ("gaude", "guede", "garance", "vert", "tanne", "prune")


def from_near(cloth: Cloth) -> Image.Image:
    """So near that each thread shows."""
    return painted_cloth(cloth, COVER, pitch=44)


def askew(cloth: Cloth) -> Image.Image:
    """Laid at a slant, as on a table."""
    return painted_cloth(cloth, (2400, 2200), pitch=32).rotate(24).crop((400, 600, 2000, 1600))


def on_the_loom(cloth: Cloth) -> Image.Image:
    """Half woven: below, the threads of the warp wait for what comes."""
    colours, pitch = light(), 32
    image = Image.new("RGB", COVER, colours["warp"])
    pen = ImageDraw.Draw(image)
    for i, dye in enumerate(warp_threads(cloth, COVER[0] // pitch)):
        pen.rectangle((i * pitch, 0, i * pitch + 20, COVER[1]), colours[dye])
    image.paste(painted_cloth(cloth, (COVER[0], 560), pitch=pitch), (0, 0))
    pen.rectangle((0, 560, COVER[0], 582), colours["tanne"])
    return image


MOTIFS: dict[str, tuple[Callable[[Cloth], Image.Image], Promise]] = {
    "near": (from_near, gettext_lazy("Dessin : les fils d’une étoffe, vus de près.")),
    "askew": (askew, gettext_lazy("Dessin : une étoffe tissée, posée de biais.")),
    "loom": (on_the_loom, gettext_lazy("Dessin : une étoffe à moitié tissée, sur le métier.")),
}


def cover(facts: Facts, *, motif: str) -> Picture:
    """A cover drawn from what weaves a subject's cloth; ``motif`` is a key of MOTIFS."""
    drawn, description = MOTIFS[motif]
    title = _("%(name)s, dessin (démonstration)") % {"name": facts.name}
    return _kept(drawn(woven(facts)), title=title, description=str(description))


def logo(name: str) -> Picture:
    """The logo of an invented structure: its own few threads, and its name."""
    colours = light()
    first = sum(map(ord, name)) % len(DYES)
    image = Image.new("RGB", LOGO, "#ffffff")
    pen = ImageDraw.Draw(image)
    for step in range(3):
        dye = colours[DYES[(first + step) % len(DYES)]]
        pen.rectangle((40 + step * 44, 40, 66 + step * 44, 160), dye)
        pen.rectangle((40, 46 + step * 44, 154, 60 + step * 44), colours["ink"] if step == 1 else dye)
    font, lines = fitted(name, name=TITLE, sizes=range(72, 30, -4), width=520, height=150)
    for row, line in enumerate(lines):
        pen.text((40, 190 + row * font.size), line, colours["ink"], font)
    title = _("Logo : %(name)s (démonstration)") % {"name": name}
    return _kept(image, title=title, description=_("Logo dessiné pour la démonstration."))


def _kept(image: Image.Image, *, title: str, description: str) -> Picture:
    file = ImageFile(BytesIO(png(image)), name="dessin-demonstration.png")
    picture = Picture.objects.create(
        title=title,
        description=description,
        file=file,
        credit=_("dessin du site, pour la démonstration"),
        collection=ensure_collection(NATIONAL_COLLECTION),  # which relays see and choose from
    )
    DemoPicture.objects.create(picture=picture)
    return picture
