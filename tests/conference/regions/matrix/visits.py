"""One request and what it told: whether the person came in, what was shown, which rows changed."""

import re
from dataclasses import dataclass, field

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from ..rows import Rows, watched

# Where a refusal leads: the admin's home, the login page.
_ELSEWHERE = re.compile(r"^(/admin/|/admin/login/.*|/comptes/.*|/_util/login/.*)$")
_TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|"CSRF_TOKEN": "|nonce="|csrf-token" content=")[^"]*')


@dataclass
class Answer:
    status: int
    location: str
    text: str
    changed: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """« in », « out » (refused), « - » (no such method)."""
        if self.status == 405:
            return "-"
        if self.status in (401, 403, 404) or _ELSEWHERE.match(self.location):
            return "out"
        return "in" if self.status < 400 else str(self.status)

    @property
    def errors(self) -> list[str]:
        """What a form says of what it refused."""
        return re.findall(r"error-message[^>]*>\s*(.*?)\s*</", self.text, re.DOTALL)


def visit(
    client: Client, url: str, *, before: Rows, method: str = "get", data: object = None, **headers: str
) -> Answer:
    """Ask, and undo what the request wrote."""
    kept = {name: morsel.value for name, morsel in client.cookies.items() if name != "messages"}
    client.cookies.pop("messages", None)
    with watched() as watch, transaction.atomic():
        response = getattr(client, method)(url, data, headers=headers or None)
        answer = Answer(response.status_code, response.headers.get("Location", ""), text_of(response))
        answer.text += _messages(client)
        answer.changed = watch.changed(before)
        if answer.changed or method != "get":  # a login that ends is no row that we compare
            transaction.set_rollback(True)
    client.cookies.load(kept)  # leaving the admin drops the session's cookie
    if answer.changed:
        for cache in caches.all(initialized_only=True):
            cache.clear()
    return answer


def text_of(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return _TOKEN.sub(r"\1", body.decode(errors="replace"))


def _messages(client: Client) -> str:
    """What the next screen would say."""
    cookie = client.cookies.get("messages")
    if cookie is None or not cookie.value:
        return ""
    told = CookieStorage(RequestFactory().get("/"))._decode(cookie.value) or []
    return "".join(f"\n[{message}]" for message in told)
