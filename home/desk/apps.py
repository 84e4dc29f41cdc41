from typing import ClassVar

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "home.desk"
    label = "desk"
    verbose_name = "Accueil de l’administration"
    default_auto_field = "django.db.models.BigAutoField"
    rights_of_communication: ClassVar = {"desk.moderationsettings": "change"}
    shown_on_no_page: ClassVar = {
        "ModerationSettings": "whom the chore writes to",
        "ModerationReminder": "what the chore wrote",
    }
