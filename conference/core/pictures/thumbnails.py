"""The first page of a PDF as a small picture, made by the worker for what the resources list.

It is a file of its own beside the document, not a picture of the library: nobody chooses, describes or
crops it, and it goes when its document goes or is no longer listed. Pictures are public, so a document that
is kept for some has none.
"""

import logging
from io import BytesIO
from pathlib import PurePath
from typing import Any

import pypdfium2
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks import task

from conference.core.models import Resource

logger = logging.getLogger(__name__)

WIDTH, HEIGHT = 480, 640  # pixels, at most


@receiver(post_save, sender=Resource)
def queue_thumbnail(instance: Resource, raw: bool = False, **kwargs: Any) -> None:
    if not raw and (instance.thumbnail or instance.listed):
        make_thumbnail.enqueue(instance.pk)


@receiver(post_delete, sender=Resource)
def delete_thumbnail(instance: Resource, **kwargs: Any) -> None:
    _delete_later(instance)


@task()
def make_thumbnail(pk: int) -> None:
    """Make the thumbnail of a document anew, or take it away."""
    resource = Resource.objects.select_related("collection").filter(pk=pk).first()
    if resource is None:  # deleted meanwhile
        return
    content = first_page(resource) if _may_have_one(resource) else None
    with transaction.atomic():
        _delete_later(resource)
        name = ""
        if content:
            name = f"{PurePath(resource.file.name).stem}.webp"
            resource.thumbnail.save(name, ContentFile(content), save=False)
            name = resource.thumbnail.name
        Resource.objects.filter(pk=pk).update(thumbnail=name)


def first_page(resource: Resource) -> bytes | None:
    """The first page as WebP, WIDTH × HEIGHT at most; None if it cannot be read."""
    with resource.open_file() as file:
        content = file.read()
    try:
        with pypdfium2.PdfDocument(content) as document:
            page = document[0]
            width, height = page.get_size()
            drawn = page.render(scale=min(WIDTH / width, HEIGHT / height)).to_pil()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, IndexError):
        logger.warning("La première page du document %s ne se lit pas.", resource.pk)
        return None
    made = BytesIO()
    drawn.convert("RGB").save(made, "WEBP", quality=80)
    return made.getvalue()


def _may_have_one(resource: Resource) -> bool:
    kept_for_some = resource.collection.get_view_restrictions().exists()
    return resource.listed and resource.file_extension == "pdf" and not kept_for_some


def _delete_later(resource: Resource) -> None:
    """Delete the file of the thumbnail once this transaction is over."""
    if name := resource.thumbnail.name:
        storage = resource.thumbnail.storage
        transaction.on_commit(lambda: storage.delete(name))
