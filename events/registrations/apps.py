from typing import ClassVar

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "events.registrations"
    label = "registrations"
    verbose_name = "Inscriptions"
    default_auto_field = "django.db.models.BigAutoField"
    rights_of_relays: ClassVar = {
        "registrations.registration": "view add change",
        "registrations.registrationmail": "view change",
        "registrations.question": "view add change delete",
    }
    rights_of_communication: ClassVar = rights_of_relays | {
        "registrations.mailtext": "view change",
    }
    rights_of_moderation: ClassVar = {"registrations.question": "view change"}  # approved like a page
    counted_in_backups: ClassVar = ("registrations.registration",)
    shown_on_no_page: ClassVar = {
        "Answer": "for its person and the organiser",
        "Arrangement": "for its person and the organiser",
        "ArrangementMail": "mails",
        "Attendee": "only words about the seats show; transitions.py raises the generation when they change",
        "MailText": "words of mails",
        "Notice": "news for registrants, sent by mail",
        "OrganiserMail": "mails",
        "Registration": "who asked; the seat is the attendee's",
        "RegistrationLogEntry": "history, for the team",
        "RegistrationMail": "mails",
        "Submission": "a form just sent, for its sender",
    }

    def ready(self) -> None:
        from events.lists.filters import SeatsFilter

        from . import listeners  # noqa: F401  (connects them)
        from .seats.availability import takes_registrations

        SeatsFilter.takes_registrations = staticmethod(takes_registrations)
