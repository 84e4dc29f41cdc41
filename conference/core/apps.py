from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "conference.core"
    label = "core"
    verbose_name = "Socle"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        # Their receivers.
        from . import control_signs, folded_columns, pictures, share_pictures, thumbnails  # noqa: F401

        connection_created.connect(folded_columns.add_function)
