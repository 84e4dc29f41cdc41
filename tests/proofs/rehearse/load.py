"""The public, without a pause: people who read and people who register, while the site changes version.

    python -m tests.proofs.rehearse.load SITE CERTIFICATE EVENT_PATH

Runs until it is told to end (SIGTERM), then prints what came as JSON. In a process of its own, so that
what it measures is not what it costs.
"""

import itertools
import json
import signal
import sys
import threading
import time
from collections import Counter

import requests

from .client import TIMEOUT, Person, fields

PEOPLE = 4
PAUSE = 0.05  # seconds between two requests of one person


class Tally:
    """What was asked, what failed, the slowest answer in seconds."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.statuses: Counter[str] = Counter()
        self.failures: list[str] = []
        self.times: list[float] = []
        self.registered: list[str] = []

    def note(self, what: str, seconds: float, status: int | str, expected: int) -> None:
        with self.lock:
            self.statuses[str(status)] += 1
            self.times.append(seconds)
            if status != expected:
                self.failures.append(f"{what} : {status}")


def main(site: str, trust: str, event: str) -> None:
    tally, stopping = Tally(), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_signal: stopping.set())
    paths = ["/", "/agenda/", event, f"{event}inscription/", "/mesures/", "/agenda/?q=eau", "/sante/vivant"]
    readers = [
        threading.Thread(target=read, args=(site, trust, f"127.0.2.{number}", paths, number, tally, stopping))
        for number in range(1, PEOPLE + 1)
    ]
    writer = threading.Thread(target=register, args=(site, trust, event, tally, stopping))
    for thread in [*readers, writer]:
        thread.start()
    while not stopping.wait(0.5):
        pass
    for thread in [*readers, writer]:
        thread.join()
    slowest = sorted(tally.times)
    said = {
        "requests": len(tally.times),
        "failed": len(tally.failures),
        "failures": tally.failures[:10],
        "statuses": dict(tally.statuses),
        "median": slowest[len(slowest) // 2],
        "p99": slowest[int(len(slowest) * 0.99)],
        "slowest": slowest[-1],
        "registered": tally.registered,
    }
    print(json.dumps(said))


def ask(tally: Tally, what: str, expected: int, call):  # type: ignore[no-untyped-def]
    """Make one request, note how it went; gives the answer, or None."""
    start = time.perf_counter()
    try:
        answer = call()
    except requests.RequestException as error:
        tally.note(what, time.perf_counter() - start, type(error).__name__, expected)
        return None
    tally.note(what, time.perf_counter() - start, answer.status_code, expected)
    return answer


def read(
    site: str, trust: str, address: str, paths: list[str], first: int, tally: Tally, stopping: threading.Event
) -> None:
    """Half of them have a session cookie, so that nothing that nginx keeps is served to them."""
    person = Person(site, trust=trust, address=address)
    if first % 2:
        person.session.headers["Cookie"] = "sessionid=repetition"
    for path in itertools.islice(itertools.cycle(paths), first, None):
        if stopping.wait(PAUSE):
            return
        ask(tally, path, 200, lambda path=path: person.session.get(f"{site}{path}", timeout=TIMEOUT))


def register(site: str, trust: str, event: str, tally: Tally, stopping: threading.Event) -> None:
    """One new person after the other opens the form and sends it, each from an address of their own."""
    form_url = f"{site}{event}inscription/"
    for number in itertools.count(1):
        if stopping.wait(PAUSE * 4):
            return
        person = Person(site, trust=trust, address=f"127.0.{3 + number // 250}.{1 + number % 250}")
        form = ask(
            tally, "formulaire", 200, lambda person=person: person.session.get(form_url, timeout=TIMEOUT)
        )
        if form is None or form.status_code != 200:
            continue
        person.read(form)
        mail = f"foule-{number}@exemple.invalid"
        data = fields(person.form(having="email"))
        data |= {"first_name": "Foule", "last_name": f"Numéro {number}", "email": mail}
        sent = ask(
            tally,
            "inscription",
            303,
            lambda person=person, data=data: person.session.post(
                form_url,
                data=data,
                headers={"Referer": form_url, "Origin": site},
                timeout=TIMEOUT,
                allow_redirects=False,
            ),
        )
        if sent is not None and sent.status_code == 303:
            tally.registered.append(mail)


if __name__ == "__main__":
    main(*sys.argv[1:4])
