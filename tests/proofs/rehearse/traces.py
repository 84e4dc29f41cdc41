"""What a visitor typed, and the key of her link, looked for where nobody may find them: Redis, the logs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from redis import Redis

from . import visitor
from .client import Unexpected
from .parts import Mailbox


def secrets_of(mailbox: Mailbox) -> list[str]:
    """The visitor's name and address, and the key of each link that she was sent."""
    mails = "\n".join(visitor.body_of(mail) for mail in mailbox.to(visitor.ADDRESS))
    keys = sorted(set(re.findall(r"/inscriptions/([^/\s]+)", mails)))
    if not keys:
        raise Unexpected("Aucun lien dans les courriels de la visiteuse.")
    return [visitor.NAME, visitor.ADDRESS, *keys]


def found_in(places: Iterable[tuple[str, bytes]], secrets: Iterable[str]) -> list[str]:
    """The names of the places that hold one of the secrets. Raises Unexpected where nothing was looked at."""
    places, sought = list(places), [secret.lower().encode() for secret in secrets]
    if not any(content for _name, content in places):
        raise Unexpected("Rien à fouiller.")
    return [name for name, content in places if any(secret in content.lower() for secret in sought)]


def in_redis(address: str) -> Iterator[tuple[str, bytes]]:
    """Each key with its value. Raises Unexpected for what is more than a string."""
    with Redis.from_url(address) as client:
        for key in client.scan_iter():
            if client.type(key) != b"string":
                raise Unexpected(f"Redis : {key!r} n’est pas une chaîne.")
            yield f"Redis {key!r}", key + b" " + (client.get(key) or b"")


def in_logs(root: Path) -> Iterator[tuple[str, bytes]]:
    """What the services and nginx wrote."""
    for path in sorted([*root.glob("journal/*.log"), *root.glob("var/log/nginx/*")]):
        yield path.name, path.read_bytes()
