"""What came out of an event: how it is typed, and what lists and its page show of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from conference.core.models import Resource

AFTERWARDS_PANELS = [
    HelpPanel(
        content=gettext_lazy(
            "Ce qui est rempli ici se montre en tête de la page une fois la session terminée, pas avant."
        )
    ),
    FieldPanel(
        "report",
        help_text=gettext_lazy("Ce qui s’est dit et décidé, pour celles et ceux qui n’y étaient pas."),
    ),
    FieldRowPanel([FieldPanel("registered"), FieldPanel("attended")]),
    FieldPanel("replay_url", help_text=gettext_lazy("La page où la vidéo se regarde.")),
    InlinePanel("documents", label=gettext_lazy("document"), heading=gettext_lazy("Documents")),
    MultiFieldPanel([FieldPanel("photographs")], heading=gettext_lazy("Photographies")),
]


def came_out(event: Any) -> list[str]:
    """What there is to read or to see of ``event``, an EventPage: « compte rendu », « rediffusion »."""
    reported = getattr(event, "has_report", None)  # known of the events of a list
    if reported is None:
        reported = bool(event.report)
    words = (_("compte rendu") if reported else "", _("rediffusion") if event.replay_url else "")
    return [each for each in words if each]


def documents_of(event: Any) -> Sequence[Resource]:
    """The documents published after ``event``, an EventPage, in their order. One query."""
    documents = event.documents.all()
    if isinstance(documents, QuerySet):  # a preview holds them itself
        documents = documents.select_related("document")
    return [each.document for each in documents]
