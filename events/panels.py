"""The form of an event: first the few things that are required, then what is optional."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)

from conference.core.pages import BasePage
from conference.core.pictures.covers import COVER_PANEL
from conference.regions.town_field import TownInput


class OneInlinePanel(InlinePanel):
    """One child, always shown. Left as it is, it is no error: Wagtail's own ``min_num`` refuses that."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{**kwargs, "min_num": 1, "max_num": 1})

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["validate_min"] = False
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "events/admin/one_inline_panel.html"


# The department, the coordinates and the check of the region follow from it (conference.regions.towns).
TOWN_PANEL = FieldPanel(
    "town",
    widget=TownInput,
    help_text=_("Sauf en ligne. Une commune, choisie dans la liste ; ailleurs, écrivez librement."),
)

EVENT_PANELS = [
    *BasePage.content_panels,
    FieldPanel("summary"),
    COVER_PANEL,
    FieldPanel("audiences", help_text=_("À qui l’événement s’adresse. Rien de coché : ce n’est pas dit.")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel(
                "time_zone", help_text=_("Les heures de cette page s’écrivent et se lisent à cette heure.")
            ),
        ],
        heading=_("Quand"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("format"), FieldPanel("kind")]),
            FieldRowPanel([TOWN_PANEL, FieldPanel("venue_name")]),
            FieldRowPanel([FieldPanel("address"), FieldPanel("postcode")]),
            FieldPanel("access_note"),
            FieldPanel("online_url"),
        ],
        heading=_("Où et comment"),
    ),
    OneInlinePanel("registration_settings", label=_("inscriptions"), heading=_("Inscriptions")),
    InlinePanel(
        "sessions",
        label=_("temps"),
        heading=_("Programme (facultatif)"),
        help_text=_("Les temps se rangent d’eux-mêmes par heure de début."),
    ),
    MultipleChooserPanel(
        "event_speakers",
        chooser_field_name="speaker",
        label=_("personne"),
        heading=_("Avec (facultatif)"),
        help_text=_("Les personnes annoncées pour tout l’événement. On peut les créer d’ici."),
    ),
    MultiFieldPanel(
        [FieldPanel("measures", widget=CheckboxSelectMultiple), FieldPanel("edition")],
        heading=_("Mesures et édition (facultatif)"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [FieldPanel("body"), FieldPanel("contact_email")],
        heading=_("En savoir plus et contact (facultatif)"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "Pour les événements cités pour mémoire et les cas particuliers. "
                    "Une session ordinaire n’a rien à remplir ici."
                )
            ),
            FieldRowPanel(
                [FieldPanel("times_known"), FieldPanel("date_uncertain"), FieldPanel("organised_by_others")]
            ),
            InlinePanel("citations", label=_("source"), heading=_("Sources")),
        ],
        heading=_("Réglages particuliers"),
        classname="collapsed",
    ),
]
