"""Which sizes of a picture pages show, made by the worker.

A visitor's request shows the sizes that are there. Of a picture that has none yet it makes the smallest,
once: the uploaded file itself is nobody's but the site's (docs/decisions/0020-uploads.md).
"""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks import task
from wagtail.images.shortcuts import get_rendition_or_not_found

from conference.core.models import Picture, Rendition

WIDTHS = (400, 800, 1600)  # pixels
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}  # what most save first
FALLBACK = "jpeg"
SHARED = "fill-1200x630|format-jpeg"  # where a page is shared

# --- Made ---------------------------------------------------------------------------------------


def widths_of(picture: Picture) -> list[int]:
    """The widths made of it: none but the last is wider than the picture itself."""
    wider = [width for width in WIDTHS if width >= picture.width][:1]
    return [width for width in WIDTHS if width < picture.width] + wider


def specs_of(picture: Picture) -> list[str]:
    """Everything made of a picture, in Wagtail's words; SHARED last."""
    return [_spec(width, kind) for kind in FORMATS for width in widths_of(picture)] + [SHARED]


@receiver(post_save, sender=Picture)
def queue_renditions(instance: Picture, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        make_renditions.enqueue(instance.pk)


@task()
def make_renditions(pk: int) -> None:
    """Make the sizes that are missing of a picture, and write down on it what there is."""
    picture = Picture.objects.filter(pk=pk).first()
    if picture is None:  # deleted meanwhile
        return
    made = picture.get_renditions(*specs_of(picture))
    sizes = {spec: [each.file.name, each.width, each.height] for spec, each in made.items()}
    Picture.objects.filter(pk=pk, file=picture.file.name).update(sizes=sizes)


@receiver(post_delete, sender=Rendition)
def forget_sizes(instance: Rendition, **kwargs: Any) -> None:
    """A size is gone, as when the file is replaced: until all are made again, the smallest is shown."""
    Picture.objects.filter(pk=instance.image_id).update(sizes={})


def unfinished() -> QuerySet[Picture]:
    """Pictures of which a size is missing: uploaded before there were such, or restored without files."""
    return Picture.objects.filter(sizes={})


# --- Shown --------------------------------------------------------------------------------------


def sources(picture: Picture) -> dict[str, Any]:
    """What is there to show a picture; no query once the worker has made its sizes.

    ``others``: (type, srcset) of each better format; ``srcset``, ``src``, ``width``, ``height`` (pixels)
    of the one that every browser knows.
    """
    by_format = {
        kind: [size for width in widths_of(picture) if (size := picture.sizes.get(_spec(width, kind)))]
        for kind in FORMATS
    }
    fallback = by_format.pop(FALLBACK) or [_smallest(picture)]
    name, width, height = fallback[-1]
    return {
        "others": [(FORMATS[kind], _srcset(sizes)) for kind, sizes in by_format.items() if sizes],
        "srcset": _srcset(fallback),
        "src": _url(name),
        "width": width,
        "height": height,
    }


def share_url(picture: Picture) -> str | None:
    """Where the picture is in the size in which pages are shared; None until it is made."""
    shared = picture.sizes.get(SHARED)
    return _url(shared[0]) if shared else None


def _spec(width: int, kind: str) -> str:
    return f"width-{width}|format-{kind}"


def _smallest(picture: Picture) -> list[Any]:
    """Its smallest size, made here unless it is there."""
    made = get_rendition_or_not_found(picture, _spec(WIDTHS[0], FALLBACK))
    return [made.file.name, made.width, made.height]


def _srcset(sizes: list[list[Any]]) -> str:
    return ", ".join(f"{_url(name)} {width}w" for name, width, _height in sizes)


def _url(name: str) -> str:
    return default_storage.url(name)
