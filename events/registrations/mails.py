"""What each mail to a registrant says. Written at the moment of sending, so that it is true then."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from conference.core.cloth import woven
from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail, render_mail
from events.cloths import facts_of
from events.models import EventStatus
from events.wording import moment, when, where

from .access import link_for
from .availability import is_over
from .confirmations import promise
from .models import MailKind, RegistrationMail


def is_still_wanted(mail: RegistrationMail, *, now: datetime) -> bool:
    """Whether the mail would still say something true, to the address it was meant for."""
    registration, event = mail.registration, mail.event
    attendee = registration.attendee
    if registration.email != mail.to:  # corrected, or erased
        return False
    if mail.kind == MailKind.CANCELLED:
        return attendee.is_cancelled
    if mail.kind == MailKind.EVENT_CANCELLED:
        return event.status == EventStatus.CANCELLED and not attendee.is_cancelled
    if event.status == EventStatus.CANCELLED or is_over(event, now=now):
        return False
    if mail.kind == MailKind.CONFIRM:
        return attendee.is_unconfirmed or attendee.has_lapsed(now)
    if mail.kind == MailKind.CHANGED:
        return attendee.holds_seat(now)
    return attendee.is_confirmed


def render_registration_mail(mail: RegistrationMail, *, now: datetime) -> RenderedMail:
    """The mail as it leaves at ``now``; ``facts`` holds the hour it promises, if it promises one."""
    registration, event = mail.registration, mail.event
    registration.event = event
    template, particulars = _WRITERS[MailKind(mail.kind)](mail, now)
    context = {
        "event": event,
        "event_url": absolute_url(event.url) if event.live and event.url else "",
        "registration": registration,
        "attendee": registration.attendee,
        "when": when(event),
        "where": where(event),
        "link": absolute_url(link_for(registration)),
        "button_url": absolute_url(link_for(registration)),
        **particulars,
    }
    return render_mail(
        template,
        context,
        subject=context["subject"],
        reply_to=event.contact_in_force,
        cloth=woven(facts_of(event)),
        facts={"held_until": particulars["held_until"]} if "held_until" in particulars else {},
    )


Written = tuple[str, dict[str, Any]]


def _confirm(mail: RegistrationMail, now: datetime) -> Written:
    if not mail.registration.attendee.holds_seat(now):
        return _lapsed(mail, now)
    held_until = promise(mail.registration, now=now)
    return "events/registrations/mails/confirm", {
        "subject": _("Confirmez votre inscription : %s") % mail.event.title,
        "button_label": _("Confirmer ma place"),
        "held_until": held_until,
        "until": moment(held_until, mail.event.time_zone),
    }


def _lapsed(mail: RegistrationMail, now: datetime) -> Written:
    return "events/registrations/mails/lapsed", {
        "subject": _("Le délai est passé : %s") % mail.event.title,
        "button_label": _("Reprendre une place"),
    }


def _ticket(mail: RegistrationMail, now: datetime) -> Written:
    return "events/registrations/mails/ticket", {
        "subject": _("Votre billet : %s") % mail.event.title,
        "button_label": _("Voir mon billet"),
        "title": _("Votre place est confirmée"),
    }


def _link(mail: RegistrationMail, now: datetime) -> Written:
    return "events/registrations/mails/ticket", {
        "subject": _("Votre lien d’inscription : %s") % mail.event.title,
        "button_label": _("Voir mon billet"),
        "title": _("Voici de nouveau votre billet"),
    }


def _changed(mail: RegistrationMail, now: datetime) -> Written:
    confirmed, facts = mail.registration.attendee.is_confirmed, _facts(mail)
    became, was = facts.get("became", ""), facts.get("was", "")
    return "events/registrations/mails/changed", {
        "subject": _subject_of(became, was) % mail.event.title,
        "button_label": _("Voir mon billet") if confirmed else _("Voir mon inscription"),
        "changes": facts["changes"],
        "became": _sentence_of(became, was, date_is_known=not mail.event.date_uncertain),
        "reason": facts.get("reason", ""),
    }


def _subject_of(became: str, was: str) -> str:
    """The subject of a change, the title of the event to be put in."""
    if became == EventStatus.POSTPONED:
        return _("Reporté : %s")
    if became == EventStatus.MOVED_ONLINE:
        return _("En ligne : %s")
    if became and was == EventStatus.CANCELLED:
        return _("Finalement maintenu : %s")
    return _("Correction : %s") if became else _("Changement : %s")


def _sentence_of(became: str, was: str, *, date_is_known: bool) -> str:
    """What became of the event, for those who have a seat; "" where it goes on as it was."""
    if not became:
        return ""
    if became == EventStatus.POSTPONED and date_is_known:
        return _("L’événement est reporté : votre place vous est gardée.")
    if became == EventStatus.POSTPONED:
        return _("L’événement est reporté, la nouvelle date est à venir : votre place vous est gardée.")
    if became == EventStatus.MOVED_ONLINE:
        return _("L’événement a lieu en ligne : votre place vous est gardée.")
    if was == EventStatus.CANCELLED and not date_is_known:
        return _(
            "L’événement que nous avions dit annulé aura lieu, la nouvelle date est à venir : votre place"
            " vous est gardée."
        )
    if was == EventStatus.CANCELLED:
        return _("L’événement que nous avions dit annulé a lieu : votre place vous est gardée.")
    return _("Notre dernier message ne vaut plus, l’événement a lieu : votre place vous est gardée.")


def _facts(mail: RegistrationMail) -> dict[str, Any]:
    return mail.notice.facts if mail.notice else {}


def _event_cancelled(mail: RegistrationMail, now: datetime) -> Written:
    return "events/registrations/mails/event_cancelled", {
        "subject": _("Annulé : %s") % mail.event.title,
        "button_url": "",
        "reason": _facts(mail)["reason"],
    }


def _cancelled(mail: RegistrationMail, now: datetime) -> Written:
    return "events/registrations/mails/cancelled", {
        "subject": _("Inscription annulée : %s") % mail.event.title,
        "button_url": "",
    }


_WRITERS: dict[MailKind, Callable[[RegistrationMail, datetime], Written]] = {
    MailKind.CONFIRM: _confirm,
    MailKind.TICKET: _ticket,
    MailKind.LINK: _link,
    MailKind.CHANGED: _changed,
    MailKind.EVENT_CANCELLED: _event_cancelled,
    MailKind.CANCELLED: _cancelled,
}
