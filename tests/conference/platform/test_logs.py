"""No log keeps the key to a person's registration."""

import logging
from typing import Any

import pytest
from django.conf import settings

from conference.platform.logs import PersonalDataOut, without_links, without_people, written_error


def test_every_handler_of_the_settings_has_the_filter() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["personal_data_out"]]
    mine = set(logging.getLogger().handlers)
    for name, logger in logging.Logger.manager.loggerDict.items():
        if name.startswith("django") and isinstance(logger, logging.Logger):
            for handler in set(logger.handlers) - mine:
                assert any(isinstance(each, PersonalDataOut) for each in handler.filters), name


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /inscriptions/abc.def/", "Not Found: /inscriptions/…/"),
        ("/comptes/mot-de-passe/nouveau/1-abc-def/", "/comptes/mot-de-passe/nouveau/…/"),
        ("https://x.fr/inscriptions/abc?a=1", "https://x.fr/inscriptions/…?a=1"),
        ("<WSGIRequest: GET '/inscriptions/a%20b/'>", "<WSGIRequest: GET '/inscriptions/…/'>"),
        ("{'path': 'inscriptions/abc/'}", "{'path': 'inscriptions/…/'}"),
        ("/admin/password_reset/confirm/MQ/c1-a2/", "/admin/password_reset/confirm/…/"),
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
    assert PersonalDataOut().filter(record)
    assert record.getMessage() == expected


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Refused: Camille.D'Or+a@exemple.fr, (550)", "Refused: …@…, (550)"),
        ("<camille@exemple.fr>", "<…@…>"),
        ("duplicate key\nDETAIL:  Key (email_key)=(x) exists.\nend", "duplicate key\nDETAIL: …\nend"),
        ("<0f0e0d0c-0b0a-4908-8706-050403020100@conference.fr>",) * 2,
        ("200 @ 3 h", "200 @ 3 h"),
    ],
)
def test_addresses_and_quoted_rows_go(said: str, kept: str) -> None:
    assert without_people(said) == kept


SOMEBODY = "Camille"


def fail_over(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise ConnectionError("the server is away: camille@exemple.fr") from error


def test_an_error_says_where_and_of_which_kind_but_quotes_nobody(settings: Any) -> None:
    with pytest.raises(ConnectionError) as raised:
        fail_over(SOMEBODY)
    written = written_error(raised.value)
    settings.DEBUG = True
    assert "'Camille'" in written_error(raised.value), "on a developer's machine all is said"
    assert "int(name)" in written, "the line of code, which is ours"
    assert "Camille" not in written
    assert "\nValueError: …\n" in written
    assert written.endswith("ConnectionError: the server is away: …@…")
    assert written.count("in fail_over") == 2
