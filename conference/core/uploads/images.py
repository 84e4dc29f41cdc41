"""Pictures: decoded to the last pixel and written anew.

What is written holds the picture, turned the right way up, and its colour profile; not where and when
it was taken, by which telephone, nor whatever else stood before, inside or after it.
"""

import struct
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps, ImageSequence

from conference.core.uploads import refusals

# Pillow's names of the formats that WAGTAILIMAGES_EXTENSIONS lists, and how each is written.
_WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "progressive": True},
    "PNG": {"optimize": False},
    "GIF": {},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85, "speed": 8},
}
# What Pillow says of a torn file.
TORN = (OSError, SyntaxError, ValueError, EOFError, struct.error)
_UPRIGHT = 1
_ORIENTATION = 0x0112  # EXIF tag


def rewritten_image(file: BinaryIO, *, extension: str) -> bytes:
    """The same picture without anything else. Raises ValidationError, in words, for what is none."""
    file.seek(0)
    try:
        with Image.open(file, formats=list(_WRITTEN)) as image:
            image.load()
            return _written(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refusals.bomb() from error
    except Image.UnidentifiedImageError as error:
        raise refusals.not_what_it_says(extension) from error
    except TORN as error:
        raise refusals.damaged() from error


def _written(image: Image.Image) -> bytes:
    # Some telephones write several pictures in one JPEG (« MPO »); the first is the one that people see.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    options = dict(_WRITTEN[kind])
    if profile := image.info.get("icc_profile"):
        options["icc_profile"] = profile
    made = BytesIO()
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        frames = [frame.copy() for frame in ImageSequence.Iterator(image)]
        for frame in frames:
            _forget(frame)
        options |= {"save_all": True, "append_images": frames[1:], "loop": image.info.get("loop", 0)}
        options["duration"] = [frame.info.get("duration", 100) for frame in frames]
        frames[0].save(made, kind, **options)
        return made.getvalue()
    if image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT:
        image = ImageOps.exif_transpose(image)
    elif image.format == "JPEG":
        options["quality"] = "keep"  # the picture's own tables: nothing is lost in writing it again
    transparency = image.info.get("transparency")
    _forget(image)
    if transparency is not None:
        options["transparency"] = transparency
    image.save(made, kind, **options)
    return made.getvalue()


def _forget(image: Image.Image) -> None:
    """Pillow writes some of what it has read back by itself: comments, texts, EXIF, XMP."""
    kept = ("duration", "disposal", "transparency")
    image.info = {name: value for name, value in image.info.items() if name in kept}
    image.getexif().clear()
