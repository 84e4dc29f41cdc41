from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "conference.regions"
    label = "regions"
    verbose_name = "Régions"
    default_auto_field = "django.db.models.BigAutoField"
