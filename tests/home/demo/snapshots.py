"""The whole database as text, to see that two moments are alike."""

from django.apps import apps
from django.db import models
from wagtail.blocks import StreamValue

# Written by each login, task or indexing; they tell nothing of what the site says.
NOT_COMPARED = {
    "sessions.Session",
    "platform.Generation",
    "wagtailsearch.IndexEntry",
    "modelsearch.IndexEntry",
}


def snapshot() -> dict[str, list[str]]:
    """Every row of every table as text, by model."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label not in NOT_COMPARED and model._meta.managed and not model._meta.proxy:
            rows = model._base_manager.order_by("pk").values(*_columns(model))
            tables[model._meta.label] = [str({name: _as_kept(row[name]) for name in row}) for row in rows]
    return tables


def _as_kept(value: object) -> object:
    """A body as its column holds it: its blocks show themselves by where they lie in memory."""
    return list(value.raw_data) if isinstance(value, StreamValue) else value


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def differences(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The rows that are in one and not in the other, by model; empty when nothing differs."""
    found = {}
    for label in before.keys() | after.keys():
        one, other = set(before.get(label, [])), set(after.get(label, []))
        if one != other:
            found[label] = [f"− {row}" for row in one - other] + [f"+ {row}" for row in other - one]
    return found
