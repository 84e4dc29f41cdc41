from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "home.demo"
    label = "demo"
    verbose_name = "Contenu de démonstration"
    default_auto_field = "django.db.models.BigAutoField"
