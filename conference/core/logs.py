"""What no log may keep: the link that opens a registration, the one that chooses a password.

Its token is the key to a name, an address and a seat, and Django writes the path of every refused,
missing or failed request. The filter stands on the handlers (settings): what any logger says passes
there, whatever library wrote it.
"""

import logging
import re

# Not the team's own addresses, which hold a number only: /admin/inscriptions/annuler/12/.
_PERSONAL_LINK = re.compile(r"(?<!admin/)\b(inscriptions/|mot-de-passe/nouveau/)[^/\s'\"<>?#]+")
_traceback_writer = logging.Formatter()


def without_links(text: str) -> str:
    """``text`` with the token of each personal link replaced by « … »."""
    return _PERSONAL_LINK.sub(r"\1…", text)


class PersonalLinksOut(logging.Filter):
    """Takes the tokens out of a record: its message with its arguments, its traceback, its stack."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):  # badly written: the handler says so in its own way
            record.args, said = (), str(record.msg)
        record.msg, record.args = without_links(said), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _traceback_writer.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_links(record.exc_text)
        if record.stack_info:
            record.stack_info = without_links(record.stack_info)
        return True
