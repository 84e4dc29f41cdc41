"""What the server reads of a text, asked by static/js/moments.js: the fields of the forms answer."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import french
from .fields import DayField, HourField, MomentField
from .widgets import DAY_FORMAT, hour_text
from .zoned import moment_in


class Question(forms.Form):
    """What is asked: texts as typed, and how their field reads them."""

    day = forms.CharField(required=False, strip=False)
    hour = forms.CharField(required=False, strip=False)
    kind = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in ("day", "hour", "moment")])
    zone = forms.ChoiceField(required=False, choices=lambda: [(key, key) for key in available_timezones()])
    alone = forms.TimeField(required=False)
    at_end = forms.BooleanField(required=False)


@require_safe
def read_moment(request: HttpRequest) -> JsonResponse:
    """{day, hour, iso_day, iso_hour, words} as read, or {error}; {} where nothing can be said yet."""
    question = Question(request.GET)
    if not question.is_valid():
        return JsonResponse({"error": _("Ce texte ne peut pas être lu ici.")}, status=400)
    try:
        return JsonResponse(_answer(**question.cleaned_data))
    except (ValidationError, french.Unreadable) as refusal:
        sentences = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        return JsonResponse({"error": " ".join(sentences)})


def _answer(*, day: str, hour: str, kind: str, zone: str, alone: time | None, at_end: bool) -> dict[str, Any]:
    if kind == "day":
        return _said(DayField(required=False).clean(day), None)
    if kind == "hour":
        return _said(None, HourField(required=False).clean(hour))
    field = MomentField(required=False)
    if zone:
        field.speak_in(ZoneInfo(zone))
    field.complete(at_end=at_end)
    if not (day.strip() or hour.strip()):
        return {}
    try:
        chosen, at = field.read(day, hour)
    except french.DayMissing:  # not yet: the hour is typed first
        return _said(None, HourField(required=False).clean(hour or day))
    said_at = at if at is not None else alone
    said = _said(chosen, said_at)
    if said_at is not None and moment_in(field.in_zone, datetime.combine(chosen, said_at)) < timezone.now():
        said["words"] = _("%s (déjà passé)") % said["words"]
    # An hour that a day alone implies is said, and not written in its input.
    return said if at is not None else said | {"hour": ""}


def _said(day: date | None, hour: time | None) -> dict[str, Any]:
    if day is None and hour is None:
        return {}
    words = french.day(day) if day else ""
    if hour is not None:
        at = french.hour(hour)
        words = _("%(day)s à %(hour)s") % {"day": words, "hour": at} if words else at
    return {
        "day": f"{day:{DAY_FORMAT}}" if day else "",
        "hour": hour_text(hour) if hour is not None else "",
        "iso_day": day.isoformat() if day else "",
        "iso_hour": hour_text(hour) if hour is not None else "",
        "words": words,
    }
