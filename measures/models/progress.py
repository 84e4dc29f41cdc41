"""What happened to a measure: dated notes with their sources, never silently changed."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from conference.core.text import french
from conference.regions.models import Region

from ..querysets import ProgressQuerySet, PublishedNoteChanged
from .measure import Measure
from .review import Review
from .source import Citation, PartlyKnownDate


class Progress(PreviewableMixin, PartlyKnownDate, index.Indexed, ClusterableModel):
    """One note: what happened (``text``), when (``date``), with its sources.

    Without a measure, the source gives no number: ``subject`` then tells what it is about. Without
    regions it is national. ``review``: the public review that states it, if one does.

    A note is a draft until ``published_at``; then only progress.py changes its text, and keeps what
    stood there before. The notes of a fictional review go with it.
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
    text = models.TextField(
        _("ce qui s’est passé"),
        help_text=_("Des faits, en quelques phrases : 2 000 signes au plus."),
        max_length=2000,
    )
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

    # What a published note keeps for good; only progress.py writes ``text`` and ``mended_at`` anew.
    FROZEN: ClassVar = (
        "uuid",
        "measure_id",
        "subject",
        "text",
        "date",
        "date_precision",
        "review_id",
        "corrects_id",
        "author",
        "published_at",
        "mended_at",
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

    @property
    def name(self) -> str:
        """What it is about, in words that hold none of its text."""
        if self.measure is None:
            return _now("avancée « %s »") % french(self.subject)
        return _now("avancée de la mesure %(number)s, %(date)s") % {
            "number": self.measure.number,
            "date": self.date_in_words,
        }

    def get_absolute_url(self) -> str:
        """Where visitors read it: on its measure's page, or in the list of those without one."""
        page = self.measure.get_absolute_url() if self.measure else "/mesures/avancees/"
        return f"{page}#note-{self.uuid}"

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "measures/note_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        from ..record import Entry  # it reads the models

        regions = ", ".join(str(region) for region in self.regions.all())
        today = timezone.localdate()
        entry = Entry(self.date, note=self, published_on=today, regions=regions)
        return super().get_preview_context(request, mode_name) | {"entry": entry}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PublishedNoteChanged when the note is published and says something else by now."""
        self.text = self.text.replace("\r\n", "\n")  # as forms send it
        stored = Progress.objects.public().filter(pk=self.pk).first() if self.pk else None
        if stored is not None and _fixed(stored) != _fixed(self):
            raise PublishedNoteChanged
        super().save(*args, **kwargs)

    def save_anew(self, fields: list[str]) -> None:
        """For progress.py alone: write these fields of a published note, and tell that it changed."""
        super().save(update_fields=[*fields, "changed_at"])

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.measure_id is None and not self.subject:
            errors["subject"] = _("Choisissez une mesure, ou dites le sujet de la note.")
        if self.date and self.date > timezone.localdate():
            errors["date"] = _("Cette date est à venir : une avancée raconte ce qui s’est passé.")
        if errors:
            raise ValidationError(errors)


def _fixed(note: Progress) -> tuple[Any, ...]:
    """All that a published note keeps: its own fields, its sources and its regions."""
    citations = [(citation.source_id, citation.says) for citation in note.citations.all()]
    regions = {region.pk for region in note.regions.all()}
    return ([getattr(note, name) for name in Progress.FROZEN], citations, regions)


class ProgressCitation(Citation):
    progress = ParentalKey(Progress, on_delete=models.CASCADE, related_name="citations")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PublishedNoteChanged: what a published note cites stays as it is."""
        if self.pk:
            stored = ProgressCitation.objects.filter(pk=self.pk, progress__published_at__isnull=False)
            if stored.exclude(source=self.source_id, says=self.says, progress=self.progress_id).exists():
                raise PublishedNoteChanged
        super().save(*args, **kwargs)


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


@receiver(pre_delete, sender=Progress)
@receiver(pre_delete, sender=ProgressCitation)
@receiver(pre_delete, sender=EarlierText)
@receiver(pre_delete, sender=WithdrawnPassage)
def keep_what_was_published(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """No way of deleting leads past this: not a row's, not a query set's, not that of another row."""
    note = instance.pk if isinstance(instance, Progress) else instance.progress_id
    if Progress.objects.public().filter(pk=note).exists():
        raise PublishedNoteChanged
