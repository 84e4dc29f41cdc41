"""What an event leaves behind: its page shows it first once the event is over."""

from typing import ClassVar

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from conference.blocks import photographs
from conference.core.addresses import LONGEST
from conference.core.blocks import BodyField


class AfterwardsMixin(models.Model):
    """Report, figures, replay and photographs. ``attended``: how many people came, as the team counted."""

    report = RichTextField(
        _("compte rendu"),
        blank=True,
        default="",
        db_default="",
        features=["h3", "bold", "italic", "ol", "ul", "link", "document-link"],
    )
    registered = models.PositiveIntegerField(_("personnes inscrites"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("personnes présentes"), null=True, blank=True)
    replay_url = models.URLField(
        _("adresse de la rediffusion"), max_length=LONGEST, blank=True, default="", db_default=""
    )
    photographs = BodyField(photographs(), verbose_name=_("photographies"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """An editor that was emptied leaves a paragraph without words: that is no report."""
        super().clean()
        if not strip_tags(self.report).strip():
            self.report = ""


class EventDocument(Orderable):
    """A document of an event, published after it."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "core.Resource", verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")

    def __str__(self) -> str:
        return str(self.document)
