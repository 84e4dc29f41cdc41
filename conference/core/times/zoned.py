"""The zones of the site's pages: their names, forms that speak in them, hours that a clock skips."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .french import Unreadable, hour

PARIS = "Europe/Paris"

# « heure de La Réunion »: the zones of the regions (conference.regions) beside that of Paris.
HOUR_OF = {
    "America/Cayenne": gettext_lazy("heure de la Guyane"),
    "America/Guadeloupe": gettext_lazy("heure de la Guadeloupe"),
    "America/Martinique": gettext_lazy("heure de la Martinique"),
    "Indian/Mayotte": gettext_lazy("heure de Mayotte"),
    "Indian/Reunion": gettext_lazy("heure de La Réunion"),
    PARIS: gettext_lazy("heure de Paris"),
}


class NoSuchMoment(Unreadable):
    """An hour that the clocks of a zone skip, or show twice, on the day of their change."""


def zone_name(time_zone: str) -> str:
    """« heure de La Réunion »; the zone's own key where no region uses it."""
    return str(HOUR_OF.get(time_zone, time_zone))


def zone_beside(zone: tzinfo | None) -> str:
    """What stands beside an hour of ``zone`` (None: of the account): its name, "" for that of Paris."""
    key = getattr(zone or timezone.get_current_timezone(), "key", PARIS)
    return "" if key == PARIS else zone_name(key)


def moment_in(zone: tzinfo, naive: datetime) -> datetime:
    """The moment at which the clocks of ``zone`` show ``naive``. Raises NoSuchMoment."""
    moment = naive.replace(tzinfo=zone)
    back = moment.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != naive:
        raise NoSuchMoment(
            _("L’heure change le %(date)s et « %(hour)s » n’existe pas : écrivez par exemple « %(other)s ».")
            % {"date": f"{naive:%d/%m/%Y}", "hour": hour(naive), "other": hour(back)}
        )
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise NoSuchMoment(
            _(
                "L’heure change le %(date)s et « %(hour)s » existe deux fois : "
                "choisissez une heure plus tôt ou plus tard, par exemple « %(other)s »."
            )
            % {
                "date": f"{naive:%d/%m/%Y}",
                "hour": hour(naive),
                "other": hour(naive.replace(hour=4, minute=0)),
            }
        )
    return moment


def speak_in(form: forms.BaseForm, names: Iterable[str], zone: ZoneInfo) -> None:
    """Make the fields ``names`` (MomentField) of ``form`` speak in ``zone``, those that it has."""
    for name in names:
        if name in form.fields:
            form.fields[name].speak_in(zone)


def each_row(formset: forms.BaseFormSet, change: Callable[[forms.BaseForm], None]) -> None:
    """Do ``change`` to each form of ``formset``, the empty one that a script repeats among them."""
    add_fields = formset.add_fields

    def add_and_change(form: forms.BaseForm, index: int | None) -> None:
        add_fields(form, index)
        change(form)

    for form in formset.forms:
        change(form)
    formset.add_fields = add_and_change  # type: ignore[method-assign]
