"""What an organiser asks beside names and addresses: questions, their use by an event, the answers."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from conference.regions.models import Region
from events.models import EventPage

from .attendee import Attendee
from .registration import Registration


class Question(models.Model):
    """A question of the national library (no ``region``), or one of a region's own.

    ``key`` names those of the library that the code knows, the diet's. ``choices``: one a line, for the
    kinds that offer some. Purpose, readers and term are what the form says of it, and what is kept to:
    ``term_days`` after the event its answers are erased. A region's own is asked once ``approved_at`` is set.
    """

    class Kind(models.TextChoices):
        SHORT = "court", _("texte court")
        LONG = "long", _("texte long")
        ONE = "un-choix", _("un choix")
        SEVERAL = "plusieurs-choix", _("plusieurs choix")
        YES_NO = "oui-non", _("oui ou non")
        NUMBER = "nombre", _("nombre")

    class Purpose(models.TextChoices):
        WELCOME = "accueil", _("accueillir le jour venu")
        CATERING = "restauration", _("prévoir le repas")
        CONTENT = "contenu", _("préparer le contenu")
        TRAVEL = "transport", _("organiser les déplacements")
        STATISTICS = "statistiques", _("mesurer la fréquentation")

    class Readers(models.TextChoices):
        ORGANISER = "organisation", _("l’équipe d’organisation")
        SPEAKERS = "intervenants", _("l’équipe et les intervenants")
        CATERER = "traiteur", _("l’équipe ; le traiteur n’en reçoit que des nombres")

    class Term(models.IntegerChoices):
        AT_ONCE = 1, _("le lendemain de l’événement")
        WEEK = 7, _("sept jours après l’événement")
        MONTH = 30, _("trente jours après l’événement")
        HALF_A_YEAR = 180, _("six mois après l’événement")

    region = models.ForeignKey(
        Region,
        verbose_name=_("région"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registration_questions",
        help_text=_("Vide : de la bibliothèque nationale."),
    )
    key = models.SlugField(_("clé"), max_length=40, null=True, blank=True, unique=True, editable=False)
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("aide"), max_length=300, blank=True)
    kind = models.CharField(_("réponse"), max_length=20, choices=Kind.choices, default=Kind.SHORT)
    choices = models.TextField(_("choix"), blank=True, help_text=_("Un par ligne."))
    purpose = models.CharField(_("à quoi elle sert"), max_length=20, choices=Purpose.choices)
    readers = models.CharField(_("qui lit la réponse"), max_length=20, choices=Readers.choices)
    term_days = models.PositiveSmallIntegerField(_("effacée"), choices=Term.choices, default=Term.MONTH)
    never_required = models.BooleanField(_("toujours facultative"), default=False, editable=False)
    approved_at = models.DateTimeField(_("approuvée le"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["label", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    @property
    def offers_choices(self) -> bool:
        return self.kind in (self.Kind.ONE, self.Kind.SEVERAL)

    @property
    def options(self) -> list[str]:
        """What there is to choose from, each once."""
        lines = (" ".join(line.split()) for line in self.choices.splitlines())
        return list(dict.fromkeys(line for line in lines if line)) if self.offers_choices else []

    @property
    def is_approved(self) -> bool:
        """Whether it may be shown: of the library, or approved by the national team."""
        return self.region_id is None or self.approved_at is not None

    @property
    def fate(self) -> str:
        """What becomes of the answer: why it is asked, who reads it, until when it is kept."""
        return gettext("Sert à %(purpose)s. Lue par %(readers)s. Effacée %(term)s.") % {
            "purpose": self.get_purpose_display(),
            "readers": self.get_readers_display(),
            "term": self.get_term_days_display(),
        }

    def may_be_asked_by(self, event: EventPage) -> bool:
        """A question of the library by all events; a region's own by its own, once approved."""
        return self.is_approved and self.region_id in (None, event.region_id)

    def clean(self) -> None:
        """Choices where some are offered; a diet ticked; no text for a caterer; thirty days for a region."""
        if self.offers_choices and len(self.options) < 2:
            raise ValidationError({"choices": gettext("Écrivez au moins deux choix, un par ligne.")})
        if self.never_required and self.kind != self.Kind.SEVERAL:
            raise ValidationError({"kind": gettext("Un régime se coche : plusieurs choix, jamais un texte.")})
        if self.never_required and self.readers != self.Readers.CATERER:
            raise ValidationError({"readers": gettext("Un régime n’est dit qu’en nombres, au traiteur.")})
        if self.readers == self.Readers.CATERER and self.kind in (self.Kind.SHORT, self.Kind.LONG):
            raise ValidationError(
                {
                    "kind": gettext(
                        "Le traiteur ne reçoit que des nombres : proposez des choix, oui ou non, un nombre."
                    )
                }
            )
        if self.region_id is not None and self.term_days > self.Term.MONTH:
            raise ValidationError(
                {"term_days": gettext("Trente jours après l’événement au plus, pour une question à vous.")}
            )


class EventQuestion(Orderable):
    """A question that an event asks: of each person, or once of whoever registers.

    A question in use is not deleted (admin/questions.py); a draft that asks one deleted meanwhile loses it.
    """

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="registration_questions")
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="uses"
    )
    required = models.BooleanField(_("obligatoire"), default=False)
    of_each = models.BooleanField(
        _("à chaque personne"), default=False, help_text=_("Décoché : une seule fois par inscription.")
    )

    panels: ClassVar = [
        FieldPanel("question"),
        FieldRowPanel([FieldPanel("required"), FieldPanel("of_each")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("question posée")
        verbose_name_plural = _("questions posées")

    def __str__(self) -> str:
        return str(self.question)

    def clean(self) -> None:
        """What is always free to answer is not required; a caterer counts people, not registrations."""
        if self.question_id is None:
            return
        if self.required and self.question.never_required:
            raise ValidationError({"required": gettext("Cette question reste facultative.")})
        counted = (
            self.question.readers == Question.Readers.CATERER and self.question.kind != Question.Kind.NUMBER
        )
        if counted and not self.of_each:
            raise ValidationError(
                {"of_each": gettext("Le traiteur compte des personnes : posez-la à chaque personne.")}
            )


class Answer(models.Model):
    """What was answered: by whoever registered, or, with ``attendee``, by or for one person.

    ``value``: a text, a list of texts, a number or a boolean, as the question's kind says.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="given_answers")
    attendee = models.ForeignKey(
        Attendee, null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration", "attendee", "question"], name="one_answer_a_person"
            ),
            models.UniqueConstraint(
                fields=["registration", "question"],
                condition=models.Q(attendee__isnull=True),
                name="one_answer_a_registration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.registration_id}"


class Arrangement(models.Model):
    """What a person needs to take part, told with a consent of its own, and the organiser's answer.

    Never the person's health. ``withdrawn_at``: the consent was taken back, and ``wish`` erased.
    ``told_at``: when the organiser was written to about it.
    """

    class State(models.TextChoices):
        ASKED = "demande", _("à répondre")
        POSSIBLE = "possible", _("possible")
        IMPOSSIBLE = "impossible", _("pas possible")
        CALL_BACK = "rappel", _("je vous rappelle")

    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, related_name="arrangement")
    wish = models.TextField(_("aménagement souhaité"), max_length=1000, blank=True)
    consented_at = models.DateTimeField(_("accord donné le"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("accord retiré le"), null=True, blank=True)
    told_at = models.DateTimeField(_("organisation prévenue le"), null=True, editable=False)
    state = models.CharField(_("réponse"), max_length=20, choices=State.choices, default=State.ASKED)
    reply = models.TextField(_("message"), max_length=1000, blank=True)
    replied_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("aménagement souhaité")
        verbose_name_plural = _("aménagements souhaités")

    def __str__(self) -> str:
        return str(self.get_state_display())
