"""Every answer of production says what a browser may do with it, whatever kind of answer it is."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from conference.core.models import Resource
from conference.platform import health
from events.registrations.visit import form_pages
from tests.conference.core.uploads.files import pdf
from tests.events.registrations.factories import open_event
from tests.events.registrations.pages import TYPED, form_of
from tests.house.files import ROOT
from tests.house.lint import PRODUCTION

pytestmark = pytest.mark.django_db
OF_PRODUCTION = [
    *("SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS"),
    *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
]
ON_ALL = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    return of_production()


def of_production(**environment: str) -> dict[str, Any]:
    """What production sets beside the settings of the tests, read by a process of its own."""
    names = f"{{name: getattr(production, name) for name in {OF_PRODUCTION}}}"
    read = f"import json; from conference.settings import production; print(json.dumps({names}))"
    done = subprocess.run(
        [sys.executable, "-c", read],
        cwd=ROOT,
        env=os.environ | PRODUCTION | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def client(settings: Any, production: dict[str, Any]) -> Client:
    for name, value in production.items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)
    return Client(raise_request_exception=False, headers={"X-Forwarded-Proto": "https"})


def test_names_below_the_site_s_own_may_stay_without_https() -> None:
    told = of_production(HSTS_SUBDOMAINS="false")
    assert (told["SECURE_HSTS_INCLUDE_SUBDOMAINS"], told["SECURE_HSTS_PRELOAD"]) == (False, False)
    assert told["SECURE_HSTS_SECONDS"] == 31_536_000


KEYED = {"Referrer-Policy": "strict-origin"}  # the origin, never the address


def check(
    answer: HttpResponse,
    *,
    status: int,
    policy: str = "default-src 'none'",
    but: dict[str, str] | None = None,
) -> None:
    assert answer.status_code == status
    expected = ON_ALL | (but or {})
    assert {name: answer.get(name) for name in expected} == expected
    assert "camera=()" in answer["Permissions-Policy"]
    assert policy in answer.get("Content-Security-Policy", "")
    assert "unsafe-inline" not in answer.get("Content-Security-Policy", "") or policy == "default-src 'self'"


def test_each_kind_of_answer_says_what_a_browser_may_do(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = open_event()
    document = Resource.objects.create(title="a", file=SimpleUploadedFile("a.pdf", pdf()))
    check(client.get(event.url), status=200)
    check(client.get("/rien/"), status=404)
    check(client.get("/comptes/connexion/"), status=200, but=KEYED)
    check(client.get("/inscriptions/cle/"), status=404, but=KEYED)
    check(client.get("/admin/password_reset/"), status=302, policy="default-src 'self'", but=KEYED)
    check(client.get("/admin/pages/"), status=302, policy="default-src 'self'")
    check(client.get("/robots.txt"), status=200)
    static = client.get("/static/css/tokens.css")
    check(static, status=200, policy="")
    assert static.getvalue()
    served = client.get(document.url)
    check(served, status=200)
    assert served.getvalue()
    form = client.get(form_of(event))
    check(form, status=200, but=KEYED)
    assert form.cookies["csrftoken"]["secure"]
    sent = client.post(form_of(event), TYPED)
    check(sent, status=303, but=KEYED)
    assert sent.cookies["inscription"]["secure"]
    assert sent.cookies["inscription"]["httponly"]
    monkeypatch.setattr(form_pages, "seat_availability", lambda *_, **__: 1 / 0)
    check(client.get(form_of(event)), status=500, but=KEYED)


def test_a_form_sent_with_nothing_but_the_origin_of_its_page_is_taken(client: Client) -> None:
    event = open_event()
    careful = Client(enforce_csrf_checks=True, headers={"X-Forwarded-Proto": "https"})
    careful.get(form_of(event))
    typed = TYPED | {"csrfmiddlewaretoken": careful.cookies["csrftoken"].value}
    said = [{"Origin": "https://testserver"}, {"Referer": "https://testserver/"}, {"Origin": "null"}, {}]
    answers = [
        careful.post(form_of(event), typed, secure=True, headers=headers).status_code for headers in said
    ]
    assert answers == [303, 303, 403, 403]


def test_a_plain_address_leads_to_the_safe_one(client: Client) -> None:
    answer = Client().get("/agenda/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/agenda/")


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_says_not_now_says_it_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "oldest_waiting", lambda _: timedelta(hours=1))
    answer = client.get("/sante/pret")
    assert answer.status_code >= 500
    check(answer, status=answer.status_code)
