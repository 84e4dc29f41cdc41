from typing import ClassVar

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    label = "measures"
    verbose_name = "Mesures"
    default_auto_field = "django.db.models.BigAutoField"
    rights_of_communication: ClassVar = {
        "measures.measure": "view change publish lock unlock",  # twenty-one: none added, none removed
        "measures.dimension": "view change",
        "measures.chantier": "view change",
        "measures.tool": "view change",
        "measures.timelineentry": "view add change delete",
        "measures.review": "view add change delete publish",  # deleted: only a draft (protection.py)
        "measures.scalestep": "view add change delete",
        "measures.assessment": "view add change delete",
        "measures.source": "view add change delete",
        "measures.progress": "view add change delete",
        "measures.regionalcontribution": "view add change delete publish lock unlock",
        "measures.correctionrequest": "view change",
    }
    shown_on_no_page: ClassVar = {
        "CorrectionRequest": "what visitors wrote to the team",
        "CorrectionMail": "mails",
        "UpdateReminder": "what the chore wrote",
    }
    rights_of_moderation: ClassVar = {
        "measures.measure": "view change publish",  # approving a correction publishes it
        "measures.regionalcontribution": "view change publish lock unlock",
    }
    rights_of_relays: ClassVar = {"measures.regionalcontribution": "view add change delete"}
    rights_of_publishing_relays: ClassVar = {"measures.regionalcontribution": "publish"}

    def ready(self) -> None:
        from . import protection  # noqa: F401  (connects what refuses deletions)
