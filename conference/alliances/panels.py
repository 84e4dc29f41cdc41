"""What the form of an alliance asks of its place, and where an alliance of a region is written."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

from conference.regions.town_field import TownInput
from conference.regions.tree import region_slug_of


class NationalHint(HelpPanel):
    """Under « Alliances »: such an alliance is national; a link to write one under each region."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            parent = self.form.parent_page if self.form else None
            return parent is not None and not region_slug_of(parent.url_path)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from .models import RegionalAlliancesPage  # the models name this panel: a cycle at import time

            homes = RegionalAlliancesPage.objects.exclude(url_path="").order_by("url_path")
            return super().get_context_data(parent_context) | {
                "homes": [
                    (
                        home.title,
                        reverse("wagtailadmin_pages:add", args=["alliances", "alliancepage", home.pk]),
                    )
                    for home in homes
                ]
            }


TOWN_PANEL = FieldPanel(
    "town",
    widget=TownInput,
    help_text=_("Une commune, choisie dans la liste, ou un texte libre. Sa place sur la carte en découle."),
)
