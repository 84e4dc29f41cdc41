from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "conference"
    label = "conference"
    verbose_name = "Conférence"
    default_auto_field = "django.db.models.BigAutoField"
