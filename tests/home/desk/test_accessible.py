"""The desk, the guides and the form of a page are without fault for axe, narrow and wide, in both themes."""

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from tests.accessibility import faults_of
from tests.conference.regions.world import make_world
from tests.journeys.admin import PASSWORD, Desk

from .test_desk import submit

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Tab, live_server: LiveServer, transactional_db: None) -> Desk:
    regional, _theirs, national = make_world()
    submit(EventPage.objects.get(pk=regional.draft.pk), regional.user)
    national.user.set_password(PASSWORD)
    national.user.save()
    desk = Desk(page, live_server.url)
    desk.log_in(national.user)
    return desk


def test_the_desk_and_a_guide_have_no_fault(desk: Desk) -> None:
    desk.tab.emulate_media(reduced_motion="reduce")  # else a colour is read halfway to the other theme's
    for path in ("/admin/", "/admin/aide/redaction/"):
        desk.go(path)
        expect(desk.tab.locator("h1").first).to_be_attached()
        assert faults_of(desk.tab) == [], path
