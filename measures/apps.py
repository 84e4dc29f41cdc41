from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    label = "measures"
    verbose_name = "Mesures"
    default_auto_field = "django.db.models.BigAutoField"
