"""What differs between the settings of two versions of an event, in words (events/changes.py)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.changes import became
from events.models import EventPage
from events.wording import moment

from .models import RegistrationSettings


def settings_changed(before: EventPage, after: EventPage) -> list[str]:
    """One sentence a change; empty when registrations are the same in both."""
    return list(_changes(_settings(before), _settings(after), after.time_zone))


def _settings(event: EventPage) -> RegistrationSettings:
    """Those that the version holds; without any, nobody registers."""
    return next(iter(event.registration_settings.all()), RegistrationSettings(enabled=False))


def _changes(old: RegistrationSettings, new: RegistrationSettings, time_zone: str) -> Iterator[str]:
    if old.enabled != new.enabled:
        yield _("Inscriptions ouvertes") if new.enabled else _("Inscriptions retirées")
    if old.capacity != new.capacity:
        yield became(_("Capacité"), _capacity(old), _capacity(new))
    if old.closes_at != new.closes_at:
        closes = [row.closes_at and moment(row.closes_at, time_zone) for row in (old, new)]
        yield became(_("Fin des inscriptions"), *(told or _("au début") for told in closes))


def _capacity(settings: RegistrationSettings) -> str:
    return _("sans limite") if settings.capacity is None else str(settings.capacity)
