"""Why a registration cannot be made or changed: each error holds a French sentence for the person."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class RegistrationError(Exception):
    """Base of all of them; ``str(error)`` is fit to be shown."""

    sentence: str | Promise = ""

    def __init__(self) -> None:
        super().__init__(str(self.sentence))


class EventFull(RegistrationError):
    sentence = _("Complet : il ne reste plus de place.")


class TooFewSeats(RegistrationError):
    """Fewer seats are left than people, where nobody can wait; ``left`` says how many."""

    def __init__(self, *, left: int) -> None:
        self.sentence = ngettext(
            "Il ne reste qu’une place : inscrivez une seule personne.",
            "Il ne reste que %(left)s places : inscrivez moins de personnes.",
            left,
        ) % {"left": left}
        super().__init__()


class RoomFull(RegistrationError):
    sentence = _("La jauge de la salle est atteinte : personne de plus ne peut y entrer.")


class PartyTooLarge(RegistrationError):
    """More people than an address may register; ``most`` says how many it may."""

    def __init__(self, *, most: int) -> None:
        self.sentence = ngettext(
            "Une adresse inscrit une personne au plus à cet événement.",
            "Une adresse inscrit %(most)s personnes au plus à cet événement.",
            most,
        ) % {"most": most}
        super().__init__()


class TooManyCompanions(RegistrationError):
    sentence = _("Une personne a un accompagnant au plus.")


class NotHybrid(RegistrationError):
    sentence = _("Cet événement ne se suit pas à la fois sur place et en ligne.")


class NobodyToRegister(RegistrationError):
    sentence = _("Écrivez le nom d’une personne au moins.")


class HandoverRefused(RegistrationError):
    sentence = _(
        "Des personnes attendent une place : la vôtre ne peut être cédée qu’à quelqu’un de votre groupe."
        " Annulez-la, elle sera proposée à la première personne qui attend. Pour un nom mal écrit,"
        " demandez à l’équipe."
    )


class RequestLapsed(RegistrationError):
    sentence = _(
        "Le délai pour confirmer est passé : les places ont été rendues et ce que vous aviez écrit a été"
        " effacé. Vous pouvez vous inscrire de nouveau."
    )


class RegistrationClosed(RegistrationError):
    sentence = _("Les inscriptions à cet événement sont closes.")


class EventCancelled(RegistrationError):
    sentence = _("Cet événement est annulé.")


class EventOver(RegistrationError):
    sentence = _("Cet événement est terminé.")


class EventStarted(RegistrationError):
    sentence = _("L’événement a commencé : l’inscription ne peut plus être annulée.")


class AlreadyRegistered(RegistrationError):
    """The team registers people whom the same address has already; ``names`` says who, and what they have."""

    def __init__(self, *, names: str) -> None:
        self.sentence = _("%(names)s : déjà inscrit avec cette adresse à cet événement.") % {"names": names}
        super().__init__()


class RegistrationErased(RegistrationError):
    sentence = _("Cette inscription a été effacée.")


class WritesForOthers(RegistrationError):
    """Whoever's address or telephone is that of the whole registration cannot be erased alone."""

    sentence = _(
        "L’adresse ou le téléphone de cette personne sert à prévenir les autres personnes de l’inscription :"
        " effacez toute l’inscription, ou d’abord les autres personnes."
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


class OfferIsOver(RegistrationError):
    sentence = _(
        "Cette proposition n’est plus valable : le délai est passé, ou vous y avez déjà répondu. Votre page"
        " dit où vous en êtes."
    )


class NoSuchNumber(RegistrationError):
    """More seats than are offered, or no number at all."""

    sentence = _(
        "Aucune place n’a été prise : choisissez combien vous en acceptez, parmi celles qui vous sont"
        " proposées."
    )


class OfferStandsUntilTheStart(RegistrationError):
    sentence = _("Ce délai ne peut pas être prolongé davantage : il l’a déjà été, ou l’événement commence.")


class NotWaiting(RegistrationError):
    sentence = _("Cette personne n’attend pas de place à cet événement.")


class TransitionRefused(RegistrationError):
    """Two states that the table of transitions does not join."""

    sentence = _("Cette inscription ne peut pas prendre cet état.")
