"""What the form of an event asks while one types: names of people, and what may be wrong in the programme."""

import json
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse, RawPostDataException
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from conference.core.times.fields import MomentField
from conference.core.times.zoned import speak_in
from conference.regions.scoping import scope_of

from ..programme_warnings import Item, warnings_of
from .people import suggestions
from .programme import ItemTimesForm

MOST_ITEMS = 200
LONGEST = 200  # signs of a title, a room or a name


@require_safe
def people(request: HttpRequest) -> JsonResponse:
    """The people whose name holds what was typed (``q``), of the person's scope."""
    _refuse_strangers(request)
    found = suggestions(request.GET.get("q", "")[:LONGEST], user=request.user)
    return JsonResponse(
        {"people": [{"id": str(each.pk), "name": each.name, "label": each.label} for each in found]}
    )


@require_POST
def programme_warnings(request: HttpRequest) -> JsonResponse | HttpResponseBadRequest:
    """What to look at in a programme as typed: {warnings: [{sentence, keys}]}, keys being places of items.

    The body is JSON: {zone, start, end, items: [{start, end, title, room, kind, people}]}, a moment being
    [day, hour] as typed. What cannot be read yet is left out.
    """
    _refuse_strangers(request)
    try:
        sent = json.loads(request.body)
        zone = ZoneInfo(sent["zone"]) if sent["zone"] in available_timezones() else None
        if zone is None or len(sent["items"]) > MOST_ITEMS:
            return HttpResponseBadRequest()
        start, end = (_moment(sent[name], zone, at_end=name == "end") for name in ("start", "end"))
        day = start.date() if start else None
        items = [_item(key, each, zone, day) for key, each in enumerate(sent["items"])]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, RawPostDataException):
        return HttpResponseBadRequest()
    found = warnings_of([item for item in items if item], start=start, end=end)
    return JsonResponse({"warnings": [{"sentence": each.sentence, "keys": each.keys} for each in found]})


def _item(key: int, sent: dict[str, Any], zone: ZoneInfo, day: date | None) -> Item | None:
    form = ItemTimesForm({**_texts("start", sent["start"]), **_texts("end", sent["end"])})
    speak_in(form, ("start", "end"), zone)
    form.fields["end"].complete(at_end=True)
    form.stand_on(day)
    form.is_valid()
    if "start" not in form.cleaned_data:
        return None
    return Item(
        key=key,
        start=form.cleaned_data["start"],
        end=form.cleaned_data.get("end"),
        title=str(sent["title"])[:LONGEST],
        room=str(sent["room"])[:LONGEST],
        kind=str(sent["kind"]),
        people=tuple(str(name)[:LONGEST] for name in sent["people"][:MOST_ITEMS]),
    )


def _texts(name: str, sent: list[str]) -> dict[str, str]:
    day, hour = sent
    return {name: str(day), f"{name}_hour": str(hour)}


def _moment(sent: list[str], zone: ZoneInfo, *, at_end: bool) -> datetime | None:
    field = MomentField(required=False)
    field.speak_in(zone)
    field.complete(at_end=at_end)
    with suppress(ValidationError):
        return field.clean(tuple(map(str, sent)))
    return None


def _refuse_strangers(request: HttpRequest) -> None:
    scope = scope_of(request.user)
    if not (scope.national or scope.regions):
        raise PermissionDenied


URLS: list[URLPattern] = [
    path("evenements/personnes/", people, name="programme_people"),
    path("evenements/programme/", programme_warnings, name="programme_warnings"),
]
