"""Whatever picture was accepted shows in every format in which a page asks for it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from conference.core.models import Picture
from conference.core.pictures.renditions import FORMATS, make_renditions, specs_of, widths_of
from conference.core.uploads.images import LONGEST, rewritten_image

from .files import picture

pytestmark = pytest.mark.django_db


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def grey_of_sixteen_bits() -> bytes:
    """The left half dark (a quarter of full white), the right half light (three quarters)."""
    row = (0x4000).to_bytes(2, "little") * 30 + (0xC000).to_bytes(2, "little") * 30
    return encoded(Image.frombytes("I;16", (60, 40), row * 40), "PNG")


def palette_with_a_hole() -> bytes:
    image = Image.new("P", (60, 40), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (30, 0, 60, 40))
    return encoded(image, "PNG", transparency=0)


def print_colours(**options: object) -> bytes:
    return encoded(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "JPEG", **options)


def animation(kind: str) -> bytes:
    return picture(kind, save_all=True, append_images=[Image.new("RGB", (60, 40), "green")], duration=80)


ODD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sixteen bits": ("png", grey_of_sixteen_bits),
    "print colours": ("jpg", print_colours),
    "print colours without a good profile": ("jpg", lambda: print_colours(icc_profile=b"\0" * 128)),
    "palette with transparency": ("png", palette_with_a_hole),
    "grey with transparency": ("png", lambda: encoded(Image.new("LA", (60, 40), (90, 0)), "PNG")),
    "one transparent colour": (
        "png",
        lambda: encoded(Image.new("RGB", (60, 40), "red"), "PNG", transparency=(255, 0, 0)),
    ),
    "black and white": ("png", lambda: encoded(Image.new("1", (60, 40), 1), "PNG")),
    "one point": ("png", lambda: picture("PNG", size=(1, 1))),
    "a line": ("png", lambda: picture("PNG", size=(10_000, 10))),
    "a palette larger than what is kept": (
        "png",
        lambda: encoded(Image.new("P", (4000, 20), 3), "PNG", transparency=3),
    ),
    "a gif": ("gif", lambda: picture("GIF")),
    "a gif that moves": ("gif", lambda: animation("GIF")),
    "a webp that moves": ("webp", lambda: animation("WEBP")),
    "an avif": ("avif", lambda: picture("AVIF")),
}


def kept(name: str) -> Picture:
    ending, make = ODD[name]
    content = rewritten_image(BytesIO(make()), extension=ending)
    return Picture.objects.create(title=name, file=SimpleUploadedFile(f"odd.{ending}", content))


@pytest.mark.parametrize("name", ODD)
def test_it_is_made_in_every_format(name: str) -> None:
    odd = kept(name)
    make_renditions.call(odd.pk)
    made = {rendition.filter_spec: rendition for rendition in odd.renditions.all()}
    assert set(made) == set(specs_of(odd))
    for spec, rendition in made.items():
        with rendition.file.open() as file, Image.open(file) as image:
            image.load()
            assert image.format.lower() == spec.rpartition("format-")[2]
            assert image.size == (rendition.width, rendition.height)


@pytest.mark.parametrize("kind", FORMATS)
def test_sixteen_bits_of_grey_keep_their_greys(kind: str) -> None:
    rendition = kept("sixteen bits").get_rendition(f"width-400|format-{kind}")
    with rendition.file.open() as file, Image.open(file) as image:
        dark, light = (image.convert("L").getpixel((x, 20)) for x in (10, 50))
    assert (dark, light) == (pytest.approx(0x40, abs=6), pytest.approx(0xC0, abs=6))


@pytest.mark.parametrize("name", ["print colours", "print colours without a good profile"])
def test_print_colours_become_those_of_a_screen(name: str) -> None:
    with kept(name).file.open() as file, Image.open(file) as image:
        assert image.mode == "RGB"
        assert "icc_profile" not in image.info
        red, green, blue = image.getpixel((30, 20))
    assert red > 180 > 90 > max(green, blue)


def test_a_transparent_palette_stays_transparent() -> None:
    rendition = kept("palette with transparency").get_rendition("width-400|format-webp")
    with rendition.file.open() as file, Image.open(file) as image:
        hole, blue = (image.convert("RGBA").getpixel((x, 20)) for x in (10, 50))
    assert (hole[3], blue[3]) == (0, 255)


def test_a_large_picture_is_reduced_and_keeps_its_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = picture("JPEG", size=(7000, 5000), icc_profile=profile)
    with Image.open(BytesIO(rewritten_image(BytesIO(sent), extension="jpg"))) as image:
        assert max(image.size) == LONGEST
        assert image.width / image.height == pytest.approx(7 / 5, rel=0.01)
        assert image.info["icc_profile"] == profile
        left, right = (image.getpixel((x, 1000)) for x in (100, 3100))
    assert left[0] > 200 > 60 > left[2]
    assert right[2] > 200 > 60 > right[0]


def test_no_size_is_larger_than_the_picture_but_one() -> None:
    assert widths_of(Picture(width=100)) == [400]
    assert widths_of(Picture(width=800)) == [400, 800]
    assert widths_of(Picture(width=900)) == [400, 800, 1600]
    assert widths_of(Picture(width=3200)) == [400, 800, 1600]
