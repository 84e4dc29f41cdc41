"""One mail to a registrant as it leaves. Written at the moment of sending, so that it is true then."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail
from conference.regions.controllers import controllers_for
from conference.regions.models import DataController
from events.models import EventPage
from events.wording import when, where

from .. import access
from ..models import MailKind, RegistrationMail
from . import texts
from .about_event import mail_about
from .attached import attachments
from .subjects import Subject
from .wanted import is_to_one_person, people_of
from .writers import WRITERS, Words


def render_registration_mail(mail: RegistrationMail, *, now: datetime) -> RenderedMail:
    """The mail as it leaves at ``now``; ``facts`` holds the hour it promises, if it promises one."""
    subject = subject_of(mail, now=now)
    words = WRITERS[subject.kind](subject)
    return lay_out(subject, words, text=words.text or texts.text_of(subject.kind))


def subject_of(mail: RegistrationMail, *, now: datetime) -> Subject:
    """What the mail is about, read once."""
    event = mail.registration.event = mail.event
    own = is_to_one_person(mail)
    person = mail.attendee if own else None
    path = access.link_of(person) if person else access.link_for(mail.registration)
    return Subject(
        kind=MailKind(mail.kind),
        mail=mail,
        event=event,
        people=people_of(mail),
        own=own,
        link=absolute_url(path),
        now=now,
    )


def lay_out(subject: Subject, words: Words, *, text: texts.Text) -> RenderedMail:
    """The mail of these words: the text, what the site adds, the button, when and where."""
    event = subject.event
    values = {"titre": event.title, "date": when(event), "lieu": where(event), **words.values}
    written = texts.paragraphs(text.text)
    said = {
        "title": words.title,
        "paragraphs": [texts.fill(each, values) for each in written],
        "paragraphs_html": [texts.fill_html(each, values) for each in written],
        "said": words.said,
        "people": words.people,
        "changes": words.changes,
        "joining_url": words.joining_url,
        "small": words.small,
        "controllers": [who_answers(each) for each in controllers_for(event.region)],
        "button_url": subject.link if words.button else "",
        "button_label": words.button,
    }
    return mail_about(
        event,
        "events/registrations/mails/message",
        said,
        subject=words.subject or texts.fill(text.subject, values),
        sender_name=sender_of(event),
        attachments=attachments(subject, calendar=words.calendar, ticket=words.ticket),
        facts=words.promises,
    )


def sender_of(event: EventPage) -> str:
    """« Relais de Bretagne – Conférence des alliances stratégiques »; "" for the national team."""
    if event.region is None:
        return ""
    team = _("Relais %(of_region)s") % {"of_region": event.region.of_name}
    return f"{team} – {settings.WAGTAIL_SITE_NAME}"


def who_answers(controller: DataController) -> str:
    """Who answers for the data: entity, role, postal address, contact for one's rights, in one line."""
    said = [f"{controller.name} ({controller.get_role_display()})", *controller.address.splitlines()]
    said.append(controller.rights_contact)
    return _("Qui répond de vos données : %s") % ", ".join(filter(None, map(str.strip, said)))
