"""A measure, and the dimension it belongs to."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from conference.core.blocks import RICH_TEXT

from ..querysets import MeasureQuerySet

DYES = {"operationnelle": "gaude", "strategique": "guede", "politique": "garance"}


class StaysPublished(Exception):
    """A measure cannot be unpublished, nor a published review, which is withdrawn instead."""


class Dimension(models.Model):
    """One of the three dimensions of the programme; horizons are in months."""

    key = models.SlugField(_("clé"), unique=True)
    name = models.CharField(_("nom"), max_length=60)
    horizon_min = models.PositiveSmallIntegerField(_("horizon : de, en mois"))
    horizon_max = models.PositiveSmallIntegerField(_("horizon : à, en mois"))
    purpose = models.TextField(_("intention"))
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")

    def __str__(self) -> str:
        return self.name

    @property
    def dye(self) -> str:
        """The dye plant that tells this dimension in the identity."""
        return DYES[self.key]


class Scheduled:
    """A row of which a list knows what is scheduled."""

    @cached_property
    def scheduled_revision(self) -> Revision | None:
        """The draft whose hour is set, if there is one; a list has asked for all (querysets.py)."""
        if hasattr(self, "_scheduled_revisions"):
            return self._scheduled_revisions[0] if self._scheduled_revisions else None
        return self.revisions.filter(approved_go_live_at__isnull=False).first()


class Measure(
    Scheduled,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """One of the 21 measures. ``number`` and ``slug`` are frozen: addresses rely on them.

    Summary, body, lead and chantiers were never published: they stay empty until editors say.
    """

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True, editable=False)
    title = models.CharField(_("titre exact"), max_length=250)
    short_title = models.CharField(_("titre court"), max_length=80)
    keyword = models.CharField(
        _("mot-clé"), max_length=30, help_text=_("Écrit sur le croisement du tableau : un ou deux mots.")
    )
    slug = models.SlugField(_("adresse"), unique=True, editable=False)
    dimension = models.ForeignKey(
        Dimension, verbose_name=_("dimension"), on_delete=models.PROTECT, related_name="measures"
    )
    chantiers = ParentalManyToManyField(
        "measures.Chantier", verbose_name=_("chantiers"), blank=True, related_name="measures"
    )
    summary = models.TextField(_("résumé"), blank=True, help_text=_("Deux ou trois phrases."))
    body = RichTextField(_("texte"), blank=True, features=RICH_TEXT)
    lead = models.CharField(
        _("pilote"), max_length=200, blank=True, help_text=_("Qui porte la mesure, si c’est publié.")
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("À qui s’adresser : un service, une adresse publique."),
    )
    next_update = models.DateField(
        _("prochaine mise à jour"),
        null=True,
        blank=True,
        help_text=_("Montrée aux visiteurs ; passée, la page le dit, et un courriel part à qui la suit."),
    )
    related = ParentalManyToManyField("self", verbose_name=_("mesures liées"), blank=True)
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("suivie par"), blank=True, related_name="followed_measures"
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="measure",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="measure",
        for_concrete_model=False,
    )

    objects = MeasureQuerySet.as_manager()

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("title", help_text=_("Celui du rapport, mot pour mot.")),
                FieldPanel("short_title", help_text=_("Celui des listes et des étiquettes.")),
                FieldPanel("keyword"),
            ],
            heading=_("Noms"),
        ),
        FieldPanel("summary"),
        FieldPanel("body", help_text=_("Ce que la mesure demande, si c’est publié.")),
        FieldPanel("dimension", help_text=_("Elle donne à la mesure sa couleur et sa place.")),
        FieldPanel(
            "chantiers",
            widget=CheckboxSelectMultiple,
            help_text=_("À cocher quand le lien est publié : le rapport n’en trace aucun."),
        ),
        FieldRowPanel([FieldPanel("lead"), FieldPanel("contact"), FieldPanel("next_update")]),
        FieldPanel("related", widget=CheckboxSelectMultiple),
    ]
    search_fields: ClassVar = [
        index.SearchField("title", boost=3),
        index.SearchField("short_title", boost=2),
        index.SearchField("keyword"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.AutocompleteField("title"),
        index.FilterField("number"),
        # What the list is filtered by while it is searched.
        index.FilterField("dimension"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["number"]
        verbose_name = _("mesure")
        verbose_name_plural = _("mesures")

    def __str__(self) -> str:
        return f"{self.number}. {self.short_title}"

    def save(self, *args, **kwargs) -> None:
        """The 21 are always published: no draft, end date or old version takes one off the board."""
        self.live, self.expire_at, self.expired = True, None, False
        super().save(*args, **kwargs)

    def unpublish(self, *args, **kwargs) -> None:
        raise StaysPublished

    @property
    def dye(self) -> str:
        """The dye of the measure's dimension."""
        return DYES[self.dimension.key]

    def get_absolute_url(self) -> str:
        """The measure's public address (design.md §6), frozen by its number and slug."""
        return f"/mesures/{self.number}-{self.slug}/"

    @property
    def alliances_url(self) -> str:
        """The alliances that serve this measure only."""
        return f"/alliances/?mesure={self.number}"

    @property
    def news_url(self) -> str:
        """The news about this measure only."""
        return f"/actualites/?mesure={self.number}"

    def get_preview_template(self, request, mode_name: str) -> str:
        return "measures/measure.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        from ..display import of_draft  # what shows measures imports them: a cycle at import time
        from ..state import State
        from .pages import MeasuresPage

        return {
            **super().get_preview_context(request, mode_name),
            "measure": self,
            "place": of_draft(self),
            "state": State(),
            "page": MeasuresPage.objects.first(),
        }


class UpdateReminder(models.Model):
    """That those who follow a measure were told, once, that its next update was due."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(_("due le"))
    sent_at = models.DateTimeField(_("envoyé le"))

    wagtail_reference_index_ignore = True  # it uses nothing

    class Meta:
        verbose_name = _("rappel de mise à jour")
        verbose_name_plural = _("rappels de mise à jour")
        constraints = [models.UniqueConstraint(fields=["measure", "due_on"], name="update_reminder_once")]

    def __str__(self) -> str:
        return f"{self.measure} – {self.due_on:%d/%m/%Y}"
