"""What happened to a measure: dated notes with their sources, never silently changed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from conference.regions.models import Region

from ..querysets import ProgressQuerySet
from .measure import Measure
from .review import Review
from .source import Citation, PartlyKnownDate


class Progress(PartlyKnownDate, index.Indexed, ClusterableModel):
    """One note: what happened (``text``), when (``date``), with its sources.

    Without a measure, the source gives no number: ``subject`` then tells what it is about. Without
    regions it is national. ``review``: the public review that states it, if one does.

    A note is a draft until ``published_at``; then only progress.py changes its text, and keeps what
    stood there before.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(
        Measure,
        verbose_name=_("mesure"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="progress",
        help_text=_("Vide si la source n’en donne pas le numéro : la note n’est alors rattachée à aucune."),
    )
    subject = models.CharField(
        _("sujet"), max_length=120, blank=True, help_text=_("Demandé quand aucune mesure n’est choisie.")
    )
    text = models.TextField(_("ce qui s’est passé"), help_text=_("Des faits, en quelques phrases."))
    regions = ParentalManyToManyField(
        Region, verbose_name=_("régions"), blank=True, help_text=_("Aucune : la note est nationale.")
    )
    review = models.ForeignKey(
        Review,
        verbose_name=_("énoncé par le bilan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="progress",
    )
    author = models.CharField(
        _("rédigée par"),
        max_length=120,
        blank=True,
        help_text=_("Montré aux visiteurs. Vide : l’équipe du site."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrige la note"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    changed_at = models.DateTimeField(_("modifiée le"), auto_now=True)
    published_at = models.DateTimeField(_("publiée le"), null=True, editable=False)
    mended_at = models.DateTimeField(_("orthographe corrigée le"), null=True, editable=False)

    objects = ProgressQuerySet.as_manager()

    # What a published note keeps for good; ``text`` too, but for progress.py.
    FROZEN: ClassVar = (
        "measure_id",
        "subject",
        "date",
        "date_precision",
        "review_id",
        "corrects_id",
        "author",
    )

    search_fields: ClassVar = [
        index.SearchField("text"),
        index.SearchField("subject"),
        index.FilterField("published_at"),
        index.FilterField("measure_id"),
    ]

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("avancée")
        verbose_name_plural = _("avancées")

    def __str__(self) -> str:
        words = self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
        return f"{self.measure or self.subject} – {words}"

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.measure_id is None and not self.subject:
            errors["subject"] = _("Choisissez une mesure, ou dites le sujet de la note.")
        if self.date and self.date > timezone.localdate():
            errors["date"] = _("Cette date est à venir : une avancée raconte ce qui s’est passé.")
        if errors:
            raise ValidationError(errors)


class ProgressCitation(Citation):
    progress = ParentalKey(Progress, on_delete=models.CASCADE, related_name="citations")


class EarlierText(models.Model):
    """What a published note said until its spelling was mended."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="earlier_texts")
    text = models.TextField(_("texte"))
    until = models.DateTimeField(_("jusqu’au"))

    class Meta:
        ordering = ["until"]
        verbose_name = _("texte antérieur")
        verbose_name_plural = _("textes antérieurs")

    def __str__(self) -> str:
        return self.text


class WithdrawnPassage(models.Model):
    """That a passage was taken out of a published note, when and why; never what it said."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="withdrawn_passages")
    at = models.DateTimeField(_("retiré le"))
    reason = models.CharField(_("motif"), max_length=300)

    class Meta:
        ordering = ["at"]
        verbose_name = _("passage retiré")
        verbose_name_plural = _("passages retirés")

    def __str__(self) -> str:
        return self.reason
