"""Public reviews of the programme, each with a scale of its own."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from conference.core.addresses import LONGEST

from .measure import Measure

NOT_OF_THE_SCALE = _("Ce niveau n’est pas de l’échelle de ce bilan.")


class Review(ClusterableModel):
    """One published review. Scales differ from one to the next and are never merged."""

    slug = models.SlugField(_("adresse"), unique=True)
    title = models.CharField(_("titre"), max_length=120)
    date = models.DateField(_("date de publication"))
    comment = models.TextField(_("commentaire"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    panels: ClassVar = [
        FieldPanel("title", help_text=_("Le premier titre donne l’adresse du bilan, qui ne change plus.")),
        FieldPanel("date"),
        FieldPanel("comment", help_text=_("Ce que le bilan dit de lui-même, en une ou deux phrases.")),
        FieldPanel("source", help_text=_("Où le bilan a été publié.")),
        InlinePanel(
            "scale",
            label=_("niveau"),
            heading=_("Échelle et totaux publiés"),
            help_text=_("Un total vide n’a pas été publié : il n’est ni déduit ni estimé."),
        ),
        InlinePanel(
            "assessments",
            label=_("mesure"),
            heading=_("Mesure par mesure"),
            help_text=_("Seulement ce qui est publié. Enregistrez l’échelle avant de choisir des niveaux."),
        ),
    ]

    class Meta:
        ordering = ["date"]
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The review's public address (design.md §6)."""
        return f"/mesures/bilans/{self.slug}/"


class ScaleStep(models.Model):
    """A level of a review's scale, with the total that was published for it, if any."""

    review = ParentalKey(Review, on_delete=models.CASCADE, related_name="scale")
    key = models.SlugField(_("clé"))
    label = models.CharField(_("intitulé"), max_length=80)
    published_total = models.PositiveSmallIntegerField(_("nombre de mesures publié"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    sort_order_field = "position"  # what Wagtail's forms write when levels are dragged
    panels: ClassVar = [FieldRowPanel([FieldPanel("label"), FieldPanel("published_total")])]

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("niveau")
        verbose_name_plural = _("niveaux")
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="scale_step_once")]

    def __str__(self) -> str:
        return self.label


class Assessment(models.Model):
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
    evidence = models.URLField(_("preuve"), max_length=LONGEST, blank=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("measure"), FieldPanel("level")]),
        FieldPanel("comment"),
        FieldRowPanel(
            [
                FieldPanel("date_of_fact", help_text=_("Quand cela s’est passé, si c’est connu.")),
                FieldPanel("evidence", help_text=_("Adresse de la page ou du document qui l’établit.")),
            ]
        ),
    ]

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
