"""Why a registration cannot be made or changed: each error holds a French sentence for the person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RegistrationError(Exception):
    """Base of all of them; ``str(error)`` is fit to be shown."""

    sentence: str | Promise = ""

    def __init__(self) -> None:
        super().__init__(str(self.sentence))


class EventFull(RegistrationError):
    sentence = _("Complet : il ne reste plus de place.")


class RegistrationClosed(RegistrationError):
    sentence = _("Les inscriptions à cet événement sont closes.")


class EventCancelled(RegistrationError):
    sentence = _("Cet événement est annulé.")


class EventOver(RegistrationError):
    sentence = _("Cet événement est terminé.")


class EventStarted(RegistrationError):
    sentence = _("L’événement a commencé : l’inscription ne peut plus être annulée.")


class AlreadyRegistered(RegistrationError):
    sentence = _("Cette adresse a déjà une inscription confirmée à cet événement.")


class RegistrationErased(RegistrationError):
    sentence = _("Cette inscription a été effacée.")


class TransitionRefused(RegistrationError):
    """Two states that the table of transitions does not join."""

    sentence = _("Cette inscription ne peut pas prendre cet état.")
