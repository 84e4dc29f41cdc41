from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "home.news"
    label = "news"
    verbose_name = "Actualités"
    default_auto_field = "django.db.models.BigAutoField"
