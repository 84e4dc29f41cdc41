from typing import ClassVar

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "home.demo"
    label = "demo"
    verbose_name = "Contenu de démonstration"
    default_auto_field = "django.db.models.BigAutoField"
    shown_on_no_page: ClassVar = {
        "DemoAccount": "accounts",
        "FilledField": "what load_demo filled in",
    }
