"""People at the door: they log in as anybody does, choose a second factor, read their codes."""

import re
import time
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

PASSWORD = "mot de passe"
LOGIN = "/comptes/connexion/"


def log_in(client: Client, name: str, password: str = PASSWORD, **query: str) -> HttpResponse:
    address = f"{LOGIN}?{urlencode(query)}" if query else LOGIN
    return client.post(address, {"login": name, "password": password, **query})


def gives_a_factor(user: User) -> str:
    """A second factor for ``user``, as the pages would make it; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret: str) -> str:
    """What the application shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def factors_of(user: User) -> list[str]:
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def without_tokens(response: HttpResponse, *typed: str) -> str:
    """The page without what differs by itself: tokens, and what was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    for words in typed:
        html = html.replace(f'value="{words}"', "")
    return html
