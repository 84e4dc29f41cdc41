"""What nginx keeps of the pages, for whom, and what it shows while the site is away."""

import json
import time

import pytest
from django.conf import settings

from conference.platform.management.commands.refresh_pages import withdraw
from tests.nginx_server import Front, needs_nginx

from .site_behind import Site

pytestmark = needs_nginx


def test_a_public_page_is_kept_for_everybody_but_those_who_have_logged_in(front: Front) -> None:
    first, again = front.ask("/")[2], front.ask("/", Cookie="csrftoken=a")[2]
    assert first == again
    for name in (settings.SESSION_COOKIE_NAME, "messages"):
        assert front.ask("/", Cookie=f"csrftoken=a; {name}=b")[2] != first
    assert front.ask("/")[2] == first
    assert front.ask("/admin/")[2] != front.ask("/admin/")[2]


def test_a_page_is_kept_once_for_each_encoding_and_sent_as_the_site_compressed_it(front: Front) -> None:
    browsers = {
        "br,gzip": ("gzip, deflate, br, zstd", "br;q=0.9, gzip;q=0.8", "BR, gzip"),
        "br,": ("br", "br, gzip;q=0"),
        "gzip": ("gzip", "gzip, deflate", "gzip;q=1.0, br;q=0", "brotli, gzip"),
        None: ("", "identity", "br;q=0, gzip;q=0.0", "brotli, x-gzip"),
    }
    bodies = set()
    for asked, accepted in browsers.items():
        answers = [front.ask("/compressee/", Accept_Encoding=each) for each in accepted]
        encoding = asked and asked.partition(",")[0]
        assert {headers["Content-Encoding"] for _status, headers, _body in answers} == {encoding}
        assert {headers["Vary"] for _status, headers, _body in answers} == {"Accept-Encoding"}
        (body,) = {
            body for _status, _headers, body in answers
        }  # the site was asked once, nginx packed nothing
        assert json.loads(body)["Accept-Encoding"] == (asked and [asked])
        bodies.add(body)
    assert len(bodies) == 4


def test_refresh_pages_takes_the_page_of_one_address_out_of_what_is_kept(front: Front) -> None:
    pages = ("/corrigee/", "/corrigee/?page=2", "/compressee/?autre")

    def shown() -> list[bytes]:
        return [front.ask(page, Accept_Encoding=encoding)[2] for page in pages for encoding in ("br", "gzip")]

    kept = shown()
    assert shown() == kept
    assert withdraw(front.place["/var/cache/conference"], "/corrigee/") == 4
    corrected = shown()
    assert not set(corrected[:4]) & set(kept)
    assert corrected[4:] == kept[4:]
    assert withdraw(front.place["/var/cache/conference"], None) >= 6
    assert not set(shown()) & set(corrected)


def test_an_aged_page_is_asked_for_again_and_shown_for_a_while_when_nobody_answers(front: Front) -> None:
    first = [front.ask("/vieille/")[2], front.ask("/retiree/")[2]]
    kept = time.monotonic()
    sockets = front.place["/run/conference/web.sock"]
    aside = sockets.rename(sockets.with_suffix(".aside"))
    try:
        while time.monotonic() < kept + 3.1:  # both have aged, and the second may not be shown any more
            time.sleep(0.05)
        assert front.ask("/vieille/")[2] == first[0]
        assert front.ask("/retiree/")[0] == 502
    finally:
        aside.rename(sockets)
    assert front.ask("/vieille/")[2] != first[0]  # the site is there again: no old page, not even once


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_an_aged_page_is_shown_while_the_database_is_away_but_not_once_withdrawn(
    front: Front, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    lasting, brief = f"/durable/?{status}", f"/breve/?{status}"
    for path, seconds in ((lasting, 600), (brief, 1)):
        monkeypatch.setitem(Site.control, path, f"public, max-age=0, s-maxage=1, stale-if-error={seconds}")
    first = [front.ask(path)[2] for path in (lasting, brief)]
    for path in (lasting, brief):
        monkeypatch.setitem(Site.status, path, status)
        monkeypatch.setitem(Site.control, path, "no-store")
    time.sleep(3.1)  # nginx counts whole seconds
    if status == 503:
        assert front.ask(lasting)[::2] == (200, first[0])
        answered, headers, body = front.ask(brief)
        assert (answered, headers["Retry-After"], "Le site ne répond pas" in body.decode()) == (
            502,
            "60",
            True,
        )
        assert front.ask(lasting, Cookie="sessionid=a")[0] == 502
    else:
        answers = [front.ask(path) for path in (lasting, brief)]
        assert [answer[0] for answer in answers] == [status] * 2
        assert not {answer[2] for answer in answers} & set(first)
    assert front.ask(lasting, data=b"nom=Boyer")[0] == status  # to a form the site itself answers
    monkeypatch.delitem(Site.status, lasting)
    assert front.ask(lasting)[2] != first[0]
