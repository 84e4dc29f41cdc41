"""What an event is, wherever it is shown."""

import pytest

from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


def test_an_event_belongs_to_the_region_where_it_stands() -> None:
    tree = make_site_tree()
    local = EventPageFactory(parent=tree.regions["la-reunion"].agenda)
    national = EventPageFactory(national=True)

    assert local.region == tree.regions["la-reunion"].region
    assert local.get_url() == f"/regions/la-reunion/agenda/{local.slug}/"
    assert national.region is None
    assert national.get_url() == f"/agenda/{national.slug}/"
