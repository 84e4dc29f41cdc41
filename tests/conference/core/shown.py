"""Pictures and pages that show them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from conference.core.models import Picture
from home.models import ContentPage
from tests.conference.factories import make_site_tree

from .uploads.files import picture as content


def make_picture(*, size: tuple[int, int] = (900, 600), kind: str = "JPEG", **values: Any) -> Picture:
    file = SimpleUploadedFile(f"image.{kind.lower()}", content(kind, size=size))
    return Picture.objects.create(**{"title": "Le port", "description": "Un port vide.", **values}, file=file)


def make_pictures(number: int) -> list[Picture]:
    """So many pictures of one file, each with a size that the worker would have made."""
    first = make_picture()
    sizes = {"width-400|format-jpeg": [first.file.name, 400, 267]}
    Picture.objects.filter(pk=first.pk).update(sizes=sizes)
    facts = {name: getattr(first, name) for name in ("title", "description", "file", "width", "height")}
    others = (Picture(**facts, sizes=sizes, file_size=1) for _ in range(number - 1))
    return [first, *Picture.objects.bulk_create(others)]


def page_with(*pictures: Picture, live: bool = True, **block: Any) -> ContentPage:
    home = make_site_tree(regions=()).home
    body = [{"type": "image", "value": {"image": picture.pk, **block}} for picture in pictures]
    page = ContentPage(title="Une page", slug="une-page", body=body, live=live)
    return Page.objects.get(pk=home.pk).add_child(instance=page)
