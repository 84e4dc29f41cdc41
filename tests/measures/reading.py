"""Reading the pages of the measures as a visitor does."""

from bs4 import BeautifulSoup, Tag
from django.test import Client


def read(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def words(part: Tag) -> str:
    """What it says, with single ordinary spaces and no soft hyphen."""
    text = part.get_text(" ").replace("\xad", "")
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


def levels_on(page: BeautifulSoup, inside: str = ".weave") -> dict[int, str]:
    """The key of the level that each measure shows there."""
    shown = {}
    for each in page.select(f"{inside} [data-measure]"):
        level = each.select_one("[data-level]")
        if level is not None:
            shown[int(each["data-measure"])] = level["data-level"]
    return shown
