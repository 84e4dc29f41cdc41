"""Sign-up: what an event allows and asks, who registered, what happened, which mails left."""

from .attendee import Attendee, BeyondReason, Mode
from .log import OrderReason, RegistrationLogEntry
from .mail import ArrangementMail, MailKind, MailText, Notice, OrganiserMail, RegistrationMail
from .privacy import ErasureRecord, PeopleExport
from .question import Answer, Arrangement, EventQuestion, Question
from .registration import Registration
from .settings import RegistrationGate, RegistrationSettings
from .submission import Submission

__all__ = [
    "Answer",
    "Arrangement",
    "ArrangementMail",
    "Attendee",
    "BeyondReason",
    "ErasureRecord",
    "EventQuestion",
    "MailKind",
    "MailText",
    "Mode",
    "Notice",
    "OrderReason",
    "OrganiserMail",
    "PeopleExport",
    "Question",
    "Registration",
    "RegistrationGate",
    "RegistrationLogEntry",
    "RegistrationMail",
    "RegistrationSettings",
    "Submission",
]
