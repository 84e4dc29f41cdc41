"""What is measured: a page that is read, or a form that each request sends as another person."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.proofs.faults.crowd import Visitor

READS = "gzip, deflate, br"  # what every browser takes: pages leave the memory compressed
NUMBER = "NUMBER"  # stands in a form for the person; crowd.lua puts the number there


@dataclass(frozen=True)
class Target:
    """A page, read by GET; only 200 counts."""

    url: str

    def request(self, _number: int) -> bytes:
        return f"GET {self._path} HTTP/1.1\r\n{self._head}\r\n\r\n".encode()

    def is_success(self, answer: bytes) -> bool:
        return _status(answer) == b"200"

    @property
    def _path(self) -> str:
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @property
    def _head(self) -> str:
        return f"Host: {urlsplit(self.url).netloc}\r\nAccept-Encoding: {READS}\r\nConnection: close"


@dataclass(frozen=True)
class Form(Target):
    """A form; only the redirection to ``leads_to`` counts.

    Each person comes from an address of their own behind one proxy, as production counts them.
    """

    cookie: str
    body: str
    leads_to: str

    @classmethod
    def opened(cls, url: str) -> "Form":
        """The registration form at ``url``, as a browser gets it: its cookie and its token go together."""
        visitor = Visitor(0, url, urlsplit(url).path)
        visitor.open_form()
        typed = visitor.typed | {"last_name": f"Boyer {NUMBER}", "email": f"visite.{NUMBER}@exemple.invalid"}
        leads_to = f"{urlsplit(url).path}messagerie/"
        return cls(url, visitor.headers["Cookie"], urlencode(typed), leads_to)

    def request(self, number: int) -> bytes:
        body = self.body.replace(NUMBER, str(number))
        head = (
            f"{self._head}\r\nCookie: {self.cookie}\r\nX-Forwarded-For: {address(number)}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}"
        )
        return f"POST {self._path} HTTP/1.1\r\n{head}\r\n\r\n{body}".encode()

    def is_success(self, answer: bytes) -> bool:
        there = f"\r\nLocation: {self.leads_to}\r\n".encode()
        return _status(answer) == b"303" and there in answer


def address(number: int) -> str:
    """The address on the network of the person of that number; crowd.lua has the same."""
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"


def _status(answer: bytes) -> bytes:
    return answer[9:12]  # after « HTTP/1.1 »
