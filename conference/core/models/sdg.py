"""The seventeen Sustainable Development Goals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sdg(models.Model):
    """One Sustainable Development Goal of the United Nations (« ODD » in French).

    ``colour`` is the official colour, ``#RRGGBB``; it is data, never a style of the site.
    """

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True)
    name = models.CharField(_("intitulé"), max_length=120)
    colour = models.CharField(_("couleur officielle"), max_length=7)

    class Meta:
        ordering = ["number"]
        verbose_name = _("objectif de développement durable")
        verbose_name_plural = _("objectifs de développement durable")

    def __str__(self) -> str:
        return f"ODD {self.number} – {self.name}"
