"""What an event allows: in its drafts (settings), and at once (gate)."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from events.models import EventPage


class RegistrationSettings(models.Model):
    """Part of the event's draft: whether one can register, how many seats, until when, and how.

    ``capacity``, the open places, None: no limit. ``ceiling``, what the room may hold: None: no other limit.
    The difference is kept for guests. ``closes_at`` None means until the event starts.
    ``releases_unanswered``: a seat whose owner does not answer « toujours partant ? » is given to the queue.
    """

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="registration_settings")
    enabled = models.BooleanField(_("inscriptions"), default=True)
    capacity = models.PositiveIntegerField(
        _("places ouvertes"), null=True, blank=True, help_text=_("Vide : sans limite.")
    )
    ceiling = models.PositiveIntegerField(
        _("jauge de la salle"),
        null=True,
        blank=True,
        help_text=_("Le plafond que personne ne dépasse. La différence est réservée aux personnes invitées."),
    )
    party_size = models.PositiveSmallIntegerField(
        _("personnes par adresse"),
        default=4,
        db_default=4,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("De 1 à 10, la personne qui écrit comprise."),
    )
    waiting_list = models.BooleanField(
        _("liste d’attente"),
        default=True,
        db_default=True,
        help_text=_("Une fois complet, chaque place rendue est proposée dans l’ordre des demandes."),
    )
    needs_approval = models.BooleanField(
        _("inscriptions à approuver"),
        default=False,
        db_default=False,
        help_text=_("Chaque personne attend votre accord ; sa place lui est gardée jusque-là."),
    )
    asks_again = models.BooleanField(
        _("demander « toujours partant ? » trois jours avant"),
        default=True,
        db_default=True,
        help_text=_("Seulement si quelqu’un attend une place."),
    )
    releases_unanswered = models.BooleanField(
        _("rendre les places de qui ne répond pas"),
        default=False,
        db_default=False,
        help_text=_("Après un second message. La page d’inscription le dit."),
    )
    reminds_a_week_before = models.BooleanField(_("rappel sept jours avant"), default=True, db_default=True)
    reminds_the_day_before = models.BooleanField(_("rappel la veille"), default=True, db_default=True)
    thanks_the_day_after = models.BooleanField(_("remerciements le lendemain"), default=True, db_default=True)
    phone = models.CharField(
        _("s’inscrire par téléphone"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("Un numéro où l’équipe inscrit qui ne peut pas remplir le formulaire."),
    )
    closes_at = models.DateTimeField(
        _("fin des inscriptions"), null=True, blank=True, help_text=_("Vide : au début de l’événement.")
    )

    panels: ClassVar = [
        FieldPanel("enabled", heading=_("Ouvrir les inscriptions")),
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("ceiling"), FieldPanel("party_size")]),
        FieldRowPanel(
            [
                FieldPanel(
                    "closes_at",
                    help_text=_(
                        "Vide : au début de l’événement. Un jour sans heure : jusqu’à la fin de ce jour."
                    ),
                ),
                FieldPanel("phone"),
            ]
        ),
        FieldRowPanel([FieldPanel("waiting_list"), FieldPanel("needs_approval")]),
        FieldRowPanel([FieldPanel("asks_again"), FieldPanel("releases_unanswered")]),
        FieldRowPanel(
            [
                FieldPanel("reminds_a_week_before"),
                FieldPanel("reminds_the_day_before"),
                FieldPanel("thanks_the_day_after"),
            ]
        ),
    ]

    class Meta:
        verbose_name = _("réglages des inscriptions")
        verbose_name_plural = _("réglages des inscriptions")
        constraints = [models.UniqueConstraint(fields=["event"], name="one_settings_an_event")]

    def __str__(self) -> str:
        return f"{self.event} – {self._meta.verbose_name}"

    def clean(self) -> None:
        if self.party_size is None:  # emptied in the form
            self.party_size = self._meta.get_field("party_size").default
        if self.ceiling is not None and self.capacity is not None and self.capacity > self.ceiling:
            raise ValidationError(
                {"ceiling": _("La jauge ne peut pas être plus petite que le nombre de places ouvertes.")}
            )


class RegistrationGate(models.Model):
    """The row that every change of an event's seats locks; it also closes registration at once.

    ``announced`` is what registrants were last told (date, place, link), to tell them of a change.
    ``releases_since``: since when the page says that unanswered seats are released; empty where they are not.
    """

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="registration_gate")
    closed_at = models.DateTimeField(_("fermées le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    announced = models.JSONField(default=dict)
    releases_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("guichet des inscriptions")
        verbose_name_plural = _("guichets des inscriptions")

    def __str__(self) -> str:
        return str(self.event)
