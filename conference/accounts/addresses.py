"""Which accounts a mail address or a user name belongs to: to the letter, capitals of ASCII aside.

PostgreSQL and Unicode take « ı » for « i » and « ſ » for « s » when they ignore capitals, mail servers
do not: a message to the typed address would then reach somebody else's mailbox.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User


def accounts_at(address: str) -> list[User]:
    """The accounts with this address, closed ones included, the oldest first."""
    alike = get_user_model()._default_manager.filter(email__iexact=address).order_by("pk")
    return [user for user in alike if _folded(user.email) == _folded(address)]


def accounts_named(name: str) -> list[User]:
    """The accounts with this user name: one, unless two were made before capitals were set aside."""
    alike = get_user_model()._default_manager.filter(username__iexact=name).order_by("pk")
    return [user for user in alike if _folded(user.username) == _folded(name)]


def open_accounts_at(address: str) -> list[User]:
    return [user for user in accounts_at(address) if user.is_active]


def _folded(text: str) -> bytes:
    return text.encode().lower()  # bytes: the letters of ASCII and no others
