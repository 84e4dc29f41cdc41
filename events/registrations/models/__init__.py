"""Sign-up: what an event allows, who registered, what happened, which mails left."""

from .log import RegistrationLogEntry
from .mail import RegistrationMail
from .registration import Registration
from .settings import RegistrationGate, RegistrationSettings

__all__ = [
    "Registration",
    "RegistrationGate",
    "RegistrationLogEntry",
    "RegistrationMail",
    "RegistrationSettings",
]
