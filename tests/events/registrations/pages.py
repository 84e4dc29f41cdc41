"""The visitor's pages, read in tests."""

import re

from bs4 import BeautifulSoup

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
    return BeautifulSoup(response.content, "html.parser")


def words(response) -> str:
    """The words of the page's main part, spaces made plain."""
    return " ".join(read(response).main.get_text(" ").split())


def link_in(sent) -> str:
    """The path of the person's link in a mail."""
    return re.search(r"https://conference\.test(/inscriptions/\S+)", sent.body)[1]
