"""What the documents of the library are about: the ground, which keeps them, knows no measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourceTopics(models.Model):
    """Measures and SDGs of one document; a document without any has no row."""

    resource = models.OneToOneField(
        "core.Resource", verbose_name=_("document"), on_delete=models.CASCADE, related_name="topics"
    )
    measures = models.ManyToManyField(
        "measures.Measure", verbose_name=_("mesures"), blank=True, related_name="+"
    )
    sdgs = models.ManyToManyField("core.Sdg", verbose_name=_("ODD"), blank=True, related_name="+")

    class Meta:
        verbose_name = _("sujets d’un document")
        verbose_name_plural = _("sujets des documents")

    def __str__(self) -> str:
        return str(self.resource)
