"""Pictures: decoded to the last pixel and written anew.

What is written holds the picture, turned the right way up, at most LONGEST pixels long, in eight bits of
grey or colour; not where and when it was taken, by which telephone, nor whatever else stood before, inside
or after it. So every format in which a page shows it can be made from it.
"""

import struct
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from PIL import Image, ImageCms, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

from conference.core.uploads import refusals

register_heif_opener()  # what telephones write by default

# Pillow's names of the formats that are kept, and how each is written.
_WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "progressive": True},
    "PNG": {"optimize": False},
    "GIF": {},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85, "speed": 8},
}
# Endings under which pictures come in that no browser shows: they are kept as JPEG.
KEPT_AS_JPEG = ("heic", "heif", "jfif")
LONGEST = 3200  # pixels; twice the widest picture that a page shows
# What Pillow says of a torn file.
TORN = (OSError, SyntaxError, ValueError, EOFError, struct.error)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_UPRIGHT = 1
_ORIENTATION = 0x0112  # EXIF tag


def rewritten_image(file: BinaryIO, *, extension: str) -> bytes:
    """The same picture without anything else. Raises ValidationError, in words, for what is none."""
    file.seek(0)
    try:
        with Image.open(file, formats=list(_WRITTEN)) as image:
            if image.format == "PNG" and getattr(image, "is_animated", False):
                raise refusals.animated()
            return _written(image)
    except _BOMBS as error:
        raise refusals.bomb() from error
    except Image.UnidentifiedImageError as error:
        raise refusals.not_what_it_says(extension) from error
    except TORN as error:
        raise refusals.damaged() from error


def as_jpeg(file: BinaryIO, *, extension: str) -> bytes:
    """A picture of one of KEPT_AS_JPEG as JPEG. Raises ValidationError, in words, for what is none."""
    file.seek(0)
    try:
        with Image.open(file, formats=["HEIF", "JPEG"]) as image:
            if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise refusals.bomb()
            made, options = BytesIO(), {**_WRITTEN["JPEG"], **_profile(image)}
            upright = ImageOps.exif_transpose(_reduced(image))
            _forget(upright)
            upright.convert("RGB").save(made, "JPEG", **options)
            return made.getvalue()
    except _BOMBS as error:
        raise refusals.bomb() from error
    except Image.UnidentifiedImageError as error:
        raise refusals.not_what_it_says(extension) from error
    except TORN as error:
        raise refusals.damaged() from error


def is_animated_png(file: BinaryIO) -> bool:
    """Whether this is a PNG of several pictures, which no library here takes apart."""
    file.seek(0)
    beginning = file.read(64 * 1024)
    file.seek(0)
    return beginning.startswith(b"\x89PNG\r\n") and b"acTL" in beginning.partition(b"IDAT")[0]


def _written(image: Image.Image) -> bytes:
    # Some telephones write several pictures in one JPEG (« MPO »); the first is the one that people see.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    options = _WRITTEN[kind] | _profile(image)
    if kind == "GIF" or (getattr(image, "n_frames", 1) > 1 and kind != "JPEG"):
        return _written_frames(image, kind, options)
    sent = image.size
    image = _reduced(image)
    if image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT:
        plain = image = ImageOps.exif_transpose(image)
    else:
        plain = image
    plain = _eight_bits(plain)
    if plain is image and image.size == sent and image.format == "JPEG":
        options["quality"] = "keep"  # the picture's own tables: nothing is lost in writing it again
    if plain.mode != image.mode:
        options.pop("icc_profile", None)  # of the colours that it had
    made = BytesIO()
    _forget(plain)
    plain.save(made, kind, **options)
    return made.getvalue()


def _written_frames(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    """The frames of an animation, as they are; a GIF of one frame too, whose palette is its own."""
    frames = [frame.copy() for frame in ImageSequence.Iterator(image)]
    for frame in frames:
        _forget(frame)
    if len(frames) > 1:
        options = options | {"save_all": True, "append_images": frames[1:]}
        options["loop"] = image.info.get("loop", 0)
        options["duration"] = [frame.info.get("duration", 100) for frame in frames]
    made = BytesIO()
    frames[0].save(made, kind, **options)
    return made.getvalue()


def _profile(image: Image.Image) -> dict[str, Any]:
    profile = image.info.get("icc_profile")
    return {"icc_profile": profile} if profile else {}


def _reduced(image: Image.Image) -> Image.Image:
    """The whole picture, read to its end, at most LONGEST pixels long."""
    if max(image.size) > LONGEST:
        # A JPEG is decoded at a half or a quarter of its size: a quarter of the memory, or less.
        share = LONGEST / max(image.size)
        image.draft(None, (max(1, int(image.width * share)), max(1, int(image.height * share))))
        image.load()
        if image.mode in ("1", "P"):  # their points cannot be mixed
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((LONGEST, LONGEST))
    else:
        image.load()
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """The picture in grey or colour that browsers know, with transparency if it has any."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        # Sixteen bits of grey: Pillow's own conversion would make all but the darkest white.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "CMYK":
        return _on_screen(image)
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")


def _on_screen(image: Image.Image) -> Image.Image:
    """A picture made for print, in the colours of a screen; by its profile, if it brings a good one."""
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
        shown = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (KeyError, OSError, ImageCms.PyCMSError):
        shown = None
    return shown or image.convert("RGB")


def _forget(image: Image.Image) -> None:
    """Pillow writes some of what it has read back by itself: comments, texts, EXIF, XMP."""
    kept = ("duration", "disposal", "transparency")
    image.info = {name: value for name, value in image.info.items() if name in kept}
    image.getexif().clear()
