"""No log keeps the key to a person's registration."""

import logging

import pytest
from django.conf import settings

from conference.core.logs import PersonalLinksOut, without_links


def test_every_handler_of_the_settings_has_the_filter() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["personal_links_out"]]
    mine = set(logging.getLogger().handlers)
    for name, logger in logging.Logger.manager.loggerDict.items():
        if name.startswith("django") and isinstance(logger, logging.Logger):
            for handler in set(logger.handlers) - mine:
                assert any(isinstance(each, PersonalLinksOut) for each in handler.filters), name


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /inscriptions/abc.def/", "Not Found: /inscriptions/…/"),
        ("/comptes/mot-de-passe/nouveau/1-abc-def/", "/comptes/mot-de-passe/nouveau/…/"),
        ("https://x.fr/inscriptions/abc?a=1", "https://x.fr/inscriptions/…?a=1"),
        ("<WSGIRequest: GET '/inscriptions/a%20b/'>", "<WSGIRequest: GET '/inscriptions/…/'>"),
        ("{'path': 'inscriptions/abc/'}", "{'path': 'inscriptions/…/'}"),
        ("/admin/inscriptions/annuler/12/", "/admin/inscriptions/annuler/12/"),
        ("/agenda/rencontre/inscription/messagerie/", "/agenda/rencontre/inscription/messagerie/"),
    ],
)
def test_the_token_goes_and_the_rest_stays(said: str, kept: str) -> None:
    assert without_links(said) == kept


@pytest.mark.parametrize(
    ("message", "arguments", "expected"),
    [
        ("%s: %s", ("Forbidden", "/inscriptions/abc/"), "Forbidden: /inscriptions/…/"),
        ("100 % of %(path)s", ({"path": "/inscriptions/abc/"},), "100 % of %(path)s"),  # cannot be written
        ("100 %", (), "100 %"),
    ],
)
def test_a_message_is_kept_whatever_its_arguments(message: str, arguments: tuple, expected: str) -> None:
    record = logging.LogRecord("a", logging.WARNING, __file__, 1, message, arguments, None)
    assert PersonalLinksOut().filter(record)
    assert record.getMessage() == expected
