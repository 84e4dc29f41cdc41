from typing import ClassVar

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PlatformConfig(AppConfig):
    name = "conference.platform"
    label = "platform"
    verbose_name = "Fonctionnement"
    default_auto_field = "django.db.models.BigAutoField"
    shown_on_no_page: ClassVar = {
        "BackupRecord": "when which backup was made",
        "ChoreRun": "when which chore is due",
        "Generation": "the number itself",
        "Counter": "throttles",
        "SharedEntry": "what a process remembers for the others",
        "WorkerLease": "which worker is alive",
    }

    def ready(self) -> None:
        from conference.platform.caching import generation

        connection_created.connect(generation.watch_connection)
        pre_migrate.connect(generation.pause_while_migrating, sender=self)
        post_migrate.connect(generation.raise_once_migrated, sender=self)
