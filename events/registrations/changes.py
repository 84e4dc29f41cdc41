"""What differs between the settings of two versions of an event, in words (events/changes.py)."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.changes import became
from events.models import EventPage
from events.wording import moment

from .models import Question, RegistrationSettings

LIMITS = ("capacity", "ceiling")
# Told in sentences of their own; all others are named together.
TOLD = {"id", "event", "enabled", "closes_at", *LIMITS}


def settings_changed(before: EventPage, after: EventPage) -> list[str]:
    """One sentence a change; empty when registrations are the same in both."""
    changes = _changes(_settings(before), _settings(after), after.time_zone)
    return [*changes, *_questions_changed(before, after)]


def _settings(event: EventPage) -> RegistrationSettings:
    """Those that the version holds; without any, nobody registers."""
    return next(iter(event.registration_settings.all()), RegistrationSettings(enabled=False))


def _changes(old: RegistrationSettings, new: RegistrationSettings, time_zone: str) -> Iterator[str]:
    if old.enabled != new.enabled:
        yield _("Inscriptions ouvertes") if new.enabled else _("Inscriptions retirées")
    for name in LIMITS:
        limits = [_limit(getattr(row, name)) for row in (old, new)]
        if limits[0] != limits[1]:
            yield became(capfirst(_label(name)), *limits)
    if old.closes_at != new.closes_at:
        closes = [row.closes_at and moment(row.closes_at, time_zone) for row in (old, new)]
        yield became(_("Fin des inscriptions"), *(told or _("au début") for told in closes))
    fields = [field.name for field in RegistrationSettings._meta.concrete_fields if field.name not in TOLD]
    others = [name for name in fields if getattr(old, name) != getattr(new, name)]
    if others:
        yield _("Inscriptions, changé aussi : %(names)s") % {"names": ", ".join(map(_label, others))}


def _questions_changed(before: EventPage, after: EventPage) -> Iterator[str]:
    """Which questions are asked besides, and which no longer; a draft's are those it holds in memory."""
    old, new = ({use.question_id for use in event.registration_questions.all()} for event in (before, after))
    labels = {question.pk: str(question) for question in Question.objects.filter(pk__in=old ^ new)}
    for said, keys in ((_("Question ajoutée : %s"), new - old), (_("Question retirée : %s"), old - new)):
        yield from (said % labels[key] for key in sorted(keys) if key in labels)


def _label(name: str) -> str:
    return str(RegistrationSettings._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _limit(number: int | None) -> str:
    return _("sans limite") if number is None else str(number)
