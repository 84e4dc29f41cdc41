"""Sessions that repeat: one series, as many pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.regions.models import Region


class EventSeries(models.Model):
    """``/agenda/series/<slug>/``: events announced together, each of which then lives alone.

    ``region`` is that of the team which announced it; none: national. ``rhythm`` is how it repeats, in words
    (« chaque mois, le 2e mardi »).
    """

    title = models.CharField(_("titre"), max_length=200)
    slug = models.SlugField(_("adresse"), max_length=200, unique=True)
    summary = models.TextField(_("résumé"), blank=True)
    rhythm = models.CharField(_("rythme"), max_length=200, blank=True)
    region = models.ForeignKey(
        Region,
        verbose_name=_("région"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="event_series",
    )
    fictional = models.BooleanField(_("série fictive"), default=False, editable=False)

    class Meta:
        ordering = ["title"]
        verbose_name = _("série")
        verbose_name_plural = _("séries")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The public address of the series (design.md §6)."""
        return f"/agenda/series/{self.slug}/"
