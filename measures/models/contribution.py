"""What a region says it does for a measure: declared by its relay, verified by nobody, never a level."""

import uuid
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from conference.core.addresses import LONGEST
from conference.regions.models import Region

from ..querysets import ContributionQuerySet
from .measure import Measure, Scheduled


class Stage(models.TextChoices):
    """How far a region says it is; not a level of any review."""

    PLANNED = "planned", _("prévu")
    UNDER_WAY = "under_way", _("en cours")
    DONE = "done", _("réalisé")


class RegionalContribution(
    Scheduled,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """What one region does for one measure, in its relay's words, as declared on a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, verbose_name=_("région"), on_delete=models.PROTECT, related_name="contributions"
    )
    measure = models.ForeignKey(
        Measure, verbose_name=_("mesure"), on_delete=models.PROTECT, related_name="contributions"
    )
    stage = models.CharField(_("où elle en est"), max_length=10, choices=Stage.choices)
    text = models.TextField(_("ce que fait la région"), max_length=2000, help_text=_("2 000 signes au plus."))
    declared_on = models.DateField(_("déclaré le"), default=timezone.localdate)
    fictional = models.BooleanField(
        _("contribution fictive"), default=False, db_default=False, editable=False
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="contribution",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="contribution",
        for_concrete_model=False,
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["measure__number", "region__slug", "-declared_on", "pk"]
        verbose_name = _("contribution d’une région")
        verbose_name_plural = _("contributions des régions")

    def __str__(self) -> str:
        return f"{self.region} – {self.measure}"

    def clean(self) -> None:
        if self.declared_on and self.declared_on > timezone.localdate():
            raise ValidationError({"declared_on": _("Cette date est à venir.")})

    def with_content_json(self, content: dict[str, Any]) -> "RegionalContribution":
        """A version from a revision. Whether it is fictional is the row's, not the draft's."""
        version = super().with_content_json(content)
        version.fictional = self.fictional
        return version

    @property
    def shown_pages(self) -> list[Page]:
        """The events and alliances that visitors may open."""
        return [row.page for row in self.pages.all() if row.page.live]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "measures/contribution_preview.html"


class ContributionFigure(Orderable):
    """A figure that the relay gives, with where it comes from."""

    contribution = ParentalKey(RegionalContribution, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("chiffre"), max_length=40)
    unit = models.CharField(_("unité"), max_length=80, help_text=_("Par exemple « conventions signées »."))
    date = models.DateField(_("à la date du"))
    source = models.CharField(_("source"), max_length=250)
    source_url = models.URLField(_("adresse de la source"), max_length=LONGEST, blank=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("chiffre")

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


class ContributionPage(Orderable):
    """An event or an alliance of the region that the contribution speaks of."""

    contribution = ParentalKey(RegionalContribution, on_delete=models.CASCADE, related_name="pages")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("événement ou alliance")

    def __str__(self) -> str:
        return str(self.page)
