"""A picture is kept, what it carries unseen is not, and what is no picture is refused in words."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from conference.core.uploads.images import rewritten_image

from .files import MARK, picture, signed_picture

KINDS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF"]


def rewritten(content: bytes, extension: str = "jpg") -> bytes:
    return rewritten_image(BytesIO(content), extension=extension)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_no_longer_says_by_whom_and_where_it_was_taken(kind: str) -> None:
    sent = signed_picture(kind)
    assert MARK.encode() in sent
    kept = rewritten(sent + f"<script>{MARK}</script>".encode())
    assert MARK.encode() not in kept
    assert b"<script" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert (image.format, image.size) == (kind, (60, 40))
        assert not image.getexif()
        left, right = (image.convert("RGB").getpixel((x, 20)) for x in (5, 55))
        assert left[0] > 200 > 60 > left[2]
        assert right[2] > 200 > 60 > right[0]


def test_a_picture_taken_upright_stays_upright() -> None:
    with Image.open(BytesIO(rewritten(signed_picture("JPEG", orientation=6)))) as image:
        assert image.size == (40, 60)
        assert image.getpixel((20, 5))[0] > 200, "the left half is now above"


def test_colours_are_kept_and_animations_move_on() -> None:
    profile = b"\x00" * 128
    with Image.open(BytesIO(rewritten(picture("PNG", icc_profile=profile)))) as image:
        assert image.info["icc_profile"] == profile
    second = Image.new("RGB", (60, 40), "green")
    moving = picture("GIF", save_all=True, append_images=[second], duration=[70, 90], loop=0)
    with Image.open(BytesIO(rewritten(moving))) as image:
        assert image.n_frames == 2
        assert image.info["duration"] == 70


def test_the_colours_of_a_jpeg_are_the_very_same() -> None:
    sent = picture("JPEG", quality=70)
    with Image.open(BytesIO(sent)) as before, Image.open(BytesIO(rewritten(sent))) as after:
        assert before.quantization == after.quantization


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "n’est pas celui"),
        (b"GIF89a/*<script>alert(1)</script>*/", "n’est pas celui"),
        (b"\xff\xd8\xff\xe0 and nothing else", "abîmé"),
        (picture("PNG")[:-40], "abîmé"),
        (picture("JPEG")[:200], "abîmé"),
        (b"", "n’est pas celui"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        rewritten(content)
    assert sentence in refusal.value.messages[0]
