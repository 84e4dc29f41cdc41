"""nginx under the configuration that ships: files, refusals, logs, what is handed on."""

import json
import socket
import ssl
import time
import urllib.request
from collections import Counter

import pytest

from tests.nginx_server import Front, needs_nginx

from .site_behind import Site

pytestmark = needs_nginx


def test_files_are_served_for_good_and_compressed(front: Front) -> None:
    status, headers, body = front.ask("/static/css/main.0123456789ab.css", Accept_Encoding="gzip")
    assert (status, body, headers["Content-Encoding"]) == (200, b"compressed", "gzip")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert front.ask("/static/plain.css")[1]["Cache-Control"] == "public, max-age=300"


def test_pictures_are_shown_other_files_downloaded_and_documents_are_not_there(front: Front) -> None:
    status, headers, _body = front.ask("/media/images/a.png")
    assert (status, headers["Content-Type"], headers["X-Content-Type-Options"]) == (
        200,
        "image/png",
        "nosniff",
    )
    assert headers["Content-Disposition"] is None
    _status, headers, _body = front.ask("/media/images/a.html")
    assert (headers["Content-Type"], headers["Content-Disposition"]) == (
        "application/octet-stream",
        "attachment",
    )
    for way in ("", "images/../", "images/%2e%2e/", "/", "./", "images/..%2f"):
        assert front.ask(f"/media/{way}original_images/a.png")[2] != b"original", way
        assert front.ask(f"/media/{way}documents/liste.pdf")[2] != b"%PDF", way
    # The site answers, as for any page that is not there.
    assert Site.asked[-1].endswith("documents/liste.pdf")
    assert front.ask("/media/images/absente.png")[0] == 200  # the site is asked: it may be in a bucket


def test_what_a_visitor_says_of_proxies_is_replaced(front: Front) -> None:
    forged = {"X_Forwarded_For": "10.1.2.3", "X_Forwarded_Host": "autre", "Forwarded": "for=10.1.2.3"}
    _status, headers, body = front.ask("/admin/", X_Request_ID="choisi-par-le-visiteur", **forged)
    heard = json.loads(body)
    assert (heard["X-Forwarded-For"], heard["X-Forwarded-Proto"]) == (["127.0.0.1"], ["https"])
    assert (heard["X-Forwarded-Host"], heard["Forwarded"]) == (None, None)
    assert headers.get_all("X-Request-ID") == heard["X-Request-ID"]
    assert heard["X-Request-ID"] != ["choisi-par-le-visiteur"]


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_protocols_are_refused_and_http2_is_spoken(front: Front) -> None:
    def agreed(*, at_most: ssl.TLSVersion) -> tuple[str | None, str | None]:
        asked = ssl.create_default_context(cafile=front.trusted)
        asked.set_alpn_protocols(["h2", "http/1.1"])
        asked.set_ciphers("ALL:@SECLEVEL=0")
        asked.minimum_version, asked.maximum_version = ssl.TLSVersion.TLSv1, at_most
        address = ("127.0.0.1", front.place.https_port)
        with (
            socket.create_connection(address) as plain,
            asked.wrap_socket(plain, server_hostname="localhost") as safe,
        ):
            return safe.version(), safe.selected_alpn_protocol()

    assert agreed(at_most=ssl.TLSVersion.TLSv1_3) == ("TLSv1.3", "h2")
    assert agreed(at_most=ssl.TLSVersion.TLSv1_2) == ("TLSv1.2", "h2")
    with pytest.raises(ssl.SSLError, match=r"(?i)version"):
        agreed(at_most=ssl.TLSVersion.TLSv1_1)


def test_the_figures_of_the_inside_are_for_no_visitor(front: Front) -> None:
    before = len(Site.asked)
    assert [
        front.ask(path)[0] for path in ("/sante/metriques", "/sante/metriques/", "/sante/%6detriques")
    ] == [
        404,
        404,
        404,
    ]
    assert len(Site.asked) == before


def test_a_closed_site_says_so_to_readers_and_to_those_who_send_a_form(front: Front) -> None:
    flag = front.place["/var/lib/conference/maintenance"]
    flag.touch()
    try:
        for data in (None, b"nom=Boyer"):
            status, headers, body = front.ask("/agenda/", data=data)
            assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "60", "no-store")
            assert "Le site est en travaux" in body.decode()
    finally:
        flag.unlink()
    assert front.ask("/agenda/")[0] == 200


def test_the_same_words_for_a_site_that_is_away_a_form_too_long_and_too_many_requests(front: Front) -> None:
    status, _headers, body = front.ask("/inscription/", data=b"a" * (2 * 1024 * 1024 + 1))
    assert (status, "Ce fichier est trop lourd" in body.decode()) == (413, True)
    for status, path, headers in ((414, f"/?q={'a' * 4_100}", {}), (400, "/", {"X_Long": "a" * 4_200})):
        refused, _headers, body = front.ask(path, **headers)
        assert (refused, "Cette adresse est trop longue" in body.decode()) == (status, True)
    assert front.ask(f"/?q={'a' * 4_000}")[0] == front.ask("/")[0] == 200
    sockets = front.place["/run/conference/web.sock"]
    aside = sockets.rename(sockets.with_suffix(".aside"))
    try:
        status, _headers, body = front.ask("/agenda/autre/", data=b"nom=Boyer")
        assert (status, "Le site ne répond pas" in body.decode()) == (502, True)
        assert json.loads(front.ask("/")[2])["Host"]  # a page that it knows goes on
    finally:
        aside.rename(sockets)


def test_plain_http_leads_to_the_safe_address_and_leaves_the_certificate_its_way(front: Front) -> None:
    place = front.place
    challenge = place["/var/www/html/.well-known/acme-challenge/preuve"]
    challenge.parent.mkdir(parents=True)
    challenge.write_text("preuve")
    with socket.create_connection(("127.0.0.1", place.http_port)) as plain:
        plain.sendall(b"GET /agenda/?q=a HTTP/1.0\r\nHost: localhost\r\n\r\n")
        said = plain.recv(2000).decode()
    assert f"Location: {place.public_url}/agenda/?q=a" in said
    with urllib.request.urlopen(
        f"http://127.0.0.1:{place.http_port}/.well-known/acme-challenge/preuve", timeout=20
    ) as answer:
        assert answer.read() == b"preuve"


def test_the_log_keeps_no_key_no_search_and_no_whole_address(front: Front) -> None:
    log = front.place["/var/log/nginx/conference.log"]
    before = len(log.read_text().splitlines())
    told = {
        "/inscriptions/cle-de-zoe/annuler/?de=Zoe": "/inscriptions/…/annuler/",
        "/comptes/mot-de-passe/nouveau/1-cle-de-zoe/": "/comptes/mot-de-passe/nouveau/…",
        "//inscriptions/cle-de-zoe/": "/inscriptions/…",
        "/%69nscriptions/cle-de-zoe/": "/inscriptions/…",
        "/./inscriptions/cle-de-zoe/": "/inscriptions/…",
        "/a/../inscriptions/cle-de-zoe/": "/inscriptions/…",
        "/INSCRIPTIONS/cle-de-zoe/": "/inscriptions/…/",
        "/comptes//mot-de-passe/nouveau/1-cle-de-zoe/": "/comptes/…",
        "/r%C3%A9gions//agenda/?q=zoe": "/régions/agenda/",
        "/admin/password_reset/confirm/MQ/cle-de-zoe/": "/admin/password_reset/confirm/…",
    }
    for path in told:
        front.ask(path, Referer="https://localhost/inscriptions/cle-de-zoe/")

    def missing() -> Counter[str]:
        paths = [json.loads(line)["path"] for line in log.read_text().splitlines()[before:]]
        return Counter(told.values()) - Counter(paths)

    limit = time.monotonic() + 20  # a line is written once the answer is sent, by either of nginx's processes
    while missing() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not missing()
    lines = log.read_text().splitlines()
    assert {json.loads(line)["network"] for line in lines} == {"127.0.0.0"}
    assert "zoe" not in log.read_text().lower()
