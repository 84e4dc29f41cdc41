"""An editor schedules a page; at its hour the worker puts it on line, and a visitor's browser shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import ContentPage
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import wait_until, worker_process


@pytest.mark.browser
def test_a_scheduled_page_goes_live(transactional_db, live_server, page, process_environment):
    home = make_site_tree(regions=()).home
    content = ContentPage(title="Le rendez-vous", slug="rendez-vous", live=False)
    home.add_child(instance=content)
    content.go_live_at = timezone.now() + timedelta(seconds=4)
    content.save_revision().publish()
    address = f"{live_server.url}/rendez-vous/"

    assert page.goto(address).status == 404
    with worker_process(process_environment):
        # Read in another process and served by this one: nothing here told it.
        wait_until(lambda: page.goto(address).status == 200, seconds=90, every=0.5)
    assert timezone.now() > content.go_live_at
    assert page.get_by_role("heading", level=1).inner_text() == "Le rendez-vous"
    content.refresh_from_db()
    assert content.live
