"""The form fields of a day, of an hour and of both: French as ``french`` reads it, refused in its words.

Every form of the admin has them (model_forms.py), also where it asks for one of Wagtail's inputs by name.
"""

from datetime import date, datetime, time, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from .french import YEARS, Unreadable, hour, read_day, read_hour, read_parts
from .widgets import DAY_FORMAT, DayInput, HourInput, MomentInput
from .zoned import moment_in

HISTORY = range(1900, 2101)  # a document may be of the last century
END_OF_DAY = time(23, 59)

_OURS = {AdminDateInput: DayInput, AdminTimeInput: HourInput, AdminDateTimeInput: MomentInput}


def _ours(widget: Any) -> Any:
    """The input that stands in the place of one of Wagtail's, with what was asked of it."""
    kind = widget if isinstance(widget, type) else type(widget)
    if kind not in _OURS:
        return widget
    return _OURS[kind]() if isinstance(widget, type) else _OURS[kind](attrs=widget.attrs)


class DayField(forms.DateField):
    """A day, without an hour."""

    widget = DayInput

    def __init__(self, *, years: range = HISTORY, widget: Any = None, **kwargs: Any) -> None:
        self.years = years
        super().__init__(widget=_ours(widget), **kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_day(value, today=timezone.localdate(), years=self.years)
        except Unreadable as refusal:
            raise ValidationError(str(refusal), code="invalid") from None


class HourField(forms.TimeField):
    """An hour, without a day."""

    widget = HourInput

    def __init__(self, *, widget: Any = None, **kwargs: Any) -> None:
        super().__init__(widget=_ours(widget), **kwargs)

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_hour(value, today=timezone.localdate())
        except Unreadable as refusal:
            raise ValidationError(str(refusal), code="invalid") from None


class MomentField(forms.DateTimeField):
    """A day and an hour, typed and shown in one zone: that of the account, or of ``speak_in``.

    A day without an hour is refused, unless ``complete`` said which hour it means.
    """

    widget = MomentInput

    def __init__(self, *, years: range = YEARS, widget: Any = None, **kwargs: Any) -> None:
        self.years = years
        self.zone: tzinfo | None = None
        self.alone: time | None = None
        self.at_end = False
        super().__init__(widget=_ours(widget), **kwargs)

    def speak_in(self, zone: tzinfo) -> None:
        self.zone = self.widget.zone = zone

    def complete(self, *, alone: time | None = None, at_end: bool = False) -> None:
        """A day alone means this hour of it; « minuit » ends the day named where ``at_end``."""
        self.alone = self.widget.alone = alone
        self.at_end = self.widget.at_end = at_end

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.in_zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str):
            value = (value, "")
        if not isinstance(value, tuple | list):
            with timezone.override(self.in_zone):
                return super().to_python(value)
        if not any(text.strip() for text in value):
            return None
        try:
            chosen, at = self.read(*value)
            if at is None:
                example = f"{chosen:{DAY_FORMAT}} {hour(time(17, 30))}"
                raise Unreadable(_("Il manque l’heure : écrivez par exemple « %s ».") % example)
            return moment_in(self.in_zone, datetime.combine(chosen, at))
        except Unreadable as refusal:
            raise ValidationError(str(refusal), code="invalid") from None

    def read(self, day_text: str, hour_text: str) -> tuple[date, time | None]:
        """The day and hour of both texts; None for an hour neither written nor implied. Raises Unreadable."""
        today = timezone.localdate(timezone=self.in_zone)
        chosen, at = read_parts(day_text, hour_text, today=today, at_end=self.at_end, years=self.years)
        return chosen, self.alone if at is None else at

    @property
    def in_zone(self) -> tzinfo:
        return self.zone or timezone.get_current_timezone()
