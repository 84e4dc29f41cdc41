"""The people who speak at events and the series of sessions, each team its own."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from conference.regions.viewsets import ScopedChooserViewSet, ScopedModelViewSet, ScopedSnippetViewSet

from .models import EventSeries, Speaker


class SpeakerChooserViewSet(ScopedChooserViewSet):
    """Choose a person, or write a new one without leaving the event's form."""

    form_fields = ["name", "role", "organisation", "region"]
    choose_one_text = _("Choisir une personne")
    choose_another_text = _("Choisir une autre personne")
    edit_item_text = _("Modifier cette personne")
    creation_tab_label = _("Nouvelle personne")
    create_action_label = _("Créer")


class SpeakerViewSet(ScopedSnippetViewSet):
    """Intervenantes et intervenants."""

    model = Speaker
    chooser_viewset_class = SpeakerChooserViewSet
    icon = "user"
    menu_label = _("Intervenants")
    menu_order = 250
    add_to_admin_menu = True
    # Search results cannot be sorted by a relation: a click on that column would fail.
    list_display = ["name", "role", "organisation", Column("region", label=_("Région"))]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        return Speaker.objects.select_related("region")

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldPanel("region"),
    ]


class SeriesViewSet(ScopedModelViewSet):
    """Séries: repeating a session makes one; here its texts are written."""

    model = EventSeries
    name = "series"
    icon = "list-ul"
    menu_label = _("Séries")
    copy_view_enabled = False
    list_display = ["title", "rhythm", Column("region", label=_("Région"))]
    ordering = ["title"]
    search_fields = ["title"]
    search_backend_name = None
    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("rhythm"),
    ]
