"""Control signs (U+0002 …) come with what is pasted; no page, spreadsheet or feed can hold them.

They are removed from every text of every row that is saved, whatever form or command it came by.
"""

from typing import Any

from django.db.models import JSONField, Model
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.blocks import StreamValue

from conference.platform.unreadable import CONTROL


@receiver(pre_save)
def remove_control_signs(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    for field in sender._meta.concrete_fields:
        value = instance.__dict__.get(field.attname)
        if isinstance(value, StreamValue):
            held = value.stream_block.get_prep_value(value)
            if (kept := without_control_signs(held)) != held:
                setattr(instance, field.attname, value.stream_block.to_python(kept))
        elif (isinstance(value, str) or isinstance(field, JSONField)) and value:
            setattr(instance, field.attname, without_control_signs(value))


def without_control_signs(value: Any) -> Any:
    """A text, or lists and dictionaries of texts, without control signs; line ends and tabs stay."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, dict):
        return {key: without_control_signs(held) for key, held in value.items()}
    if isinstance(value, list):
        return [without_control_signs(held) for held in value]
    return value
