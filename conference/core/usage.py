"""« Utilisation » knows what is ticked: Wagtail's index of references is told of relations to many.

Wagtail notes foreign keys, blocks and links of texts; of an event's measures, ticked in its form, it notes
nothing, and says « aucun résultat » of a measure that twenty pages serve.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import ManyToManyField, Model
from django.db.models.signals import m2m_changed
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import update_reference_index_on_save

Reference = tuple[type[Model], str, str, str]  # what is used, its key, then where: in the model, in the row


def extract_references(used: Iterable[Model]) -> Iterator[Reference]:
    """What Wagtail asks of a field: each row that it leads to."""
    for row in used:
        yield type(row), str(row.pk), "item", str(row.pk)


def note_relations_to_many() -> None:
    """Let every relation to many be noted, but those to accounts and their groups, which are no content."""
    for model in apps.get_models():
        for field in model._meta.local_many_to_many:
            to = field.related_model
            if isinstance(field, ManyToManyField) and to._meta.app_label != "auth":
                field.extract_references = extract_references  # type: ignore[attr-defined]
                ReferenceIndex.register_model(model)
                if not isinstance(field, ParentalManyToManyField):  # those are saved with their row
                    m2m_changed.connect(index_anew, sender=field.remote_field.through)


def index_anew(instance: Model, action: str, **kwargs: Any) -> None:
    """What a row is tied to changes without the row being saved."""
    if action.startswith("post_") and ReferenceIndex.is_indexed(type(instance)):
        update_reference_index_on_save(instance)
