"""Reviews of the programme, each with a scale of its own, never merged with another's."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, Revision, RevisionMixin

from conference.core.addresses import LONGEST

from ..publication import NotReady, obstacles
from ..querysets import AssessmentQuerySet, ReviewQuerySet
from .measure import Measure, StaysPublished
from .source import Citation

NOT_OF_THE_SCALE = _("Ce niveau n’est pas de l’échelle de ce bilan.")


class Judge(models.TextChoices):
    """Who judged, said beside every level and total."""

    CARRIERS = "carriers", _("publié par les porteurs de la mission")
    INDEPENDENT = "independent", _("évaluation indépendante")


class Sign(models.TextChoices):
    """The thread that tells a level without its colour. « hollow » is that of a missing level alone."""

    DOUBLE = "double", _("fil double")
    WHOLE = "whole", _("fil plein")
    KNOTTED = "knotted", _("fil noué")
    STITCHED = "stitched", _("fil cousu")
    DOTTED = "dotted", _("fil en pointillé")
    HALF = "half", _("demi-fil")
    CROSSED = "crossed", _("fil barré")
    CUT = "cut", _("fil coupé")


class Tone(models.TextChoices):
    """The colour that goes with the sign."""

    FAVOURABLE = "favourable", _("favorable")
    NEUTRAL = "neutral", _("neutre")
    UNFAVOURABLE = "unfavourable", _("défavorable")


class Review(DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One review, judged by somebody at a date. Scales differ from one to the next and are never merged.

    A published review is never deleted: it is withdrawn, with a reason. ``fictional`` ones (the
    demonstration's) are left out of data, feeds and embeds.
    """

    # Wagtail's own, with what the database fills in for the release before.
    live = models.BooleanField(_("publié"), default=True, editable=False, db_default=True)
    has_unpublished_changes = models.BooleanField(default=False, editable=False, db_default=False)
    expired = models.BooleanField(default=False, editable=False, db_default=False)

    slug = models.SlugField(_("adresse"), unique=True)
    title = models.CharField(_("titre"), max_length=120)
    date = models.DateField(_("date de publication"))
    comment = models.TextField(_("commentaire"), blank=True)
    narrative = RichTextField(
        _("récit"), blank=True, default="", db_default="", features=["bold", "italic", "ol", "ul", "link"]
    )
    judge = models.CharField(
        _("qui a jugé"), max_length=11, choices=Judge.choices, default=Judge.CARRIERS, db_default="carriers"
    )
    judged_by = models.CharField(
        _("évaluation faite par"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Demandé pour une évaluation indépendante."),
    )
    totals_note = models.TextField(
        _("pourquoi les niveaux ne font pas les totaux publiés"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Demandé pour publier quand ils diffèrent ; montré aux visiteurs."),
    )
    # Still shown where an older release wrote it, written no more: citations took its place. To be dropped.
    source = models.CharField(_("source"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, editable=False)
    withdrawal_reason = models.TextField(
        _("motif du retrait"), blank=True, editable=False, default="", db_default=""
    )
    fictional = models.BooleanField(_("bilan fictif"), default=False, editable=False, db_default=False)

    objects = ReviewQuerySet.as_manager()

    # What a version of the review does not hold: they are the review's own, whatever its drafts said.
    LASTING: ClassVar = ("slug", "withdrawn_at", "withdrawal_reason", "fictional")

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The review's public address (design.md §6)."""
        return f"/mesures/bilans/{self.slug}/"

    @property
    def stands(self) -> bool:
        """Whether it is published and was not withdrawn."""
        return self.live and self.withdrawn_at is None

    @property
    def was_published(self) -> bool:
        """Whether visitors could read it one day: it is then kept."""
        return bool(self.live or self.first_published_at or self.withdrawn_at)

    def save(self, *args, **kwargs) -> None:
        """Published as one act: no hour at which it would appear or go by itself."""
        self.go_live_at = self.expire_at = None
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict) -> "Review":
        version = super().with_content_json(content)
        for name in self.LASTING:
            setattr(version, name, getattr(self, name))
        return version

    def publish(self, revision: Revision, *args, **kwargs) -> None:
        """Put a version before the visitors, whole. Raises NotReady with what is still missing."""
        if missing := obstacles(revision.as_object()):
            raise NotReady(missing)
        super().publish(revision, *args, **kwargs)

    def unpublish(self, *args, **kwargs) -> None:
        raise StaysPublished

    @property
    def judged(self) -> str:
        """« publié par les porteurs de la mission », « évaluation indépendante par la Cour »."""
        if self.judge == Judge.INDEPENDENT and self.judged_by:
            return _now("évaluation indépendante par %s") % self.judged_by
        return str(self.get_judge_display())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "measures/review.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict:
        from ..reviews import review_context  # what shows reviews imports them: a cycle at import time
        from .pages import MeasuresPage

        return {
            **super().get_preview_context(request, mode_name),
            **review_context(self),
            "page": MeasuresPage.objects.first(),
        }


class ReviewCitation(Citation):
    review = ParentalKey(Review, on_delete=models.CASCADE, related_name="citations")


class ScaleStep(models.Model):
    """A level of a review's scale, with the total that was published for it, if any."""

    review = ParentalKey(Review, on_delete=models.CASCADE, related_name="scale")
    key = models.SlugField(_("clé"))
    label = models.CharField(_("intitulé"), max_length=80)
    meaning = models.CharField(
        _("ce qu’il veut dire"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("En une phrase."),
    )
    sign = models.CharField(
        _("signe"), max_length=8, choices=Sign.choices, default=Sign.WHOLE, db_default="whole"
    )
    tone = models.CharField(
        _("teinte"), max_length=12, choices=Tone.choices, default=Tone.NEUTRAL, db_default="neutral"
    )
    published_total = models.PositiveSmallIntegerField(_("nombre de mesures publié"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    sort_order_field = "position"  # what Wagtail's forms write when levels are dragged

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("niveau")
        verbose_name_plural = _("niveaux")
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="scale_step_once")]

    def __str__(self) -> str:
        return self.label


class Assessment(ClusterableModel):
    """What one review says of one measure.

    ``level`` is the key of a step of the review's own scale, not a row: a draft of a review then holds
    both. Blank means « niveau non publié ».
    """

    review = ParentalKey(Review, on_delete=models.CASCADE, related_name="assessments")
    measure = models.ForeignKey(
        Measure, verbose_name=_("mesure"), on_delete=models.CASCADE, related_name="assessments"
    )
    level = models.SlugField(
        _("niveau"),
        blank=True,
        db_index=False,
        help_text=_("Un niveau de l’échelle de ce bilan. Vide : « niveau non publié »."),
    )
    comment = models.TextField(_("commentaire"), blank=True)
    date_of_fact = models.DateField(_("date du fait"), null=True, blank=True)
    # Its address is a citation by now (migration 0004). To be dropped (CONTRIBUTING.md, « Contract »).
    evidence = models.URLField(_("preuve"), max_length=LONGEST, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["measure__number"]
        verbose_name = _("appréciation")
        verbose_name_plural = _("appréciations")
        constraints = [models.UniqueConstraint(fields=["review", "measure"], name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.measure} – {self.step or _('niveau non publié')}"

    @cached_property
    def step(self) -> ScaleStep | None:
        """The step of the review's scale that ``level`` names."""
        return next((step for step in self.review.scale.all() if self.level == step.key), None)

    def clean(self) -> None:
        super().clean()
        # A new row of the form has no review yet; its form offers the levels of the scale alone.
        if self.level and self.review_id and self.level not in {step.key for step in self.review.scale.all()}:
            raise ValidationError({"level": NOT_OF_THE_SCALE})


class AssessmentCitation(Citation):
    assessment = ParentalKey(Assessment, on_delete=models.CASCADE, related_name="citations")
