"""One process of `make fuzz`: a share of the cases, on the database of DATABASE_URL.

    python -m tests.proofs.fuzz.job '{"seed": 1, "numbers": [0, 100, 2], …}'

Prints one JSON line a finding, then one that sums up.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

SLOW = 10.0  # seconds after which an answer is as bad as none


@dataclass
class Order:
    """What a process is to send: the numbers ``first``, ``first + step``… below ``end``."""

    seed: int
    first: int
    end: int
    step: int = 1
    only: str = ""
    role: str = ""
    talk: bool = False  # say each request and its answer


@dataclass
class Finding:
    number: int
    fault: str
    place: str
    request: str
    story: str


def shoot(order: Order, cookies: dict[str, bytes]) -> Iterator[Finding | dict]:
    """Send the cases of ``order``: each finding as it comes, then what was sent."""
    from .cases import Cases
    from .sending import Sender

    sender = Sender(cookies)
    cases = Cases(order.seed, sender, only=order.only, role=order.role)
    statuses: Counter[str] = Counter()
    addresses: set[bytes] = set()
    slowest: list[tuple[float, int, str]] = []
    begun = time.monotonic()
    numbers = range(order.first, order.end, order.step)
    for number in numbers:
        request = cases.make(number)
        before = time.monotonic()
        answer = sender.send(request)
        took = time.monotonic() - before
        statuses[f"{answer.status // 100}xx"] += 1
        addresses.add(request.path)
        slowest = sorted([*slowest, (took, number, str(request))], reverse=True)[:5]
        if order.talk:
            print(f"{number} {request}\n  → {answer.status} in {took:.3f} s", file=sys.stderr)
        if not answer.fault and took > SLOW:
            answer.fault, answer.place = f"answered after {took:.0f} s", request.path.decode("latin-1")[:80]
        if answer.fault:
            yield Finding(number, answer.fault, answer.place, str(request), answer.story)
    yield {
        "sent": len(numbers),
        "seconds": time.monotonic() - begun,
        "statuses": statuses,
        "addresses": len(addresses),
        "slowest": slowest,
    }


def main(argument: str) -> None:
    import django
    from django.conf import settings
    from django.test.utils import setup_test_environment

    from tests import network, strict_templates

    network.forbid()
    strict_templates.enforce()
    django.setup()
    settings.ROOT_URLCONF = "conference.settings.serve_urls"
    settings.DEMO = True
    setup_test_environment(debug=False)
    settings.ALLOWED_HOSTS = ["conference.test", "127.0.0.1"]

    from .world import make_world

    with tempfile.TemporaryDirectory(prefix="conference-fuzz-") as folder:
        settings.VAR_DIR = Path(folder)
        settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH = f"{folder}/media", f"{folder}/courriels"
        for said in shoot(Order(**json.loads(argument)), make_world()):
            print(json.dumps(asdict(said) if isinstance(said, Finding) else said), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
