from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "conference.core"
    label = "core"
    verbose_name = "Socle"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        # Their receivers.
        from .pictures import renditions, share, thumbnails  # noqa: F401
        from .text import folded_columns
        from .usage import note_relations_to_many

        note_relations_to_many()
        connection_created.connect(folded_columns.add_function)
