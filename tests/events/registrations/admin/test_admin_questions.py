"""What the admin's lists of pages ask of the database: as much for thirty events as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay

from ..factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db

MOST = 30


def test_the_explorer_asks_as_much_for_thirty_events_as_for_one():
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    agenda = tree.regions["bretagne"].agenda
    people = [relay(tree.regions["bretagne"].region), communicator()]
    explorer = reverse("wagtailadmin_explore", args=[agenda.get_parent().pk])
    counts: dict[str, int] = {}
    for number, more in ((1, 1), (30, 29)):
        for _event in range(more):
            RegistrationFactory(event=open_event(parent=agenda, capacity=40))
        for person in people:
            browser = browser_of(person)
            browser.get(explorer)
            with CaptureQueriesContext(connection) as asked:
                page = browser.get(explorer).content.decode()
            assert len(asked) <= MOST
            assert len(asked) == counts.setdefault(person.username, len(asked))
            assert page.count("Inscriptions (1/40)") == number
