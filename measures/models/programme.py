"""What surrounds the measures in the mission's report: chantiers, tools, dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from .source import Citation


class Chantier(models.Model):
    """One of the four fields of work, with the impulse set beside it by the site's team.

    The source shows four chantiers and four impulses and draws no link between them: pages show
    two lists, or say that the pairing is the team's proposal.
    """

    key = models.SlugField(_("clé"), unique=True)
    name = models.CharField(_("nom"), max_length=60)
    impulsion = models.CharField(_("impulsion"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("chantier")
        verbose_name_plural = _("chantiers")

    def __str__(self) -> str:
        return self.name


class Tool(models.Model):
    """One of the three tools that came with the report."""

    key = models.SlugField(_("clé"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("outil")
        verbose_name_plural = _("outils")

    def __str__(self) -> str:
        return self.name


class TimelineEntry(ClusterableModel):
    """A dated step of the mission."""

    date = models.DateField(_("date"))
    text = models.CharField(_("texte"), max_length=300)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("étape de la mission")
        verbose_name_plural = _("étapes de la mission")
        constraints = [models.UniqueConstraint(fields=["date", "text"], name="timeline_entry_once")]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} – {self.text}"


class TimelineCitation(Citation):
    entry = ParentalKey(TimelineEntry, on_delete=models.CASCADE, related_name="citations")
