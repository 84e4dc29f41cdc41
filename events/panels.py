"""The form of an event, in five tabs. All that is required stands in the first."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
)

from conference.core.pages import BasePage
from conference.core.pictures.covers import COVER_PANEL
from conference.regions.town_field import TownInput

from .admin.programme import ProgrammePanel
from .afterwards import AFTERWARDS_PANELS
from .models.place import ACCESS_FACTS


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

ESSENTIAL_PANELS = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel("programme_follows"),
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
            FieldPanel("online_url"),
        ],
        heading=_("Où et comment"),
    ),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel(name) for name in ACCESS_FACTS], classname="access-facts"),
            FieldPanel("access_note"),
            FieldRowPanel(
                [
                    FieldPanel("access_contact"),
                    FieldPanel("access_phone"),
                    FieldPanel("interpretation_until"),
                ]
            ),
        ],
        heading=_("Venir et accéder (facultatif)"),
        help_text=_(
            "La page montre chaque réponse, « non » compris ; ce qui n’est pas précisé est dit ainsi."
        ),
        classname="collapsed",
    ),
    COVER_PANEL,
    FieldPanel("audiences", help_text=_("À qui l’événement s’adresse. Rien de coché : ce n’est pas dit.")),
    MultiFieldPanel(
        [FieldPanel("body"), FieldPanel("contact_email")],
        heading=_("En savoir plus et contact (facultatif)"),
        classname="collapsed",
    ),
]

PROGRAMME_PANELS = [
    ProgrammePanel("sessions", label=_("temps"), heading=_("Programme (facultatif)")),
    MultipleChooserPanel(
        "event_speakers",
        chooser_field_name="speaker",
        label=_("personne"),
        heading=_("Avec (facultatif)"),
        help_text=_("Les personnes annoncées pour tout l’événement. On peut les créer d’ici."),
    ),
]

REGISTRATION_PANELS = [
    OneInlinePanel("registration_settings", label=_("inscriptions"), heading=_("Inscriptions")),
    InlinePanel(
        "registration_questions",
        label=_("question"),
        heading=_("Questions (facultatif)"),
        help_text=_(
            "Moins on demande, plus on s’inscrit. Choisissez dans la bibliothèque nationale, ou parmi celles "
            "de votre région : celles-ci ne sont posées qu’une fois approuvées par l’équipe nationale."
        ),
        max_num=12,
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("photographed"), FieldPanel("filmed"), FieldPanel("recorded")]),
            FieldPanel("shown_where", help_text=_("Par exemple : la page de la région, en direct et après.")),
        ],
        heading=_("Images et sons (facultatif)"),
        help_text=_("C’est dit avant que l’on s’inscrive."),
    ),
]

LINKS_PANELS = [
    MultiFieldPanel(
        [FieldPanel("measures", widget=CheckboxSelectMultiple), FieldPanel("edition")],
        heading=_("Mesures et édition (facultatif)"),
    ),
]

SHARING_PANELS = [
    *BasePage.promote_panels,
    *BasePage.settings_panels,
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
    MultiFieldPanel(AFTERWARDS_PANELS, heading=_("Après la session (facultatif)"), classname="collapsed"),
]

EVENT_TABS = TabbedInterface(
    [
        ObjectList(ESSENTIAL_PANELS, heading=_("L’essentiel")),
        ObjectList(PROGRAMME_PANELS, heading=_("Programme")),
        ObjectList(REGISTRATION_PANELS, heading=_("Inscriptions")),
        ObjectList(LINKS_PANELS, heading=_("Mesures et liens")),
        ObjectList(SHARING_PANELS, heading=_("Diffusion")),
    ]
)
