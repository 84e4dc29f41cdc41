"""All that is held of the people of a link, in words: for them to read and to take along (GDPR, 15, 20)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from events.wording import moment

from ..models import Arrangement, Attendee
from ..questions import in_words
from .holder import Holder


@dataclass(frozen=True)
class Section:
    """A heading, and under it records: label → value."""

    title: str
    records: list[dict[str, str]] = field(default_factory=list)


def data_of(holder: Holder) -> list[Section]:
    """What is held, section by section; empty values are left out."""
    found = [
        Section(_("Inscription"), [] if holder.is_limited else [_registration(holder)]),
        Section(_("Personnes"), [_person(holder, each) for each in holder.people]),
        Section(_("Réponses"), _answers(holder)),
        Section(_("Aménagements souhaités"), _arrangements(holder)),
        Section(_("Journal"), _log(holder)),
        Section(_("Courriels envoyés"), _mails(holder)),
    ]
    return [section for section in found if section.records]


def as_json(sections: list[Section]) -> dict[str, Any]:
    return {section.title: section.records for section in sections}


def _registration(holder: Holder) -> dict[str, str]:
    registration = holder.registration
    return _known(
        {
            _("Événement"): registration.event.title,
            _("Courriel"): registration.email,
            _("Organisation"): registration.organisation,
            _("Téléphone"): registration.phone,
            _("Au titre de"): registration.get_organisation_kind_display(),
            _("Reçue le"): _when(holder, registration.created_at),
            _("Adresse confirmée le"): _when(holder, registration.confirmed_at),
            _("Note de l’équipe"): registration.note,
        }
    )


def _person(holder: Holder, person: Attendee) -> dict[str, str]:
    return _known(
        {
            _("Prénom"): person.first_name,
            _("Nom"): person.last_name,
            _("Organisation"): person.organisation,
            _("Courriel"): person.email,
            _("Participation"): person.get_mode_display() if person.mode else "",
            _("Hors des places ouvertes"): person.get_beyond_display() if person.beyond else "",
            _("État"): person.get_status_display(),
            _("En attente depuis"): _when(holder, person.queued_at),
            _("Confirmée le"): _when(holder, person.confirmed_at),
            _("Annulée le"): _when(holder, person.cancelled_at),
        }
    )


def _answers(holder: Holder) -> list[dict[str, str]]:
    answers = holder.registration.given_answers.select_related("question")
    if holder.attendee is not None:
        answers = answers.filter(attendee=holder.attendee)
    names = {person.pk: str(person) for person in holder.people}
    found = []
    for answer in answers:
        ((question, words),) = in_words([answer])
        whose = {_("Personne"): names.get(answer.attendee_id, "")} if answer.attendee_id else {}
        found.append(_known({**whose, _("Question"): question, _("Réponse"): words}))
    return found


def _arrangements(holder: Holder) -> list[dict[str, str]]:
    found = Arrangement.objects.filter(attendee__in=holder.people).select_related("attendee")
    return [
        _known(
            {
                _("Personne"): str(each.attendee),
                _("Souhait"): each.wish,
                _("Accord donné le"): _when(holder, each.consented_at),
                _("Accord retiré le"): _when(holder, each.withdrawn_at),
                _("Réponse de l’équipe"): each.get_state_display() if each.replied_at else _("pas encore"),
                _("Message"): each.reply,
            }
        )
        for each in found
    ]


def _log(holder: Holder) -> list[dict[str, str]]:
    entries = holder.registration.log.filter(attendee__in=holder.people).select_related("attendee")
    return [
        _known(
            {
                _("Le"): _when(holder, entry.at),
                _("Personne"): str(entry.attendee),
                _("Par"): entry.get_actor_display(),
                _("Avant"): entry.get_from_status_display() if entry.from_status else "",
                _("Après"): entry.get_to_status_display(),
                _("Remarque"): entry.note_in_words,
            }
        )
        for entry in entries
    ]


def _mails(holder: Holder) -> list[dict[str, str]]:
    mails = holder.registration.mails.order_by("created_at", "pk")
    if holder.attendee is not None:
        mails = mails.filter(attendee=holder.attendee)
    return [
        _known(
            {
                _("Le"): _when(holder, mail.sent_at or mail.created_at),
                _("Sujet"): mail.get_kind_display(),
                _("À"): mail.to,
            }
        )
        for mail in mails
    ]


def _when(holder: Holder, at: Any) -> str:
    return moment(at, holder.registration.event.time_zone) if at else ""


def _known(values: dict[str, str]) -> dict[str, str]:
    return {label: value for label, value in values.items() if value}
