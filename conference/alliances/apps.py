from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "conference.alliances"
    label = "alliances"
    verbose_name = "Alliances"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from conference.regions.town_field import TownPageForm

        from . import cloths  # noqa: F401  (what it says of shared pages)
        from .models import AlliancePage

        AlliancePage.base_form_class = TownPageForm
