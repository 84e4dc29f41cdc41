"""What the tables of the registrations hold of people: field by field, why, who reads it, until when.

One list for the ledger of a session, for the page of the site on personal data, and for the test that plants
a value in each of these fields and looks for it once all is erased. A field of a text that stands in none of
the two lists below fails a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.core.times.delays import months_before
from events.models import EventPage

from ..models import Question


class Purpose(models.TextChoices):
    """What a field is for."""

    SEAT = "place", gettext_lazy("garder la place et accueillir")
    WRITE = "courriels", gettext_lazy("écrire à la personne au sujet de cette session")
    ORGANISER = "organisation", gettext_lazy("écrire à l’organisation de la session")
    ASKED = "question", gettext_lazy("ce que dit chaque question")
    ARRANGE = "amenagement", gettext_lazy("préparer l’aménagement souhaité")
    ACCOUNT = "preuve", gettext_lazy("savoir qui a fait quoi")


class Basis(models.TextChoices):
    """What allows to hold it (GDPR, articles 6 and 9)."""

    SITE = "site", gettext_lazy("celle des réglages du site")
    CONSENT = "accord", gettext_lazy("l’accord de la personne, qu’elle peut retirer")
    DUTY = "obligation", gettext_lazy("l’obligation de rendre compte")


class Readers(models.TextChoices):
    TEAM = "equipe", gettext_lazy("l’équipe de la région et l’équipe nationale")
    QUESTION = "question", gettext_lazy("ceux que dit chaque question")
    NOBODY = "site", gettext_lazy("le site seul")


class Term(models.TextChoices):
    """When a field is erased."""

    EVENT = "session", gettext_lazy("après la session")
    QUESTION = "question", gettext_lazy("au terme de chaque question")
    ARRANGEMENT = "amenagement", gettext_lazy("après la session, plus tôt")
    HALF_AN_HOUR = "demi-heure", gettext_lazy("une demi-heure")
    LOG = "journal", gettext_lazy("après l’acte")

    def in_words(self) -> str:
        """The term as the settings have it: « 6 mois après la session »."""
        if self is Term.EVENT:
            months = settings.REGISTRATION_RETENTION_MONTHS
            words = ngettext("%(n)s mois après la session", "%(n)s mois après la session", months)
            return words % {"n": months}
        if self is Term.LOG:
            months = settings.REGISTRATION_LOG_MONTHS
            return ngettext("%(n)s mois après l’acte", "%(n)s mois après l’acte", months) % {"n": months}
        if self is Term.ARRANGEMENT:
            return _("30 jours après la session")
        return str(self.label)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Fields of one model that hold something of a person. ``event`` leads from a row to its event."""

    model: str
    fields: tuple[str, ...]
    purpose: Purpose
    basis: Basis = Basis.SITE
    readers: Readers = Readers.TEAM
    term: Term = Term.EVENT
    event: str = "event"

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model("registrations", self.model)

    @property
    def title(self) -> str:
        """What the rows are: « personnes inscrites »."""
        return str(self.model_class._meta.verbose_name_plural)

    @property
    def field_names(self) -> str:
        """The fields as people name them."""
        names = (name_of(self.model_class, name) for name in self.fields)
        return ", ".join(dict.fromkeys(filter(None, names)))

    def basis_in_words(self, of_site: str) -> str:
        """What allows to hold it; ``of_site``, what the site's settings say."""
        return str(of_site or _("à compléter")) if self.basis is Basis.SITE else str(self.basis.label)

    def rows(self, event: EventPage) -> int:
        """How many rows of ``event`` hold something in one of these fields."""
        filled = Q()
        for name in self.fields:
            filled |= ~Q(**{name: _nothing_in(self.model_class, name)})
        rows = self.model_class._base_manager.filter(**{self.event: event})
        return rows.filter(filled).count()

    def due(self, event: EventPage) -> datetime | None:
        """When the fields of a session's people are erased; None where it is not the same day for all."""
        if self.term is not Term.EVENT or event.over_at is None:
            return None
        return months_before(event.over_at, -settings.REGISTRATION_RETENTION_MONTHS)


def name_of(model: type[models.Model], field: str) -> str:
    """How people name a field; "" for one that holds once more what another says."""
    if field in _SAID_ALREADY:
        return ""
    return str(_NAMES.get(field) or model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _nothing_in(model: type[models.Model], name: str) -> object:
    field = model._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return {}
    return None if field.null else ""


# Fields that hold once more what another says, and those that no form names.
_SAID_ALREADY = ("answers", "email_key", "last_error", "submission_key")
_NAMES = {
    "applicant": gettext_lazy("ce qui vient d’être écrit dans le formulaire"),
    "facts": gettext_lazy("ce qui y est annoncé"),
    "network": gettext_lazy("empreinte du réseau, jusqu’à la confirmation"),
    "note": gettext_lazy("remarque de l’équipe"),
    "user": gettext_lazy("qui a pris le fichier"),
    "value": gettext_lazy("ce qui a été répondu"),
}
_MAIL = ("to", "subject", "text", "last_error")
HELD = (
    Held(
        model="Attendee",
        fields=("first_name", "last_name", "organisation", "email"),
        purpose=Purpose.SEAT,
    ),
    Held(
        model="Registration",
        fields=(
            "email",
            "email_key",
            "organisation",
            "phone",
            "note",
            "network",
            "answers",
            "submission_key",
        ),
        purpose=Purpose.SEAT,
    ),
    Held(
        model="Answer",
        fields=("value",),
        purpose=Purpose.ASKED,
        readers=Readers.QUESTION,
        term=Term.QUESTION,
        event="registration__event",
    ),
    Held(
        model="Arrangement",
        fields=("wish", "reply"),
        purpose=Purpose.ARRANGE,
        basis=Basis.CONSENT,
        term=Term.ARRANGEMENT,
        event="attendee__event",
    ),
    Held(model="RegistrationMail", fields=(*_MAIL, "facts"), purpose=Purpose.WRITE),
    Held(model="Notice", fields=("facts",), purpose=Purpose.WRITE),
    Held(model="OrganiserMail", fields=_MAIL, purpose=Purpose.ORGANISER),
    Held(model="ArrangementMail", fields=_MAIL, purpose=Purpose.ORGANISER),
    Held(
        model="Submission",
        fields=("email_key", "applicant"),
        purpose=Purpose.SEAT,
        readers=Readers.NOBODY,
        term=Term.HALF_AN_HOUR,
    ),
    Held(
        model="RegistrationLogEntry",
        fields=("note",),
        purpose=Purpose.ACCOUNT,
        basis=Basis.DUTY,
        term=Term.LOG,
        event="registration__event",
    ),
    Held(
        model="PeopleExport",
        fields=("user",),
        purpose=Purpose.ACCOUNT,
        basis=Basis.DUTY,
        term=Term.LOG,
    ),
)


def questions_held(event: EventPage) -> models.QuerySet[Question]:
    """The questions of which ``event`` asks, or holds, answers."""
    asked = Q(uses__event=event) | Q(answers__registration__event=event)
    return Question.objects.filter(asked).distinct()


def questions_asked(*, now: datetime) -> models.QuerySet[Question]:
    """The questions that a published event to come asks."""
    coming = EventPage.objects.live().filter(over_at__gt=now)
    return Question.objects.filter(uses__event__in=coming).distinct()


# Texts that are about nobody.
ABOUT_NOBODY = {
    "ErasureRecord": {"counts": "numbers", "signature": "of numbers"},
    "MailText": {"subject": "written for everybody", "text": "written for everybody"},
    "OrganiserMail": {"kind": "always the same"},
    "ArrangementMail": {"kind": "always the same"},
    "Notice": {"recipients": "keys of registrations"},
    "PeopleExport": {"kind": "which file"},
    "Question": dict.fromkeys(("label", "help_text", "choices", "key"), "asked of everybody"),
    "RegistrationGate": {"announced": "the event's own facts"},
    "RegistrationSettings": {"phone": "the team's, public"},
}


def fields_of_texts(model: type[models.Model]) -> Iterator[str]:
    """The fields of a model that could hold something of a person: free texts and JSON."""
    for field in model._meta.concrete_fields:
        free = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if free and not field.choices:
            yield field.name
