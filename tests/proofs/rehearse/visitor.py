"""A visitor's way through the site: a seat asked for, confirmed by mail, given back."""

import re

from .client import Person, Unexpected
from .parts import Mailbox

ADDRESS = "zoe.hoarau@exemple.invalid"
NAME = "Hoarau-Quillevere"  # nobody else’s: it is looked for afterwards (traces.py)
MAILS = 3  # confirm, ticket, cancelled


def link_in(text: str, *, beginning: str) -> str:
    """The first link of a mail that begins so."""
    found = re.search(rf"{re.escape(beginning)}\S+", text)
    if found is None:
        raise Unexpected(f"Aucun lien en {beginning} dans :\n{text}")
    return found[0]


def body_of(mail) -> str:  # type: ignore[no-untyped-def]
    part = mail.get_body(preferencelist=("plain",))
    return str(part.get_content())


def walk(person: Person, mailbox: Mailbox, event: str) -> None:
    """From the event to a seat, and back. Raises Unexpected or TimeoutError where the way is blocked."""
    person.open(event)
    person.open(f"{event}inscription/")
    person.send(person.form(having="email"), first_name="Zoé", last_name=NAME, email="pas une adresse")
    person.sees("Il manque un « @ »")
    person.send(person.form(having="email"), email=ADDRESS)
    person.sees("Vérifiez votre messagerie")
    mail = mailbox.wait_for(ADDRESS)
    person.open(link_in(body_of(mail), beginning=f"{person.site}/inscriptions/"))
    person.sees("Confirmez votre inscription")
    person.send(form_that(person, "confirm"), action="confirm")
    person.sees("Votre place est confirmée")
    mailbox.wait_for(ADDRESS, 2)
    person.send(form_that(person, "cancel"), action="cancel")
    person.sees("Votre inscription est annulée")
    mailbox.wait_for(ADDRESS, 3)


def form_that(person: Person, action: str):  # type: ignore[no-untyped-def]
    for form in person.page.find_all("form"):
        if form.find(attrs={"name": "action", "value": action}):
            return form
    raise Unexpected(f"{person.url} : aucun bouton « {action} ».")
