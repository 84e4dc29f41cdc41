"""The tests' own mails and the server that takes them."""

import pytest

from . import letters
from .smtp_server import MailServer


@pytest.fixture
def table(transactional_db):
    letters.make_table()
    letters.make_known()
    yield
    letters.forget()


@pytest.fixture
def server(table, settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.DEFAULT_FROM_EMAIL = "conference@exemple.invalid"
    yield server
    server.go_away()


@pytest.fixture
def smtp_environment(process_environment, server):
    return process_environment | {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port)}
