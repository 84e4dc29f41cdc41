from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "home.news"
    label = "news"
    verbose_name = "Actualités"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import cloths  # noqa: F401  (what it says of shared pages)
