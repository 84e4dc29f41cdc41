"""Indexing what is loaded at once, instead of leaving hundreds of small tasks to the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Within: Wagtail queues no indexing. At the end: what was saved is indexed, for search and usage."""
    saved: dict[tuple[type[models.Model], Any], None] = {}
    searchable = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]

    def note(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
        if sender in searchable or ReferenceIndex.is_indexed(sender):
            saved[sender, instance.pk] = None

    for model in searchable:
        post_save.disconnect(post_save_signal_handler, sender=model)
    post_save.connect(note)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(note)
        for model in searchable:
            post_save.connect(post_save_signal_handler, sender=model)
    for model, pk in saved:
        instance = model._default_manager.filter(pk=pk).first()
        if instance is not None:
            _index(instance, searchable=model in searchable)


def _index(instance: models.Model, *, searchable: bool) -> None:
    if searchable:
        index.insert_or_update_object(instance)
    if ReferenceIndex.is_indexed(type(instance)):
        ReferenceIndex.create_or_update_for_object(instance)
