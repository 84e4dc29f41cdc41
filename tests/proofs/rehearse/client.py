"""Somebody at a browser, in a few lines: follows links, fills forms, keeps cookies."""

from typing import Any
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag
from requests.adapters import HTTPAdapter

TIMEOUT = 60


class From(HTTPAdapter):
    """Every connection leaves from one address of this machine (127.0.0.0/8): people are told apart by it."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options, source_address=(self.address, 0))


class Unexpected(Exception):
    """The site did not answer as it should; holds what was asked and what came."""


class Person:
    """One visitor, or one member of a team."""

    def __init__(self, site: str, *, trust: str, address: str) -> None:
        self.site = site
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = trust
        self.session.mount("https://", From(address))
        self.page = BeautifulSoup("", "html.parser")
        self.url = site

    def open(self, path: str, *, expected: int = 200) -> BeautifulSoup:
        return self.read(self.session.get(urljoin(self.url, path), timeout=TIMEOUT), expected)

    def form(self, *, having: str) -> Tag:
        """The form of the page at hand that has a field of that name. Raises Unexpected."""
        for form in self.page.find_all("form"):
            if form.find(attrs={"name": having}):
                return form
        raise Unexpected(f"{self.url} : aucun formulaire avec « {having} ».\n{self.words()[:1500]}")

    def send(self, form: Tag, *, files: dict[str, Any] | None = None, **changes: Any) -> BeautifulSoup:
        """Press the form's button, its fields filled as they stand but for ``changes``."""
        address = urljoin(self.url, str(form.get("action") or self.url))
        # What a browser says of where the form was: Django asks for it over HTTPS.
        headers = {"Referer": self.url, "Origin": self.site}
        answer = self.session.post(
            address, data={**fields(form), **changes}, files=files, headers=headers, timeout=TIMEOUT
        )
        return self.read(answer, 200)

    def sees(self, words: str) -> None:
        if " ".join(words.split()) not in self.words():
            raise Unexpected(f"{self.url} ne dit pas « {words} ».\n{self.words()[:1500]}")

    def words(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    def read(self, answer: requests.Response, expected: int = 200) -> BeautifulSoup:
        """Have this answer before one's eyes. Raises Unexpected when its status is another one."""
        self.url, self.page = answer.url, BeautifulSoup(answer.content, "html.parser")
        if answer.status_code != expected:
            raise Unexpected(
                f"{answer.request.method} {answer.url} : {answer.status_code}.\n{self.words()[:1500]}"
            )
        return self.page


def fields(form: Tag) -> dict[str, Any]:
    """What a browser would send of the form as it stands, buttons apart."""
    values: dict[str, Any] = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or control.has_attr("disabled") or kind in ("submit", "button", "file", "image"):
            continue
        if control.name == "select":
            chosen = control.find_all("option", selected=True)
            if not chosen and not control.has_attr("multiple"):
                chosen = control.find_all("option")[:1]
            values[name] = [option.get("value", option.get_text()) for option in chosen]
        elif control.name == "textarea":
            values[name] = control.get_text().removeprefix("\n")
        elif kind not in ("checkbox", "radio") or control.has_attr("checked"):
            default = "on" if kind in ("checkbox", "radio") else ""
            values[name] = control.get("value", default)
    return values
