"""Dates and times of a form that are typed and shown in one zone, whatever the zone of the account."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone


class ZonedDateTimeField(forms.DateTimeField):
    """A date and time typed and shown in ``zone``."""

    def __init__(self, *, zone: ZoneInfo, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(**kwargs)

    @classmethod
    def instead_of(cls, field: forms.Field, *, zone: ZoneInfo) -> "ZonedDateTimeField":
        return cls(
            zone=zone,
            required=field.required,
            label=field.label,
            help_text=field.help_text,
            widget=field.widget,
            initial=field.initial,
        )

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


def speak_in(form: forms.BaseForm, names: Iterable[str], zone: ZoneInfo) -> None:
    """Make the date fields ``names`` of ``form`` speak in ``zone``."""
    for name in names:
        if name in form.fields:
            form.fields[name] = ZonedDateTimeField.instead_of(form.fields[name], zone=zone)
