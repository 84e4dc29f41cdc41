"""Sign-up: what an event allows, who registered, what happened, which mails left."""

from .log import RegistrationLogEntry
from .mail import RegistrationMail
from .registration import OrganisationKind, Registration
from .settings import RegistrationGate, RegistrationSettings

__all__ = [
    "OrganisationKind",
    "Registration",
    "RegistrationGate",
    "RegistrationLogEntry",
    "RegistrationMail",
    "RegistrationSettings",
]
