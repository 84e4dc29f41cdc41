"""The pages that are measured, and the queries that each asks of the database.

python -m tests.proofs.bench.pages        prints both as JSON, for tests/proofs/bench/__main__.py
"""

import json
from typing import NamedTuple


class Page(NamedTuple):
    """A page to measure; ``queries`` when the caches were just cleared and the process is warm.

    ``is_form``: what is measured is the sending of the form that stands there.
    """

    name: str
    path: str
    queries: int
    is_form: bool = False


def measured_pages() -> list[Page]:
    from django.utils import timezone

    from events.models import EventPage
    from measures.models import Measure

    coming = EventPage.objects.live().filter(start__gt=timezone.now()).order_by("start")
    event = coming.filter(region__isnull=False).first()
    if event is None:
        raise LookupError("No coming event in the database: nothing to measure.")
    paths = {
        "accueil": "/",
        "tableau des mesures": "/mesures/",
        "mesure": Measure.objects.get(number=16).get_absolute_url(),
        "région": event.region.get_absolute_url(),
        "agenda": "/agenda/",
        "agenda, deux filtres": f"/agenda/?region={event.region.slug}&format={event.format}",
        "agenda, texte": "/agenda/?q=alliance",
        "événement": event.get_url(),
        "événement.ics": f"{event.get_url()}evenement.ics",
    }
    pages = [Page(name, path, cold_queries(path)) for name, path in paths.items()]
    # Seats are counted as they are where there is a limit, and there is always one left.
    event.registration_settings.update(enabled=True, capacity=1_000_000)
    form = f"{event.get_url()}inscription/"
    return [*pages, Page("inscription (envoi)", form, cold_queries(form, is_form=True), is_form=True)]


def cold_queries(path: str, *, is_form: bool = False) -> int:
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Site

    from conference.platform.caching import fragments

    client = Client(headers={"host": "127.0.0.1"})

    def ask(name: str) -> int:
        if not is_form:
            return client.get(path).status_code
        typed = {"first_name": "Aïcha", "last_name": name, "email": f"visite.{name}@exemple.invalid"}
        return client.post(path, typed).status_code

    ask("un")  # the process is warm: modules, templates, content types
    for cache in caches.all():
        cache.clear()
    Site.clear_site_root_paths_cache()
    fragments.memory.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        status = ask("deux")
    if status != (303 if is_form else 200):
        raise LookupError(f"{path} answered {status}.")
    return len(queries)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps([page._asdict() for page in measured_pages()]))
