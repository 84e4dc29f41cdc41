from typing import ClassVar

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = "Accueil et pages"
    default_auto_field = "django.db.models.BigAutoField"
    rights_of_communication: ClassVar = {"home.menuentry": "view add change delete"}
    shown_on_no_page: ClassVar = {
        "ReferenceMark": "what load_reference did once",
    }
