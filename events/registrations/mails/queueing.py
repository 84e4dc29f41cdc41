"""What the queue tells: that one waits, is offered a seat, let the time go by; and « toujours partant ? »."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.wording import moment

from ..models import MailKind
from ..queue.ranks import place_of
from ..queue.rules import rules_of_queue, still_coming_rule
from ..queue.still_coming import answer_until
from ..states import Status
from .subjects import Subject, Words, lines_of, may_cancel, seats
from .texts import Text, text_of


def waiting(subject: Subject) -> Words:
    """In the queue; or, where nobody of the request is, that the organiser is to approve it."""
    if not any(each.is_waiting for each in subject.people):
        return _to_approve(subject)
    place, said = place_of(subject.registration), []
    if place is not None:
        ahead = place.rank - 1
        people = ngettext("%(n)s personne", "%(n)s personnes", ahead) % {"n": ahead}
        said.append(
            _("Avant vous dans la liste : %s.") % people if ahead else _("Vous êtes en tête de la liste.")
        )
    return Words(
        title=_("Vous êtes en liste d’attente"),
        button=_("Voir mon rang"),
        people=lines_of(subject.people),
        said=said,
        small=rules_of_queue(subject.event),
    )


def _to_approve(subject: Subject) -> Words:
    return Words(
        title=_("Votre demande est bien reçue"),
        subject=_("Demande reçue : %s") % subject.event.title,
        text=Text(
            subject="",
            text=_(
                "Votre adresse est confirmée. L’équipe d’organisation lit votre demande pour « {titre} » et"
                " vous répond par courriel ; votre place vous est gardée jusque-là."
            ),
        ),
        button=_("Voir ma demande"),
        people=lines_of(subject.people),
        small=[may_cancel()],
    )


def offer(subject: Subject) -> Words:
    offered = [each for each in subject.people if each.status == Status.OFFERED]
    waiting = [each for each in subject.people if each.status == Status.WAITLISTED]
    until = min((each.held_until for each in offered if each.held_until), default=None)
    number, said = len(offered) or int(subject.facts.get("offered", 1)), []
    if waiting:
        said.append(
            _("%(offered)s sur %(asked)s : pour le reste, vous gardez votre rang.")
            % {"offered": seats(number), "asked": number + len(waiting)}
        )
    return Words(
        title=ngettext("Une place vous est proposée", "Des places vous sont proposées", number),
        button=_("Répondre à cette offre"),
        said=said,
        values={
            "places": seats(number),
            "limite": moment(until, subject.event.time_zone) if until else _("délai dit sur la page"),
        },
        small=[
            _("Vous pouvez en prendre une partie, ou décliner et garder votre rang.")
            if number > 1
            else _("Vous pouvez aussi la décliner et garder votre rang."),
            _("Sans réponse à temps, vous passez à la fin de la liste ; la seconde fois, vous la quittez."),
        ],
    )


def lapsed(subject: Subject) -> Words:
    """An offer that was not answered; or a seat that was not confirmed, its link asked for again."""
    if any(each.status == Status.WAITLISTED for each in subject.people):
        said = [_("La place a été proposée à la personne suivante ; vous êtes à la fin de la liste.")]
    elif any(each.offers_lapsed for each in subject.people):
        said = [_("La place a été proposée à la personne suivante, et votre demande a quitté la liste.")]
    else:
        said = [_("La place n’a pas été confirmée à temps. Le lien dit comment en demander une autre.")]
    return Words(
        title=_("Le délai est passé"),
        button=_("Voir mon inscription"),
        said=said,
        text=None if subject.kind == MailKind.LAPSED else text_of(MailKind.LAPSED),
    )


def still_coming(subject: Subject) -> Words:
    until = answer_until(subject.event, subject.confirmed)
    said = []
    if until is not None:
        said.append(
            _("C’est notre second message. Sans réponse avant le %s, la place est rendue.")
            % moment(until, subject.event.time_zone)
        )
    return Words(
        title=_("Venez-vous toujours ?"),
        button=_("Répondre en un geste"),
        people=lines_of(subject.confirmed),
        said=said,
        small=still_coming_rule(subject.event),
    )
