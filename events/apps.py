from typing import ClassVar

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    verbose_name = "Événements"
    default_auto_field = "django.db.models.BigAutoField"
    rights_of_communication: ClassVar = {
        "events.speaker": "view add change delete",
        "events.eventseries": "view change",
    }
    rights_of_moderation: ClassVar = {"events.speaker": "view"}
    rights_of_relays: ClassVar = rights_of_communication

    shown_on_no_page: ClassVar = {"EventOperation": "history, for the team"}

    def ready(self) -> None:
        from . import cloths, signals  # noqa: F401  (what they say of shared pages, and hear)
        from .forms import EventPageForm
        from .models import EventPage
        from .panels import EVENT_TABS

        # As Wagtail gives Page its own form: both may know the models, and they need not know them.
        EventPage.base_form_class = EventPageForm
        EventPage.edit_handler = EVENT_TABS
