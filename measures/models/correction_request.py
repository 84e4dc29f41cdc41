"""What a visitor asks to be put right: an error, or a right of reply."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from conference.platform.mails import OutgoingMail, RenderedMail

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

    wagtail_reference_index_ignore = True  # it uses nothing: it speaks of it

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
        return f"{self.get_kind_display()} – {self.subject_name}"

    @property
    def subject(self) -> Measure | Review | Progress:
        """What it is about."""
        return next(each for each in (self.measure, self.review, self.progress) if each)

    @property
    def subject_name(self) -> str:
        """Its name, in words that hold nothing of a note's text."""
        if self.progress is not None:
            return self.progress.name
        if self.measure is not None:
            return _now("mesure %s") % self.measure
        return _now("bilan « %s »") % self.review


class CorrectionMail(OutgoingMail):
    """A mail to who sent a request: that it came, then what became of it."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("accusé de réception")
        ANSWER = "answer", _("suite donnée")

    kind = models.CharField(_("sujet"), max_length=40, choices=Kind.choices)
    request = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="mails")

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel de demande de correction")
        verbose_name_plural = _("courriels de demandes de correction")

    def is_still_wanted(self, *, now: datetime) -> bool:
        return bool(self.to) and self.request.email == self.to

    def render(self, *, now: datetime) -> RenderedMail:
        from ..corrections import render_correction_mail

        return render_correction_mail(self)
