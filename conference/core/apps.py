from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "conference.core"
    label = "core"
    verbose_name = "Socle"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from wagtail.models import Collection

        # Their receivers.
        from .pictures import renditions, share, thumbnails  # noqa: F401
        from .text import folded_columns, plurals
        from .usage import note_relations_to_many

        note_relations_to_many()
        connection_created.connect(folded_columns.add_function)
        Collection.get_sorted_pos_queryset = folded_columns.siblings_after
        plurals.count_as_in_french()
