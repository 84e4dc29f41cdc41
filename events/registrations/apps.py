from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "events.registrations"
    label = "registrations"
    verbose_name = "Inscriptions"
    default_auto_field = "django.db.models.BigAutoField"
