"""Mails by a provider's own interface (anymail): what its answers mean for one mail and for the others."""

import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from unittest.mock import MagicMock, patch

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from pytest_django.fixtures import Settings

from conference.platform.mails.rendering import RenderedMail
from conference.platform.mails.server import MailRefused, MailServerUnavailable, hand_over

LETTER = RenderedMail(subject="Bonjour", text="Bonjour", html="<p>Bonjour</p>")


class Provider(HTTPServer):
    status = 201
    asked = b""


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        self.server.asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(b'{"messageId": "<1@exemple.invalid>", "message": "zoe@exemple.invalid"}')

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with Provider(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "anymail.backends.brevo.EmailBackend"
        settings.ANYMAIL = {
            "BREVO_API_KEY": "cle",
            "BREVO_API_URL": f"http://127.0.0.1:{server.server_port}/v3/",
        }
        yield server
        server.shutdown()


def send() -> None:
    hand_over(LETTER, to="zoe@exemple.invalid", message_id="<1@exemple.invalid>")


def test_a_mail_that_the_provider_takes_has_left(provider: Provider) -> None:
    send()
    assert b"zoe@exemple.invalid" in provider.asked


@pytest.mark.parametrize("status", [400, 422])
def test_a_mail_that_it_refuses_holds_up_no_other_and_its_words_are_not_kept(
    provider: Provider, status: int
) -> None:
    provider.status = status
    with pytest.raises(MailRefused) as refused:
        send()
    assert str(refused.value) == str(status)


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_wrong_key_haste_or_a_breakdown_make_all_mails_wait(provider: Provider, status: int) -> None:
    provider.status = status
    with pytest.raises(MailServerUnavailable) as away:
        send()
    assert str(away.value) == str(status)


def test_so_does_nobody_answering(provider: Provider, settings: Settings) -> None:
    settings.ANYMAIL = {**settings.ANYMAIL, "BREVO_API_URL": "http://127.0.0.1:9/v3/"}
    with pytest.raises(MailServerUnavailable, match="no answer"):
        send()


def test_a_mail_that_came_back_is_seen_as_failed_and_other_news_change_nothing(
    provider: Provider, settings: Settings
) -> None:
    settings.ANYMAIL = settings.ANYMAIL | {"WEBHOOK_SECRET": "nom:secret"}
    number = uuid.uuid4()
    hand_over(LETTER, to="zoe@exemple.invalid", message_id=f"<{number.hex}@site.invalid>")
    assert number.hex.encode() in provider.asked
    rows = MagicMock()
    with patch("conference.platform.mails.bounces.kinds_of_mails", return_value=[rows]):
        for kind, mark in (("bounced", "autre"), ("delivered", number.hex), ("bounced", number.hex)):
            told = AnymailTrackingEvent(event_type=kind, metadata={"mail": mark}, reject_reason="bounced")
            tracking.send(sender=None, event=told, esp_name="Brevo")
    rows._default_manager.filter.assert_called_once_with(uuid=number, state="sent")
    rows._default_manager.filter().update.assert_called_once_with(state="failed", last_error="bounced")
