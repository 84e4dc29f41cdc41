"""What is chosen from a list: of an event, and of the parts of its agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventFormat(models.TextChoices):
    """How one takes part; the keys are those of the agenda's filter and of the cloth's structures."""

    IN_PERSON = "presentiel", _("présentiel")
    ONLINE = "en-ligne", _("en ligne")
    HYBRID = "hybride", _("hybride")


class EventKind(models.TextChoices):
    """The usual kinds of events."""

    MEETING = "rencontre", _("rencontre")
    WORKSHOP = "atelier", _("atelier")
    SEMINAR = "seminaire", _("séminaire")
    FORUM = "forum", _("forum")
    DINNER = "diner", _("dîner")
    WEBINAR = "webinaire", _("webinaire")
    LEARNING_DAY = "journee-apprentissage", _("journée d’apprentissage")


class EventStatus(models.TextChoices):
    """What became of an announced event."""

    SCHEDULED = "scheduled", _("maintenu")
    POSTPONED = "postponed", _("reporté")
    MOVED_ONLINE = "moved_online", _("passé en ligne")
    CANCELLED = "cancelled", _("annulé")


class SessionKind(models.TextChoices):
    """The usual kinds of sessions."""

    WELCOME = "accueil", _("accueil")
    OPENING = "ouverture", _("ouverture")
    PLENARY = "pleniere", _("plénière")
    ROUND_TABLE = "table-ronde", _("table ronde")
    TESTIMONY = "temoignage", _("témoignage")
    WORKSHOP = "atelier", _("atelier")
    VISIT = "visite", _("visite")
    BREAK = "pause", _("pause")
    SOCIAL = "temps-convivial", _("temps convivial")
    CLOSING = "cloture", _("clôture")


class YesNo(models.TextChoices):
    """What may be known or not: an empty value is « non précisé »."""

    YES = "oui", _("oui")
    NO = "non", _("non")
