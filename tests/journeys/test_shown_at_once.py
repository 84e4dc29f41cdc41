"""A correction shows in every process of ours at the latest a tenth of a second after its commit.

Two web processes with their memory of pages, and the task worker, on the test's own database.
"""

import time
import urllib.request
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from conference.core.blocks import MeasuresBlock
from conference.core.models import SiteSettings
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.signup import register
from events.registrations.models import Registration
from events.registrations.seats.gates import close_registration
from home.models import ContentPage, MenuEntry
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import wait_until, worker_process
from tests.events.registrations.factories import applicant, open_event
from tests.measures.factories import correct, make_measures
from tests.measures.test_measures_block import WAYS
from tests.web_process import web_process

AT_LATEST = 0.1  # seconds


class Readers:
    """Two readers, each of a process of its own."""

    def __init__(self, *origins: str, whole_pages: bool) -> None:
        self.origins = origins
        self.whole_pages = whole_pages  # in the memories; else only their parts

    def read(self, path: str) -> list[str]:
        pages = []
        for origin in self.origins:
            with urllib.request.urlopen(origin + path, timeout=30) as answer:
                pages.append(answer.read().decode())
        return pages

    def hold(self, path: str) -> None:
        """Both processes have the page in their memories."""
        self.read(path)
        self.still_hold(path)

    def still_hold(self, path: str) -> None:
        """Nothing that happened since has put the page out of a memory."""
        if not self.whole_pages:
            return
        time.sleep(AT_LATEST)
        for origin in self.origins:
            with urllib.request.urlopen(origin + path, timeout=30) as answer:
                assert answer.headers["X-Page-Memory"] == "hit", path

    def see(self, change: Callable[[], object], *paths: str, before: str, after: str) -> None:
        """``before`` is in the memories; once ``change`` is committed both show ``after`` in time."""
        for path in paths:
            self.hold(path)
            assert [before in page for page in self.read(path)] == [True, True], path
        change()
        time.sleep(AT_LATEST)
        for path in paths:
            assert [(before in page, after in page) for page in self.read(path)] == [(False, True)] * 2, path


@pytest.mark.long
@pytest.mark.parametrize("whole_pages", [True, False], ids=["pages", "parts"])
@pytest.mark.django_db(transaction=True)
def test_a_correction_shows_in_two_processes_a_tenth_of_a_second_later(
    process_environment: dict[str, str], whole_pages: bool
) -> None:
    SiteSettings.load()  # its row is made when it is first read
    tree = make_site_tree(regions=("bretagne",))
    measures = make_measures()

    def rename(name: str) -> None:
        correct(measures[2], title=name, short_title=name, keyword=name)

    rename("Ancien")
    paths = []
    for way, value in WAYS.items():
        body = [("measures", MeasuresBlock().to_python(value(measures)))]
        page = tree.home.add_child(instance=ContentPage(title=f"Page {way}", slug=way, body=body))
        paths.append(page.url)
    scheduled = ContentPage(title="Une page", slug="prevue")
    tree.home.add_child(instance=scheduled)
    event = open_event(parent=tree.regions["bretagne"].agenda, slug="rencontre", capacity=6)
    environment = process_environment | {"FRAGMENT_CACHE": "1", "PAGE_CACHE": str(whole_pages)}
    with web_process(environment) as one, web_process(environment) as two:
        readers = Readers(one, two, whole_pages=whole_pages)

        # A measure, in each of the three ways in which a page shows it.
        readers.see(lambda: rename("Corrigé"), *paths, before="Ancien", after="Corrigé")

        # A menu.
        entry = MenuEntry.objects.create(location="header", page=tree.agenda, label="Vieille entrée")
        time.sleep(AT_LATEST)
        entry.label = "Nouvelle entrée"
        readers.see(entry.save, "/", before="Vieille entrée", after="Nouvelle entrée")

        # The word of the seats: at the registration that changes it, and at no other.
        now = timezone.now()
        free, few, full, closed = "Places disponibles", "Dernières places", "Complet", "Inscriptions closes"

        def sign_up(number: int) -> Registration:
            return register(event, applicant=applicant(number), now=now)

        region = "/regions/bretagne/"  # the agenda has a filter of those words
        first = sign_up(1)  # the first one makes the lock of the event's seats, which pages may show
        time.sleep(AT_LATEST)
        readers.hold(region)
        sign_up(2)
        readers.still_hold(region)
        readers.see(lambda: sign_up(3), region, before=free, after=few)
        for number in (4, 5):
            sign_up(number)
        readers.still_hold(region)
        readers.see(lambda: sign_up(6), region, before=few, after=full)
        readers.see(lambda: cancel(first, now=now), region, before=full, after=few)
        readers.see(lambda: close_registration(event, by=None, now=now), region, before=few, after=closed)

        # What the worker does: a page whose hour has come.
        readers.hold(scheduled.url)
        scheduled.title = "Nouveau titre"
        scheduled.go_live_at = now - timedelta(minutes=1)
        scheduled.save_revision(approved_go_live_at=scheduled.go_live_at)
        with worker_process(environment):
            wait_until(lambda: ContentPage.objects.get(pk=scheduled.pk).title == "Nouveau titre", every=0.01)
            time.sleep(AT_LATEST)
            assert all("Nouveau titre" in page for page in readers.read(scheduled.url))
