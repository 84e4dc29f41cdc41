"""nginx under the configuration that ships, in front of a site of a few lines."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer
from threading import Thread
from typing import ClassVar

import pytest
from django.conf import settings

from conference.platform.management.commands.refresh_pages import withdraw
from tests.proofs.rehearse.certificate import write_certificate
from tests.proofs.rehearse.rendering import Place, main_configuration
from tests.web_process import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx n’est pas installé (Debian : apt install nginx)"),
]


class Site(BaseHTTPRequestHandler):
    """Says what it was asked; pages as the site's, forms and documents for nobody else to keep."""

    asked: ClassVar[list[str]] = []
    control: ClassVar[dict[str, str]] = {
        "/": "public, max-age=0, s-maxage=10, stale-if-error=600",
        "/vieille/": "public, max-age=0, s-maxage=1, stale-if-error=600",
        "/retiree/": "public, max-age=0, s-maxage=1, stale-if-error=1",
        **dict.fromkeys(
            ("/compressee/", "/compressee/?autre", "/corrigee/", "/corrigee/?page=2"),
            "public, max-age=0, s-maxage=10, stale-if-error=600",
        ),
        "/admin/": "no-store, private",
    }

    def do_GET(self) -> None:
        self.asked.append(self.path)
        heard = {
            name: self.headers.get_all(name) for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Host")
        }
        heard |= {
            name: self.headers.get_all(name) for name in ("X-Forwarded-Host", "Forwarded", "X-Request-ID")
        }
        heard["Accept-Encoding"] = self.headers.get_all("Accept-Encoding")
        body = json.dumps(heard | {"turn": len(self.asked)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", self.control.get(self.path, "no-store, private"))
        self.send_header("X-Request-ID", "ce que le site a dit")
        self.send_header("Vary", "Accept-Encoding")
        if heard["Accept-Encoding"]:  # nginx hands on what it is sent, whether or not it could be unpacked
            self.send_header("Content-Encoding", heard["Accept-Encoding"][0].partition(",")[0])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self) -> str:
        return "socket"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingUnixStreamServer):
    daemon_threads = True

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        return super().get_request()[0], ("socket", 0)


class Front:
    """The web server, asked as a visitor would."""

    def __init__(self, place: Place, trusted: str) -> None:
        self.place, self.trusted = place, trusted
        trust = ssl.create_default_context(cafile=trusted)
        handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)]
        self.opener = urllib.request.build_opener(*handlers)

    def ask(self, path: str, *, data: bytes | None = None, **headers: str):  # type: ignore[no-untyped-def]
        """Status, headers and body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.place.public_url}{path}", data=data, headers=named)
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    assert NGINX is not None
    place = Place(tmp_path_factory.mktemp("n"), free_port(), free_port())
    for folder in ("/var/log/nginx", "/run/conference", "/var/cache", "/srv/conference/current/deploy"):
        place[folder].mkdir(parents=True)
    shutil.copytree(ROOT / "deploy/nginx", place["/srv/conference/current/deploy/nginx"])
    place.render_folder(place["/srv/conference"])
    chain = write_certificate(place["/etc/letsencrypt/live/localhost"])
    configuration = place.root / "nginx.conf"
    site = place["/srv/conference/current/deploy/nginx/conference.conf"]
    configuration.write_text("user root;\n" if os.geteuid() == 0 else "")
    with configuration.open("a") as written:
        written.write(main_configuration(place, site))
    files = {
        "static/css/main.0123456789ab.css": b"a{}" * 300,
        "static/css/main.0123456789ab.css.gz": b"compressed",
        "static/plain.css": b"a{}",
        "media/images/a.png": b"\x89PNG",
        "media/images/a.html": b"<script>",
        "media/documents/liste.pdf": b"%PDF",
        "media/original_images/a.png": b"original",
    }
    for name, content in files.items():
        path = place["/var/lib/conference"] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    command = [NGINX, "-c", str(configuration), "-e", str(place.root / "start.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    with Server(str(place["/run/conference/web.sock"]), Site) as site_server:
        Thread(target=site_server.serve_forever, daemon=True).start()
        program = subprocess.Popen(command)
        try:
            wait_for(place.https_port)
            yield Front(place, str(chain))
        finally:
            program.terminate()
            program.wait(20)
            site_server.shutdown()


def wait_for(port: int) -> None:
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise TimeoutError(port)


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
    front.ask(
        "/inscriptions/cle-de-zoe/annuler/?de=Zoe", Referer="https://localhost/inscriptions/cle-de-zoe/"
    )
    front.ask("/comptes/mot-de-passe/nouveau/1-cle-de-zoe/")
    for odd in (
        "//inscriptions",
        "/%69nscriptions",
        "/./inscriptions",
        "/a/../inscriptions",
        "/INSCRIPTIONS",
    ):
        front.ask(f"{odd}/cle-de-zoe/")
    front.ask("/comptes//mot-de-passe/nouveau/1-cle-de-zoe/")
    front.ask("/r%C3%A9gions//agenda/?q=zoe")
    front.ask("/admin/password_reset/confirm/MQ/cle-de-zoe/")
    lines = front.place["/var/log/nginx/conference.log"].read_text()
    paths = [json.loads(line)["path"] for line in lines.splitlines()]
    assert "/inscriptions/…/annuler/" in paths
    start = paths.index("/inscriptions/…/annuler/") + 2
    understood = ["/inscriptions/…/", "/comptes/…", "/régions/agenda/"]
    assert paths[start : start + 7] == [*["/inscriptions/…"] * 4, *understood]
    assert {json.loads(line)["network"] for line in lines.splitlines()} == {"127.0.0.0"}
    assert "zoe" not in lines.lower()
