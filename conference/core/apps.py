from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "conference.core"
    label = "core"
    verbose_name = "Socle"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import control_signs, pictures, share_pictures, thumbnails  # noqa: F401  (their receivers)
