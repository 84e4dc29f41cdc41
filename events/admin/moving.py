"""What follows the start of an event in its form, when the form is sent as the browser first showed it.

static/js/programme.js moves the same fields in the page, as one types: it then unticks « tout suit ».
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.timezone import make_naive

from ..shifting import Moved, Shift


def follow_start(
    form: forms.ModelForm,
    *,
    zone: ZoneInfo,
    sessions: Iterable[forms.ModelForm],
    settings: Iterable[forms.ModelForm],
) -> Moved | None:
    """Move the times that were left as they were when the start changed. None when nothing is to move.

    A time that somebody changed too stays as it was typed.
    """
    old, new = form.initial.get("start"), form.cleaned_data.get("start")
    if not (old and new and form.cleaned_data.get("programme_follows")):
        return None
    old_zone = ZoneInfo(form.initial.get("time_zone") or zone.key)
    shift = Shift(by=_wall(new, zone) - _wall(old, old_zone), zone=zone, to_zone=zone)
    if not shift.by:
        return None

    def follow(each: forms.ModelForm, name: str) -> bool:
        before, sent = each.initial.get(name), each.cleaned_data.get(name)
        if not (before and sent) or _wall(before, old_zone) != _wall(sent, zone):
            return False
        give(each, name, shift.moment(sent))
        return True

    follow(form, "end")
    before, sent = (values.get("interpretation_until") for values in (form.initial, form.cleaned_data))
    interpretation = bool(before) and before == sent
    if interpretation:
        days = new.astimezone(zone).date() - old.astimezone(old_zone).date()
        give(form, "interpretation_until", before + days)
    items = [any([follow(each, "start"), follow(each, "end")]) for each in sessions]
    closing = [follow(each, "closes_at") for each in settings]
    return Moved(by=shift.by, sessions=sum(items), closing=any(closing), interpretation=interpretation)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clocks of ``zone`` show, without seconds: the form shows none."""
    return make_naive(moment, zone).replace(microsecond=0)


def give(form: forms.ModelForm, name: str, value: object) -> None:
    """As if somebody had typed it: formsets save what has changed."""
    form.cleaned_data[name] = value
    setattr(form.instance, name, value)
    if name not in form.changed_data:
        form.changed_data.append(name)
