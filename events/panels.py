"""The form of an event: first what is required, then what is optional."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from conference.core.pages import BasePage

EVENT_PANELS = [
    *BasePage.content_panels,
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel("time_zone"),
        ],
        heading=_("Quand"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("format"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("venue_name"), FieldPanel("town")]),
            FieldRowPanel([FieldPanel("address"), FieldPanel("postcode"), FieldPanel("department")]),
            FieldPanel("online_url"),
            FieldPanel("access_note"),
        ],
        heading=_("Où et comment"),
    ),
    InlinePanel(
        "registration_settings", label=_("inscriptions"), heading=_("Inscriptions"), min_num=1, max_num=1
    ),
    FieldPanel("edition"),
    InlinePanel("sessions", label=_("temps"), heading=_("Programme")),
    InlinePanel("event_speakers", label=_("personne"), heading=_("Avec")),
    FieldPanel("measures"),
    FieldPanel("body"),
    FieldPanel("contact_email"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("Coordonnées")),
    FieldRowPanel(
        [FieldPanel("times_known"), FieldPanel("date_uncertain"), FieldPanel("organised_by_others")],
        heading=_("Archives"),
    ),
]
