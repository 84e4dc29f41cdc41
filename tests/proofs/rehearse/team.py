"""The team's first steps: a link to choose a password, the login, the second factor where it is required."""

import base64
import hashlib
import hmac
import re
import struct
import time

from .client import Person, Unexpected

PASSWORD = "quatre-mots-au-hasard-de-la-repetition"


def link_of(said: str, site: str) -> str:
    """The link that `create_account` prints."""
    found = re.search(rf"{re.escape(site)}\S+", said)
    if found is None:
        raise Unexpected(f"create_account n’affiche aucun lien :\n{said}")
    return found[0]


def choose_password(person: Person, link: str) -> None:
    person.open(link)
    names = [control["name"] for control in person.page.find_all("input", type="password")]
    if len(names) != 2:
        raise Unexpected(f"{link} ne demande pas deux fois un mot de passe.\n{person.words()[:800]}")
    person.send(person.form(having=names[0]), **dict.fromkeys(names, PASSWORD))


def log_in(person: Person, name: str) -> None:
    person.open("/admin/login/")
    form = person.form(having="password")
    who = "login" if form.find(attrs={"name": "login"}) else "username"
    person.send(form, **{who: name, "password": PASSWORD})


def enrol_second_factor(person: Person) -> bool:
    """Activate an application of codes where the admin asks for it; False where it asks for nothing."""
    person.open("/admin/")
    if "/admin/" in person.url:
        return False
    person.open("/comptes/securite/application/")
    if person.page.find("input", type="password"):  # so near to the keys, one says again who one is
        person.send(person.form(having="password"), password=PASSWORD)
    secret = re.search(r"\b[A-Z2-7]{32}\b", person.words())
    if secret is None:
        raise Unexpected(f"Aucune clé à recopier sur {person.url}.\n{person.words()[:800]}")
    person.send(person.form(having="code"), code=code_of(secret[0], at=time.time()))
    person.open("/admin/")
    if "/admin/" not in person.url:
        raise Unexpected(f"Le second facteur est activé, l’admin reste fermée : {person.url}")
    return True


def code_of(secret: str, *, at: float) -> str:
    """The six digits that an application shows (RFC 6238)."""
    counter = struct.pack(">Q", int(at // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
