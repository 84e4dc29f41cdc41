"""What became of the event itself, told to those who hold a seat: changed, postponed, on line, cancelled."""

from django.utils.translation import gettext as _

from events.models import EventStatus

from ..models import MailKind
from ..states import LIVE, Status
from .subjects import Subject, Words, lines_of
from .texts import text_of


def changed(subject: Subject) -> Words:
    """What is new since people were last told; the subject says what became of the event, if anything."""
    facts, title = subject.facts, subject.event.title
    became, was = facts.get("became", ""), facts.get("was", "")
    waits = all(each.status == Status.WAITLISTED for each in subject.people if each.status in LIVE)
    said = (
        [sentence_of(became, was, date_is_known=not subject.event.date_uncertain, waits=waits)]
        if became
        else []
    )
    said += subject.reason
    postponed = became == EventStatus.POSTPONED
    return Words(
        title=_("Ce qui change"),
        subject=subject_line(became, was) % title if became and not postponed else "",
        text=text_of(MailKind.POSTPONED) if postponed else None,
        button=_("Voir mon billet") if subject.confirmed else _("Voir mon inscription"),
        said=said,
        changes=facts.get("changes", []),
        people=lines_of(subject.people) if len(subject.people) > 1 and subject.knows_the_people else [],
        small=[_("La nouvelle organisation ne vous convient pas ? Le lien ci-dessus sert aussi à annuler.")],
        calendar="PUBLISH" if subject.confirmed else "",
        ticket=bool(subject.confirmed),
    )


def event_cancelled(subject: Subject) -> Words:
    return Words(
        title=_("L’événement est annulé"),
        said=[
            *subject.reason,
            _("Vous n’avez rien à faire. Une question ? Répondez à ce message."),
        ],
        calendar="CANCEL" if subject.had_an_entry else "",
    )


def subject_line(became: str, was: str) -> str:
    """The subject of a change of state, the title of the event to be put in."""
    if became == EventStatus.POSTPONED:
        return _("Reporté : %s")
    if became == EventStatus.MOVED_ONLINE:
        return _("En ligne : %s")
    return _("Finalement maintenu : %s") if was == EventStatus.CANCELLED else _("Correction : %s")


def sentence_of(became: str, was: str, *, date_is_known: bool, waits: bool = False) -> str:
    """What became of the event, for those who have a seat, or who wait for one."""
    if became == EventStatus.POSTPONED and date_is_known:
        what = _("L’événement est reporté")
    elif became == EventStatus.POSTPONED:
        what = _("L’événement est reporté, la nouvelle date est à venir")
    elif became == EventStatus.MOVED_ONLINE:
        what = _("L’événement a lieu en ligne")
    elif was == EventStatus.CANCELLED and not date_is_known:
        what = _("L’événement que nous avions dit annulé aura lieu, la nouvelle date est à venir")
    elif was == EventStatus.CANCELLED:
        what = _("L’événement que nous avions dit annulé a lieu")
    else:
        what = _("Notre dernier message ne vaut plus, l’événement a lieu")
    keeps = _("vous gardez votre rang en liste d’attente.") if waits else _("votre place vous est gardée.")
    return f"{what}\N{NO-BREAK SPACE}: {keeps}"
