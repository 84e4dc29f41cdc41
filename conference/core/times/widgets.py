"""The inputs of a day, of an hour and of both, in all the admin: a text beside the browser's own picker.

A text, because nothing typed is lost then: what the server cannot read comes back as it was written. (A
browser's own input of a date empties what it cannot read, 31/02/2027, without a word.) The button beside it
opens the browser's calendar or clock. static/js/moments.js asks the server's reading of what is typed or
pasted (views.py) and says it under the inputs.

Outside Wagtail's panels, in a row of a table for example::

    class RowForm(forms.Form):
        start = MomentField(label=…, widget=MomentInput(attrs={"aria-label": "Début"}))
        hour = HourField(widget=HourInput(attrs={"aria-label": "Heure"}))

    {{ form.start }}

Any page of the admin has the script and the styles; rows that a script adds later need no call. A moment
posts two values, ``start`` and ``start_hour``; the first alone may hold both (« 2026-12-15 17:30 »). Once a
text is read, the event ``moment:read`` bubbles from the inputs' element, its ``detail``
{day: "2026-12-15", hour: "17:30"}, "" for what is not there.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .zoned import zone_beside

DAY_FORMAT = "%d/%m/%Y"
ONCE = {"required", "placeholder", "aria-describedby"}  # said of the day, and not again of its hour


def hour_text(value: time | datetime) -> str:
    """« 17:30 »; the seconds where there are some, since what is shown is sent again."""
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


class DayInput(forms.DateInput):
    """A day. As Wagtail's AdminDateInput is in lists of the admin, by its template of the same shape."""

    template_name = "core/admin/times/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})}, format=DAY_FORMAT)


class HourInput(forms.TimeInput):
    """An hour."""

    template_name = "core/admin/times/hour.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> Any:
        return hour_text(value) if isinstance(value, time | datetime) else value


class MomentInput(forms.DateTimeInput):
    """A day and its hour side by side, with the zone's name where it is not that of Paris.

    ``alone``: the hour of a day that is written alone; None where the hour is asked for.
    ``at_end``: « minuit » ends the day named.
    """

    template_name = "core/admin/times/moment.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.zone: tzinfo | None = None  # of the account
        self.alone: time | None = None
        self.at_end = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        own = context["widget"]["attrs"]
        of_hour = {key: said for key, said in own.items() if key not in ONCE}
        if "aria-label" in own:
            of_hour["aria-label"] = _("%s : heure") % own["aria-label"]
        if "id" in own:
            of_hour |= {"id": f"{own['id']}_hour"}
            # Wagtail's label is that of the day; the hidden name of the hour stands in the template.
            of_hour.setdefault("aria-labelledby", f"{own['id']}-label {own['id']}_hour-name")
        day, hour = self._texts(value)
        context["widget"]["parts"] = {
            "day": {"name": name, "value": day, "attrs": own, "type": "text"},
            "hour": {"name": f"{name}_hour", "value": hour, "attrs": of_hour, "type": "text"},
        }
        context["widget"] |= {
            "zone": getattr(self.zone, "key", ""),
            "zone_name": zone_beside(self.zone),
            "alone": hour_text(self.alone) if self.alone is not None else "",
            "at_end": self.at_end,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Both texts, or None. A value that is no text is given back as it is."""
        day, hour = data.get(name), data.get(f"{name}_hour")
        if day is None and hour is None:
            return None
        return (day or "", hour or "") if isinstance(day or "", str) else day

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_hour" not in data

    @staticmethod
    def _texts(value: Any) -> tuple[str, str]:
        if isinstance(value, tuple):  # as typed
            return value
        if isinstance(value, datetime):
            return f"{value:{DAY_FORMAT}}", hour_text(value)
        if isinstance(value, date):
            return f"{value:{DAY_FORMAT}}", ""
        return str(value or ""), ""
