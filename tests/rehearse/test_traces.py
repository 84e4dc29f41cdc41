"""The rehearsal finds what was planted, and is not content with an empty place."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from redis import Redis

from tests.redis_server import Server

from . import traces, visitor
from .client import Unexpected
from .parts import Mailbox

pytestmark = pytest.mark.once
KEY = "eyJrZXk.abc-1"


@pytest.fixture
def mailbox() -> Mailbox:
    mailbox, mail = Mailbox(), EmailMessage()
    mail["To"] = f"Zoé <{visitor.ADDRESS}>"
    mail.set_content(f"Confirmez : https://localhost/inscriptions/{KEY}/\n")
    mailbox.mails.append(mail)
    return mailbox


def test_the_name_the_address_and_the_key_of_the_link_are_looked_for(mailbox: Mailbox) -> None:
    assert traces.secrets_of(mailbox) == [visitor.NAME, visitor.ADDRESS, KEY]
    with pytest.raises(Unexpected):
        traces.secrets_of(Mailbox())


def test_what_lies_in_redis_and_in_the_logs_is_found(mailbox: Mailbox, tmp_path: Path) -> None:
    secrets = traces.secrets_of(mailbox)
    server = Server(tmp_path)
    server.start()
    try:
        client = Redis.from_url(server.address)
        with pytest.raises(Unexpected):
            traces.found_in(traces.in_redis(server.address), secrets)
        client.set("page:/", b"<p>Bienvenue</p>")
        assert traces.found_in(traces.in_redis(server.address), secrets) == []
        client.set("page:/1", f"<p>{visitor.NAME.upper()}</p>")
        client.set(f"limit:{visitor.ADDRESS}", 1)
        assert len(traces.found_in(traces.in_redis(server.address), secrets)) == 2
        client.rpush("list", "a")
        with pytest.raises(Unexpected):
            list(traces.in_redis(server.address))
        client.close()
    finally:
        server.stop()
    for folder, name, line in (
        ("journal", "web.log", "GET /inscriptions/…"),
        ("var/log/nginx", "error.log", KEY),
    ):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_text(line)
    assert traces.found_in(traces.in_logs(tmp_path), secrets) == ["error.log"]
