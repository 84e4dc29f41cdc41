"""The visitor's pages, read in tests."""

import re

from bs4 import BeautifulSoup
from playwright.sync_api import Page as Tab

from events.models import EventPage

TYPED = {
    "first_name": "Aïcha",
    "last_name": "Boyer",
    "email": "aicha.boyer@exemple.invalid",
    "organisation": "Les Jardins du Barachois",
    "organisation_kind": "association",
}


def form_of(event: EventPage) -> str:
    return f"{event.url}inscription/"


def read(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.replace(b"<wbr>", b""), "html.parser")


def words(response) -> str:
    """The words of the page's main part, spaces made plain."""
    return " ".join(read(response).main.get_text(" ").split())


def sign_up_in(tab: Tab, form: str) -> None:
    """Fill in the form at ``form`` and send it; the browser then stands on « vérifiez votre messagerie »."""
    tab.goto(form)
    tab.get_by_label("Prénom").fill(TYPED["first_name"])
    tab.get_by_label("Nom", exact=True).fill(TYPED["last_name"])
    tab.get_by_label("Courriel").fill(TYPED["email"])
    tab.get_by_role("button", name="M’inscrire").click()
    tab.wait_for_url("**/messagerie/")


def link_in(sent) -> str:
    """The path of the person's link in a mail."""
    return re.search(r"https://conference\.test(/inscriptions/\S+)", sent.body)[1]
