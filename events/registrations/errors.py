"""Why a registration cannot be made or changed: each error holds a French sentence for the person."""

from datetime import datetime

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


class WritesForOthers(RegistrationError):
    """The one whose address is that of the whole registration cannot be erased alone."""

    sentence = _(
        "L’adresse de cette personne est celle par laquelle les autres personnes de l’inscription sont"
        " prévenues : effacez toute l’inscription, ou d’abord les autres personnes."
    )


class AskedTooOften(RegistrationError):
    """The same was asked for too often; ``again_at`` says from when it may be asked again."""

    sentence = _("Beaucoup de demandes viennent de votre réseau en ce moment.")
    sentence_of_mail = _(
        "Plusieurs demandes ont déjà été faites pour cette adresse. Cherchez notre message dans votre "
        "messagerie, courriers indésirables compris."
    )

    def __init__(self, *, by_mail: bool, again_at: datetime) -> None:
        if by_mail:
            self.sentence = self.sentence_of_mail
        super().__init__()
        self.again_at = again_at


class TransitionRefused(RegistrationError):
    """Two states that the table of transitions does not join."""

    sentence = _("Cette inscription ne peut pas prendre cet état.")
