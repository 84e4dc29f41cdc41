"""What a public answer tells caches, and what a personal one does."""

import subprocess
import sys
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import Page

from conference.core import routing
from conference.platform.caching import fragments
from conference.platform.caching.headers import CacheHeaderMiddleware
from events.models import EventPage
from home import serving

PUBLIC = "public, max-age=0, s-maxage=10, stale-if-error=600"
PERSONAL = "no-store, private"


def cache_header(path: str, *, method: str = "get", status: int = 200, cookie: bool = False) -> str:
    def view(request):
        response = HttpResponse("bonjour", status=status)
        if cookie:
            response.set_cookie("a", "b")
        return response

    return CacheHeaderMiddleware(view)(getattr(RequestFactory(), method)(path))["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", PUBLIC),
        ("/agenda/?q=rennes", PUBLIC),
        ("/regions/bretagne/agenda/rencontre/", PUBLIC),
        ("/regions/bretagne/agenda/rencontre/inscription/", PERSONAL),
        ("/inscriptions/abc/", PERSONAL),
        ("/admin/", PERSONAL),
        ("/documents/1/bilan.pdf", PERSONAL),
        ("/sante/pret", PERSONAL),
    ],
)
def test_only_public_addresses_may_be_kept(path, expected):
    assert cache_header(path) == expected


def test_a_form_sent_or_a_failure_is_never_kept():
    assert cache_header("/", method="post") == PERSONAL
    assert cache_header("/", status=500) == PERSONAL


def test_an_answer_that_sets_a_cookie_is_never_kept():
    assert cache_header("/", cookie=True) == PERSONAL


def test_a_page_not_found_may_be_kept_like_any_other():
    assert cache_header("/rien/", status=404) == PUBLIC


def test_a_view_that_decides_for_itself_is_left_alone():
    def view(request):
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    assert CacheHeaderMiddleware(view)(RequestFactory().get("/"))["Cache-Control"] == "max-age=60"


def test_with_a_session_nothing_is_kept_by_anybody():
    request = RequestFactory(headers={"cookie": "sessionid=x"}).get("/")
    answer = CacheHeaderMiddleware(lambda request: HttpResponse("bonjour"))(request)
    assert answer["Cache-Control"] == PERSONAL


@pytest.mark.demo
@pytest.mark.django_db
def test_no_public_page_depends_on_cookies(client):
    """Each type of page, and a fragment of the query that no page shows unless it reads it."""
    seen = set()
    for page in Page.objects.live().filter(depth__gte=2).specific():
        if page.specific_class in seen:
            continue
        seen.add(page.specific_class)
        answer = client.get(page.get_url(), {"inconnu": "zzyzx"}, follow=True)
        assert answer.status_code == 200
        assert "cookie" not in answer.get("Vary", "").lower(), page.get_url()
        assert answer["Cache-Control"] == PUBLIC, page.get_url()
        assert not answer.cookies
        assert "GET" in vars(answer.wsgi_request) or "zzyzx" not in answer.text, page.get_url()
    assert len(seen) > 10


@pytest.mark.demo
@pytest.mark.django_db
def test_a_page_is_the_same_without_fragments_with_new_ones_and_with_those_found(
    client, raise_generation, monkeypatch
):
    pages = {page.specific_class: page for page in Page.objects.live().filter(depth__gte=2).specific()}
    event = EventPage.objects.shown().order_by("-start").first()
    addresses = [page.get_url() for page in pages.values()]
    addresses += ["/mesures/16-conference-des-alliances/", "/agenda/?format=en-ligne&q=la", "/sitemap.xml"]
    addresses += ["/agenda/archives/", f"{event.get_url()}evenement.ics", "/nulle-part/"]

    def read():
        return {address: client.get(address).content for address in addresses}

    with time_machine.travel(datetime.now(tz=UTC), tick=False):
        with monkeypatch.context() as patched:
            for module in (routing, serving):
                patched.setattr(module, "fragments_enabled", nullcontext)
            without = read()
        assert not len(fragments.memory())
        made = read()
        held = len(fragments.memory())
        found = read()
    assert len(fragments.memory()) == held > len(addresses)
    assert [address for address in addresses if not without[address] == made[address] == found[address]] == []


def test_a_folder_with_a_hash_in_its_name_holds_the_database(tmp_path):
    """« # » begins a fragment in the address that DATABASE_URL would be."""
    folder = tmp_path / "var#1"
    program = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"
    environment = {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "conference.settings.base"}
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(folder / "site.sqlite3")
