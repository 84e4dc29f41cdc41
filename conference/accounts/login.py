"""Which account an address, or a name and a password, stands for."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.http import HttpRequest

# --- Whose a mail address or a user name is ------------------------------------------------------
#
# To the letter, capitals of ASCII aside: PostgreSQL and Unicode take « ı » for « i » and « ſ » for « s »
# when they ignore capitals, mail servers do not. A message to the typed address would then reach somebody
# else's mailbox.


def accounts_at(address: str) -> list[User]:
    """The accounts with this address, closed ones included, the oldest first."""
    alike = get_user_model()._default_manager.filter(email__iexact=address).order_by("pk")
    return [user for user in alike if _folded(user.email) == _folded(address)]


def open_accounts_at(address: str) -> list[User]:
    return [user for user in accounts_at(address) if user.is_active]


def accounts_named(name: str) -> list[User]:
    """The accounts with this user name: one, unless two were made before capitals were set aside."""
    alike = get_user_model()._default_manager.filter(username__iexact=name).order_by("pk")
    return [user for user in alike if _folded(user.username) == _folded(name)]


def _folded(text: str) -> bytes:
    return text.encode().lower()  # bytes: the letters of ASCII and no others


# --- The password --------------------------------------------------------------------------------


class PasswordBackend(AuthenticationBackend):
    """allauth's, at the same price for everybody.

    One password is hashed at each attempt, whether the account exists or not, whether a user name or an
    address was typed: the time taken tells nothing. A closed account answers as a wrong password does.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        email: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        typed = username or email
        if not typed or not password:
            return None
        user = account_called(typed)
        if user is None:
            get_user_model()().set_password(password)
            return None
        right = user.check_password(password)
        return user if right and self.user_can_authenticate(user) else None


def account_called(typed: str) -> User | None:
    """The account with this user name, capitals aside, else the only one with this address.

    An address that two accounts share opens neither: their user names do.
    """
    named = accounts_named(typed)
    found = next((user for user in named if user.username == typed), named[0] if len(named) == 1 else None)
    if found is not None or "@" not in typed:
        return found
    at_address = accounts_at(typed)
    return at_address[0] if len(at_address) == 1 else None
