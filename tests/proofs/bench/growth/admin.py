"""The admin's long lists and exports on one database: `python -m tests.proofs.bench.growth.admin`.

Prints one JSON line each: milliseconds (the best of three), queries; for an export its lines, and the
megabytes that the process grew by while it was read as it came.
"""

import json
import resource
import time
from typing import Any

import django

MEGABYTE = 1024  # of what getrusage counts in
TIMES = 3


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db.models import Count
    from django.test import Client
    from django.urls import reverse

    from conference.regions.models import Region
    from events.models import EventPage

    settings.ALLOWED_HOSTS = ["*"]
    people = get_user_model().objects
    racine, _made = people.get_or_create(username="racine", defaults={"is_superuser": True, "is_staff": True})
    brittany = Region.objects.get(slug="bretagne")
    relay = people.filter(groups=brittany.team.group, is_active=True).order_by("pk").first()
    great = EventPage.objects.annotate(people=Count("registrations")).order_by("-people").first()
    registrations = reverse("inscriptions:index")
    # Its agenda only holds them: the explorer shows them in the region's place.
    explorer = reverse("wagtailadmin_explore", args=[great.get_parent().get_parent().pk])
    for person, what, address in (
        (relay, "explorateur du relais, sa région", explorer),
        (relay, f"inscriptions d’un événement ({great.people})", f"{registrations}?event={great.pk}"),
        (relay, "inscriptions de la région", registrations),
        (racine, "inscriptions du pays", registrations),
    ):
        say(what, asked(Client(), person, address))
    for kind in ("csv", "xlsx"):
        for what, address in (
            (
                f"export {kind} de l’événement ({great.people})",
                f"{registrations}?event={great.pk}&export={kind}",
            ),
            (f"export {kind} du pays", f"{registrations}?export={kind}"),
        ):
            say(what, exported(Client(), racine, address))


def asked(browser: Any, person: Any, address: str) -> dict[str, Any]:
    """A page of the admin, warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.force_login(person)
    best = float("inf")
    for _turn in range(1 + TIMES):
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        best = min(best, (time.perf_counter() - start) * 1000)
    if answer.status_code != 200:
        raise ValueError(f"{address}: {answer.status_code}")
    return {"status": answer.status_code, "ms": round(best), "queries": len(queries)}


def exported(browser: Any, person: Any, address: str) -> dict[str, Any]:
    """An export, each piece forgotten once read."""
    browser.force_login(person)
    before, start = highest(), time.perf_counter()
    answer = browser.get(address)
    if not answer.streaming:
        raise ValueError(f"{address}: {answer.status_code} {answer.headers}")
    size = lines = 0
    for piece in answer.streaming_content:
        size += len(piece)
        lines += piece.count(b"\n")
    return {
        "status": answer.status_code,
        "ms": round((time.perf_counter() - start) * 1000),
        "lines": lines,
        "kilobytes": size // 1024,
        "megabytes more": (highest() - before) // MEGABYTE,
    }


def highest() -> int:
    """The most memory that this process ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def say(what: str, facts: dict[str, Any]) -> None:
    print(json.dumps({"what": what, **facts}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
