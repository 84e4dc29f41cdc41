"""Sign-up: what an event allows, who registered, what happened, which mails left."""

from .attendee import Attendee
from .log import RegistrationLogEntry
from .mail import MailKind, Notice, OrganiserMail, RegistrationMail
from .registration import Registration
from .settings import RegistrationGate, RegistrationSettings
from .submission import Submission

__all__ = [
    "Attendee",
    "MailKind",
    "Notice",
    "OrganiserMail",
    "Registration",
    "RegistrationGate",
    "RegistrationLogEntry",
    "RegistrationMail",
    "RegistrationSettings",
    "Submission",
]
