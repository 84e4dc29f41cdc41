"""What the history of an event tells beside Wagtail's own lines."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_event_actions(actions: LogActionRegistry) -> None:
    actions.register_action("events.cancel", _("Annuler l’événement"), _("Événement annulé"))
