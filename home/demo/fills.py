"""Filling fields of real objects, so that what nobody changed since can be taken back.

A page keeps its texts twice: as published, and in its latest revision, which an editor opens. Both are
looked at, each by itself: a text that the team changed in either place stays there.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.blocks import StreamValue
from wagtail.models import Page

from .models import FilledField


def fill(target: models.Model, **values: Any) -> bool:
    """Put ``values``, as JSON holds them, into the empty fields of ``target``; whether any was empty."""
    empty = {name: value for name, value in values.items() if not getattr(target, name)}
    for name, value in empty.items():
        FilledField.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(target),
            object_id=target.pk,
            field=name,
            defaults={"before": _kept(getattr(target, name)), "put": value},
        )
    _write(target, empty)
    return bool(empty)


def take_back() -> int:
    """Give every filled field what stood there before, unless it was changed since; returns how many."""
    targets: dict[tuple[int, int], list[FilledField]] = {}
    for filled in FilledField.objects.select_related("content_type"):
        targets.setdefault((filled.content_type_id, filled.object_id), []).append(filled)
    taken = 0
    for fields in targets.values():
        target = fields[0].target
        if target is not None:
            taken += _restore(target, fields)
    FilledField.objects.all().delete()
    return taken


def _restore(target: models.Model, fields: list[FilledField]) -> int:
    unchanged = _unchanged(target, fields)
    _write(target, unchanged)
    if isinstance(target, Page) and target.latest_revision_id:
        draft = target.get_latest_revision_as_object()
        kept = _unchanged(draft, fields)
        if kept:
            for name, value in kept.items():
                setattr(draft, name, value)
            draft.save_revision(clean=False, log_action=False)
    return len(unchanged)


def _unchanged(target: models.Model, fields: list[FilledField]) -> dict[str, Any]:
    return {
        filled.field: filled.before for filled in fields if _kept(getattr(target, filled.field)) == filled.put
    }


def _kept(value: Any) -> Any:
    """``value`` as JSON holds it: a stream as its list, a moment as the text of its UTC."""
    if isinstance(value, StreamValue):
        return list(value.get_prep_value())
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _write(target: models.Model, values: dict[str, Any]) -> None:
    if values:
        for name, value in values.items():
            setattr(target, name, value)
        target.save(update_fields=list(values))
