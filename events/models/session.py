"""The agenda of an event, and who speaks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultipleChooserPanel
from wagtail.models import Orderable

from ..choices import SessionKind
from .event import EventPage
from .speaker import Speaker


class Session(Orderable, ClusterableModel):
    """One part of an event's agenda. Times are aware, typed and shown in the event's zone.

    ``start`` is None only in a draft: in the copy of an event, until its new dates are typed.
    """

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="sessions")
    start = models.DateTimeField(_("début"), null=True, blank=False)
    end = models.DateTimeField(_("fin"), null=True, blank=True)
    title = models.CharField(_("titre"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=SessionKind.choices, blank=True)
    room = models.CharField(_("salle"), max_length=80, blank=True)
    description = models.TextField(_("description"), blank=True)
    slides = models.ForeignKey(
        "core.Resource",
        verbose_name=_("support présenté"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("room")]),
        FieldPanel("description"),
        FieldPanel("slides"),
        MultipleChooserPanel(
            "session_speakers",
            chooser_field_name="speaker",
            label=_("personne"),
            heading=_("Intervenantes et intervenants"),
        ),
    ]

    class Meta(Orderable.Meta):
        ordering: ClassVar = ["start", "sort_order"]
        verbose_name = _("temps de l’agenda")
        verbose_name_plural = _("temps de l’agenda")

    def __str__(self) -> str:
        return self.title


class SessionSpeaker(Orderable):
    """A person who speaks in one session."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="session_speakers")
    speaker = models.ForeignKey(
        Speaker, verbose_name=_("personne"), on_delete=models.CASCADE, related_name="session_roles"
    )

    panels: ClassVar = [FieldPanel("speaker")]

    class Meta(Orderable.Meta):
        verbose_name = _("intervention")

    def __str__(self) -> str:
        return str(self.speaker)


class EventSpeaker(Orderable):
    """A person announced for the whole event."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_speakers")
    speaker = models.ForeignKey(
        Speaker, verbose_name=_("personne"), on_delete=models.CASCADE, related_name="event_roles"
    )

    panels: ClassVar = [FieldPanel("speaker")]

    class Meta(Orderable.Meta):
        verbose_name = _("intervention")

    def __str__(self) -> str:
        return str(self.speaker)
