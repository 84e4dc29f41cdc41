"""A crowd of visitors, each with a browser and an address of its own, who all register at once."""

import http.client
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup

PATIENCE = 600  # seconds that somebody waits for an answer
HELD, FULL = "held", "full"


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def meaning(self) -> str:
        """« held », « full » in words and in the look of the site, or what else it is."""
        if self.status == 303 and self.location.endswith("/inscription/messagerie/"):
            return HELD
        if self.status in (200, 409) and "Complet" in self.text and 'id="contenu"' in self.text:
            return FULL
        return f"{self.status} {self.text[:200]}"


class Visitor:
    """One person: ``number`` tells name, mail and address apart."""

    def __init__(self, number: int, origin: str, form: str) -> None:
        self.number, self.host, self.form = number, urlsplit(origin).netloc, form
        self.email = f"visite.{number}@exemple.invalid"
        self.headers = {"X-Forwarded-For": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"}
        self.token = ""

    def open_form(self) -> None:
        answer, cookies = self._ask("GET")
        field = BeautifulSoup(answer.text, "html.parser").find("input", {"name": "csrfmiddlewaretoken"})
        assert field is not None, answer.meaning
        self.token = str(field["value"])
        self.headers["Cookie"] = "; ".join(cookie.split(";")[0] for cookie in cookies)

    @property
    def typed(self) -> dict[str, str]:
        return {
            "first_name": "Aïcha",
            "last_name": f"Boyer {self.number}",
            "email": self.email,
            "organisation": "",
            "organisation_kind": "association",
            "csrfmiddlewaretoken": self.token,
        }

    def send(self) -> Answer:
        return self._ask("POST", urlencode(self.typed))[0]

    def _ask(self, method: str, body: str = "") -> tuple[Answer, list[str]]:
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, self.form, body.encode() or None, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers.get("Location", ""), response.read().decode())
        connection.close()
        return answer, response.headers.get_all("Set-Cookie") or []


def rush(origin: str, form: str, *, people: int, clicks: int = 2) -> dict[str, list[Answer]]:
    """Everybody opens the form, then all send it in the same moment, ``clicks`` times each; by mail."""
    visitors = [Visitor(number, origin, form) for number in range(people)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Visitor.open_form, visitors))
    answers: dict[str, list[Answer]] = {visitor.email: [] for visitor in visitors}
    barrier = threading.Barrier(people * clicks)

    def click(visitor: Visitor) -> Callable[[], None]:
        def act() -> None:
            barrier.wait()
            answers[visitor.email].append(visitor.send())

        return act

    threads = [threading.Thread(target=click(visitor)) for visitor in visitors for _click in range(clicks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
