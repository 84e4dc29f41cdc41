from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "conference"
    label = "conference"
    verbose_name = "Conférence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import cloths  # noqa: F401  (what it says of shared pages)
