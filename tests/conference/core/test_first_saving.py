"""A form that is sent makes one page: nothing was saved beside it meanwhile."""

import pytest
from django.urls import reverse

from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay
from tests.events.factories import EventPageFactory

BY_ITSELF = "w-autosave#save"


@pytest.mark.django_db
def test_a_new_page_waits_for_its_author_and_an_existing_one_is_saved_by_itself():
    local = make_site_tree(regions=("bretagne",)).regions["bretagne"]
    client = browser_of(relay(local.region))
    event = EventPageFactory(parent=local.agenda, draft=True)
    new = client.get(reverse("wagtailadmin_pages:add", args=["events", "eventpage", local.agenda.pk]))
    known = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    assert BY_ITSELF not in new.content.decode()
    assert BY_ITSELF in known.content.decode()
