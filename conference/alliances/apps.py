from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "conference.alliances"
    label = "alliances"
    verbose_name = "Alliances"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import cloths  # noqa: F401  (what it says of shared pages)
