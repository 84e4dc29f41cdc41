from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "conference.regions"
    label = "regions"
    verbose_name = "Régions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .titles import references  # noqa: F401  (its receiver listens to the pages' forms)
