"""Torn requests through gunicorn itself, under the configuration that ships.

What no WSGI server would hand over (a request cut anywhere, a wrong length, broken chunks, heads that
are none) goes through a real socket. Nothing is answered by 5xx, nothing is logged as an error, and the
site answers afterwards.
"""

import socket
from collections import Counter
from pathlib import Path
from random import Random

from tests.web_process import web_process

from .values import anything
from .wire import BOUNDARY, HOST

PATHS = [b"/", b"/agenda/", b"/agenda/?q=a", b"/admin/login/", b"/admin/", b"/sante/vivant", b"/robots.txt",
         b"/inscriptions/a/", b"/mesures/", b"/nulle-part/", b"/static/css/main.css"]  # fmt: skip
FORM = b"first_name=A&last_name=B&email=a%40exemple.invalid"
# gunicorn's own word for a transfer coding that it does not know (RFC 9112, 6.1): no failure of ours.
NOT_IMPLEMENTED = 501
PATIENCE = 15
CONFIGURATION = ("--config", "deploy/gunicorn.conf.py", "--workers", "2")


def torn(rng: Random, paths: list[bytes]) -> bytes:
    """The bytes of one request that is not as it should be."""
    path = rng.choice(paths)
    method = rng.choice((b"GET", b"POST", b"POST", b"PUT", b"HEAD", b"\xff", b"", b"G" * 200))
    version = rng.choice((b"HTTP/1.1",) * 6 + (b"HTTP/1.0", b"HTTP/9.9", b"HTTP/", b""))
    heads = [b"Host: " + HOST.encode()]
    body = FORM
    kind = rng.randrange(9)
    if kind == 0:
        heads.append(
            b"Content-Length: " + rng.choice((b"9", b"999", b"-1", b"1e3", b"+5", b"\xff", b"", b"9" * 40))
        )
    elif kind == 1:
        heads.append(
            b"Transfer-Encoding: "
            + rng.choice((b"chunked", b"gzip, chunked", b"chunked, chunked", b"\xff", b"x"))
        )
        body = rng.choice(
            (
                b"5\r\nabc",
                b"zz\r\nabc\r\n",
                b"-1\r\n",
                b"ffffffffffffffffff\r\na",
                b"3\r\nabc\r\n0\r\nA",
                b"0\r\n\r\n",
            )
        )
    elif kind == 2:
        heads += [b"Content-Length: 5", b"Content-Length: 50"]
    elif kind == 3:
        heads += [b"Content-Length: 5", b"Transfer-Encoding: chunked"]
    elif kind == 4:
        heads.append(
            rng.choice(
                (
                    b"A: \x00",
                    b"A\r: b",
                    b"A b: c",
                    b": c",
                    b"\xff: \xff",
                    b"A" * 9_000 + b": b",
                    b" folded",
                    b"Host: other",
                )
            )
        )
    elif kind == 5:
        heads += [b"X-%d: a" % place for place in range(rng.choice((20, 99, 101, 400)))]
    elif kind == 6:
        path = b"/" + anything(rng).replace(b"\n", b"")[:9_000]
    elif kind == 7:
        heads.append(b"Content-Type: multipart/form-data; boundary=" + BOUNDARY)
        body = (
            b"--"
            + BOUNDARY
            + b'\r\nContent-Disposition: form-data; name="email"\r\n\r\n'
            + anything(rng)[:2_000]
        )
        heads.append(b"Content-Length: %d" % (len(body) + rng.choice((-3, 0, 40, 4_000))))
    else:
        heads = [b"Host: " + anything(rng).replace(b"\n", b"")[:300]]
    raw = b" ".join((method, path, version)) + b"\r\n" + b"\r\n".join(heads) + b"\r\n\r\n" + body
    return raw[: rng.randrange(1, len(raw))] if rng.random() < 0.4 else raw


def answer_to(port: int, raw: bytes) -> int:
    """The status of the first answer; 0 where the server hangs up instead, -1 where it says nothing."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            said = connection.recv(100)
        except TimeoutError:
            return -1
        except OSError:  # it hung up while we spoke
            return 0
    words = said.split(None, 2)
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") else 0


def is_alive(port: int) -> bool:
    return answer_to(port, f"GET /sante/vivant HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()) == 200


def tear(
    *, seed: int, first: int, count: int, environment: dict[str, str], log: Path
) -> tuple[list[str], Counter]:
    """Send torn requests; what is to blame, in words, and how often each status came."""
    faults: list[str] = []
    statuses: Counter[int] = Counter()
    with web_process(environment, *CONFIGURATION, log=log) as origin:
        port = int(origin.rpartition(":")[2])
        for number in range(first, first + count):
            raw = torn(Random(f"{seed}:torn:{number}"), PATHS)
            status = answer_to(port, raw)
            statuses[status] += 1
            if status == -1 or (status >= 500 and status != NOT_IMPLEMENTED):
                faults.append(f"status {status} for {raw[:300]!r} ({seed}:{number})")
        if not is_alive(port):
            faults.append("the site does not answer any more")
    said = log.read_text(errors="replace")
    # Django says of a foreign Host that it is one, as an error, and answers 400.
    lines = [
        line
        for line in said.splitlines()
        if ('"ERROR"' in line or " ERROR " in line) and "DisallowedHost" not in line
    ]
    return faults + [f"logged: {line[:400]}" for line in lines[:5]], statuses
