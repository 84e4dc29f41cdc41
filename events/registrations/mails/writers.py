"""What each kind of mail says beside its text (texts.py). Those about the event itself: news.py."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.days import first_day
from events.wording import moment

from ..actions.confirmations import promise
from ..models import Attendee, MailKind
from ..states import LIVE, Status
from . import news, queueing
from .subjects import Subject, Words, lines_of, may_cancel, seats
from .texts import Text


def _confirm(subject: Subject) -> Words:
    """To an address that may not be that of whoever typed it: no name stands in it."""
    asked = [each for each in subject.people if each.is_unconfirmed]
    if not any(each.holds_seat(subject.now) or each.is_to_queue for each in asked):
        return queueing.lapsed(subject)
    held, until = (
        [each for each in asked if not each.is_to_queue],
        promise(subject.registration, now=subject.now),
    )
    said = []
    if held:
        said.append(
            ngettext(
                "%(n)s place vous est gardée jusque-là.",
                "%(n)s places vous sont gardées jusque-là.",
                len(held),
            )
            % {"n": len(held)}
        )
    if queued := len(asked) - len(held):
        said.append(
            _("Pour %(places)s, la liste d’attente : en confirmant, vous y entrez au rang de votre demande.")
            % {"places": seats(queued)}
        )
    return Words(
        title=_("Confirmez votre inscription"),
        button=_("Ouvrir la page pour confirmer"),
        said=said,
        values={"limite": moment(until, subject.event.time_zone)},
        small=[
            may_cancel(),
            _("Si vous n’avez rien demandé, ne faites rien : la demande s’efface d’elle-même."),
        ],
        promises={"held_until": until},
    )


def _ticket(subject: Subject) -> Words:
    number = len(subject.confirmed)
    return Words(
        title=ngettext("Votre place est confirmée", "Vos places sont confirmées", number),
        button=ngettext("Voir mon billet", "Voir mes billets", number),
        people=lines_of(subject.people),
        small=[_("Le billet joint se lit sans réseau."), may_cancel()],
        joining_url=subject.joining_url,
        calendar="PUBLISH",
        ticket=True,
    )


def _link(subject: Subject) -> Words:
    return Words(
        title=_("Voici de nouveau votre lien"),
        button=_("Voir mon billet") if subject.confirmed else _("Voir mon inscription"),
        people=lines_of(subject.people),
        small=[may_cancel()],
        joining_url=subject.joining_url,
        calendar="PUBLISH",
        ticket=True,
    )


def _held(subject: Subject) -> Words:
    """Everything that the address has at this event, whichever request it came from."""
    rows = Attendee.objects.filter(
        event=subject.event, registration__email_key=subject.registration.email_key, status__in=LIVE
    ).select_related("registration__event")
    people = list(rows.order_by("pk")) if subject.registration.email_key else subject.people
    known = [each for each in people if each.registration.confirmed_at or each.is_confirmed]
    said = []
    if unknown := len(people) - len(known):
        said.append(
            ngettext(
                "%(n)s personne attend la confirmation de cette adresse.",
                "%(n)s personnes attendent la confirmation de cette adresse.",
                unknown,
            )
            % {"n": unknown}
        )
    return Words(
        title=_("Rien n’a été ajouté"),
        button=_("Ouvrir mon inscription"),
        people=lines_of(known),
        said=said,
        small=[
            _("Pour inscrire quelqu’un d’autre, modifiez votre inscription, ou utilisez une autre adresse."),
            _("Si cette demande ne vient pas de vous, ne faites rien."),
        ],
    )


def _attendee(subject: Subject) -> Words:
    """To an address that somebody else gave: no name stands in it, the ticket is behind the link."""
    return Words(
        title=_("Une inscription à votre nom"),
        button=_("Voir mon inscription"),
        said=[_("Votre place : %s.") % each.get_status_display() for each in subject.people],
        joining_url=subject.joining_url,
        small=[
            _(
                "Votre nom et votre adresse servent à cette inscription seule. La page ci-dessus permet de"
                " les faire effacer ; « Vos données », plus bas, dit qui en répond et jusqu’à quand"
                " elles sont gardées."
            )
        ],
        calendar="PUBLISH" if subject.confirmed else "",
    )


def _approved(subject: Subject) -> Words:
    return Words(
        title=_("Votre inscription est acceptée"),
        button=_("Voir mon billet"),
        people=lines_of(subject.people),
        small=[may_cancel()],
        joining_url=subject.joining_url,
        calendar="PUBLISH",
        ticket=True,
    )


def _refused(subject: Subject) -> Words:
    refused = [each for each in subject.people if each.status == Status.REFUSED]
    return Words(
        title=_("Votre inscription n’est pas acceptée"),
        people=lines_of(refused),
        said=subject.reason,
        small=[_("Une question ? Répondez à ce message.")],
    )


def _updated(subject: Subject) -> Words:
    live = [each for each in subject.people if each.status in LIVE]
    return Words(
        title=_("Votre inscription a changé"),
        button=_("Voir mon inscription"),
        people=lines_of(live),
        joining_url=subject.joining_url,
        calendar="PUBLISH" if subject.confirmed else "",
        ticket=bool(subject.confirmed),
    )


def _reminder(subject: Subject) -> Words:
    days = _days_left(subject)
    titles = {0: _("C’est aujourd’hui"), 1: _("C’est demain")}
    delays = {0: _("aujourd’hui"), 1: _("demain"), 7: _("dans sept jours")}
    return Words(
        title=titles.get(days, _("C’est bientôt")),
        button=_("Voir mon billet"),
        people=lines_of(subject.confirmed),
        values={"delai": delays.get(days, _("dans %s jours") % days)},
        small=[may_cancel()],
        joining_url=subject.joining_url,
        calendar="PUBLISH",
        ticket=days <= 1,
    )


def _days_left(subject: Subject) -> int:
    """Days until the event as the mail leaves, which the mail server may have kept waiting."""
    if "day" not in subject.facts:  # a sample
        return int(subject.facts.get("days", 1))
    event = subject.event
    return max((first_day(event) - subject.now.astimezone(event.zone).date()).days, 0)


def _arrangement(subject: Subject) -> Words:
    """Neither the wish nor the name of the person: others may read over a shoulder."""
    asked = [each.arrangement for each in subject.people if hasattr(each, "arrangement")]
    of_whom = subject.facts.get("arrangement")  # others of the party may have been answered before
    replied = [each for each in asked if each.replied_at and of_whom in (None, each.pk)]
    said = []
    for each in replied:
        said.append(_("La réponse : %s.") % each.get_state_display())
        said += [each.reply] if each.reply else []
    return Words(
        title=_("Votre demande d’aménagement"),
        button=_("Voir mon inscription"),
        said=said,
        small=[_("Le même lien permet de retirer cette demande : elle est alors effacée.")],
    )


def _letter(subject: Subject) -> Words:
    """What a team wrote to the people of its event: its text has no placeholder."""
    written = subject.facts
    return Words(
        title=written.get("subject", ""),
        button=_("Voir mon inscription"),
        text=Text(subject="", text=written.get("text", "").replace("{", "").replace("}", "")),
        subject=_("%(subject)s – %(title)s")
        % {"subject": written.get("subject", ""), "title": subject.event.title},
        small=[_("Ce message de l’organisation s’adresse aux personnes inscrites à cet événement.")],
    )


def _thanks(subject: Subject) -> Words:
    return Words(title=_("Merci"))


def _cancelled(subject: Subject) -> Words:
    """By whom, why, and, where only some of the people are concerned, who still comes."""
    cancelled = [each for each in subject.people if each.is_cancelled]
    staying = [each for each in subject.people if each.status in LIVE]
    by = subject.facts.get("by", "")
    who = {
        "team": _("Annulation par l’équipe d’organisation."),
        "site": _("Annulation automatique."),
        "visitor": _("Annulation à votre demande."),
    }.get(by, "")
    if subject.own and by == "visitor":
        who = _("Annulation demandée par votre lien, ou par la personne qui vous a inscrit ou inscrite.")
    elif by == "visitor" and any(each.email for each in cancelled):
        who = _("Annulation demandée par votre lien, ou par la personne elle-même.")
    said = [who] if who else []
    if staying:
        said.append(_("Une partie seulement de votre inscription est annulée."))
    said += subject.reason
    had_a_seat = subject.facts.get("freed", True)
    if not had_a_seat and staying:
        said.append(_("Un rang de la liste d’attente est rendu ; les autres personnes gardent le leur."))
    elif not had_a_seat:
        said.append(_("Vous avez quitté la liste d’attente : votre rang est rendu."))
    elif by != "team":
        said.append(_("Ce qui est rendu profitera à quelqu’un d’autre."))
    ended = _("Votre inscription est annulée") if had_a_seat else _("Votre demande est annulée")
    return Words(
        title=_("Inscription modifiée") if staying else ended,
        subject=_("Inscription modifiée : %s") % subject.event.title if staying else "",
        button=_("Voir mon inscription"),
        people=lines_of([*cancelled, *staying]) if subject.knows_the_people else [],
        said=said,
        small=[_("Une question ? Répondez à ce message.")],
        calendar="PUBLISH" if subject.confirmed else "CANCEL" if subject.had_an_entry else "",
        ticket=bool(subject.confirmed),
    )


WRITERS: dict[MailKind, Callable[[Subject], Words]] = {
    MailKind.CONFIRM: _confirm,
    MailKind.TICKET: _ticket,
    MailKind.LINK: _link,
    MailKind.HELD: _held,
    MailKind.ATTENDEE: _attendee,
    MailKind.WAITING: queueing.waiting,
    MailKind.OFFER: queueing.offer,
    MailKind.LAPSED: queueing.lapsed,
    MailKind.APPROVED: _approved,
    MailKind.REFUSED: _refused,
    MailKind.UPDATED: _updated,
    MailKind.CHANGED: news.changed,
    MailKind.POSTPONED: news.changed,
    MailKind.REMINDER: _reminder,
    MailKind.STILL_COMING: queueing.still_coming,
    MailKind.ARRANGEMENT: _arrangement,
    MailKind.LETTER: _letter,
    MailKind.THANKS: _thanks,
    MailKind.CANCELLED: _cancelled,
    MailKind.EVENT_CANCELLED: news.event_cancelled,
}
