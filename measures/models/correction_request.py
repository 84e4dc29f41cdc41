"""What a visitor asks to be put right: an error, or a right of reply."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .measure import Measure
from .progress import Progress
from .review import Review


class CorrectionRequest(models.Model):
    """Sent by the public form about one measure, review or note; waits on the desk until ``due_on``."""

    class Kind(models.TextChoices):
        ERROR = "error", _("signaler une erreur")
        REPLY = "reply", _("demander un droit de réponse")

    kind = models.CharField(_("demande"), max_length=5, choices=Kind.choices)
    measure = models.ForeignKey(
        Measure, verbose_name=_("mesure"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    review = models.ForeignKey(
        Review, verbose_name=_("bilan"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    progress = models.ForeignKey(
        Progress, verbose_name=_("avancée"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    text = models.TextField(_("ce qui est à corriger"))
    name = models.CharField(_("nom"), max_length=120, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    received_at = models.DateTimeField(_("reçue le"), auto_now_add=True)
    due_on = models.DateField(_("réponse attendue avant le"))
    answered_at = models.DateTimeField(_("traitée le"), null=True, blank=True)
    answer = models.TextField(_("suite donnée"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("demande de correction")
        verbose_name_plural = _("demandes de correction")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(measure__isnull=False, review__isnull=True, progress__isnull=True)
                | models.Q(measure__isnull=True, review__isnull=False, progress__isnull=True)
                | models.Q(measure__isnull=True, review__isnull=True, progress__isnull=False),
                name="correction_request_about_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.subject}"

    @property
    def subject(self) -> Measure | Review | Progress:
        """What it is about."""
        return next(each for each in (self.measure, self.review, self.progress) if each)
