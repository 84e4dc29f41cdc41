"""The folder where the demonstration keeps mails instead of sending them: one file a message."""

import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"^[0-9]+-[0-9a-f]{8}$")


class MailFolderBackend(BaseEmailBackend):
    """Writes each message to ``EMAIL_FILE_PATH`` as ``<nanoseconds>-<random>.eml``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
            unfinished = folder / f"{name}.part"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(folder / f"{name}.eml")  # a reader never sees half a message
        return len(email_messages)


@dataclass(frozen=True)
class KeptMail:
    """A mail of the folder. ``sent_at`` is aware (UTC), to the second; ``html_as_text`` its HTML as text."""

    name: str
    sent_at: datetime
    subject: str
    sender: str
    recipients: str
    reply_to: str
    text: str
    html_as_text: str
    attachments: list[str]


def latest_mails(limit: int = 200) -> list[KeptMail]:
    """The last mails, latest first. A folder that does not exist yet holds none."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"), key=written_at, reverse=True)
    return [read(file) for file in files[:limit]]


def find_mail(name: str) -> KeptMail | None:
    """One mail by its name, or None: no name leads out of the folder."""
    file = Path(settings.EMAIL_FILE_PATH) / f"{name}.eml"
    return read(file) if NAME.match(name) and file.is_file() else None


def written_at(file: Path) -> int:
    """Nanoseconds since 1970, from the file's name."""
    return int(file.stem.partition("-")[0])


def read(file: Path) -> KeptMail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    return KeptMail(
        name=file.stem,
        sent_at=datetime.fromtimestamp(written_at(file) // 10**9, tz=UTC),
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        reply_to=str(message["Reply-To"] or ""),
        text=part(message, "plain"),
        html_as_text=as_text(part(message, "html")),
        attachments=[str(attachment.get_filename()) for attachment in message.iter_attachments()],
    )


def part(message: ParsedMessage, kind: str) -> str:
    """The content of the ``plain`` or ``html`` part; empty when there is none."""
    body = message.get_body((kind,))
    return body.get_content().strip() if body else ""


def as_text(html: str) -> str:
    """The words of an HTML part, the address of each link after its words."""
    reader = _Reader()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    SILENT = ("style", "script", "head", "title")
    BLOCKS = ("p", "div", "tr", "table", "h1", "h2", "h3", "li", "br", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.silent += 1
        elif tag in self.BLOCKS:
            self.words.append("\n")
        elif tag == "a":
            self.addresses.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self.silent -= 1
        elif tag in self.BLOCKS:
            self.words.append("\n")
        elif tag == "a" and self.addresses:
            address = self.addresses.pop()
            self.words.append(f" ({address}) " if address else "")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            # Line ends of the source are spaces; a preheader's padding (U+034F, U+200C) is nothing.
            self.words.append(re.sub(r"[\u034f\u200c\u00ad]", "", data).replace("\n", " "))
