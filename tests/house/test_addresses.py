"""An address may be as long as browsers take it: 2,000 signs, in every column that holds one."""

from django.apps import apps
from django.db import models

from conference.core.addresses import LONGEST
from tests.house.test_imports import FOLDERS


def short_columns(found: list[type[models.Model]]) -> list[str]:
    return [
        f"{model.__name__}.{field.name}: {field.max_length}"
        for model in found
        for field in model._meta.fields
        if isinstance(field, models.URLField) and field.max_length < LONGEST
    ]


def test_every_address_may_have_two_thousand_signs() -> None:
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in FOLDERS]
    assert any(isinstance(field, models.URLField) for model in ours for field in model._meta.fields)
    assert short_columns(ours) == []
