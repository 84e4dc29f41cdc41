"""The day after: what came out of an event is typed in its form and shown once it is over."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from events.models import EventDocument, EventPage
from tests.admin_forms import page_form
from tests.conference.core.shown import make_pictures
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import EventPageFactory, SessionFactory, at
from tests.events.test_forms import PUBLISH, edit_url
from tests.home.resources.test_library import make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def read(client: Client, event: EventPage) -> BeautifulSoup:
    return BeautifulSoup(client.get(event.get_url()).content, "html.parser")


def parts(page: BeautifulSoup) -> list[str]:
    return [each.get_text() for each in page.select(".prose h2")]


def test_the_page_becomes_that_of_a_past_session_by_itself(tree: SiteTree, client: Client) -> None:
    slides = make_resource("Support")
    event = EventPageFactory(
        start=at("2026-12-15"),
        end=at("2026-12-15", "17:00"),
        report="<p>Ce qui fut dit.</p>",
        registered=96,
        attended=1,
        replay_url="https://video.invalid/",
        photographs=[("image", {"image": make_pictures(1)[0]})],
    )
    SessionFactory(event=event, title="Table ronde", slides=slides)
    EventDocument.objects.create(event=event, document=slides)
    with time_machine.travel(at("2026-12-15", "16:59"), tick=False):
        before = read(client, event)
    with time_machine.travel(at("2026-12-15", "17:00"), tick=False):
        after = read(client, event)

    assert "Ce qui fut dit." not in before.get_text()
    assert "video.invalid" not in before.decode()
    assert parts(after)[:4] == ["Ce qui s’est dit", "À relire", "En images", "Au programme"]
    figures = [" ".join(each.get_text().split()) for each in after.select(".figures li")]
    assert figures == ["96 personnes inscrites", "1 personne présente"]
    assert after.select_one('.subject a[href="https://video.invalid/"]')
    assert [each.get_text(strip=True) for each in after.select("#t-relire ~ * a")] == [
        "Support",
        "Table ronde",
    ]
    assert "Venir" not in parts(after)


def test_a_cancelled_event_never_becomes_a_past_one(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(cancelled=True, past=True, report="<p>Rien n’eut lieu.</p>")
    page = read(client, event)
    assert page.select_one(".event-state").get_text(strip=True) == "Annulé"
    assert "Rien n’eut lieu." not in page.get_text()


def test_what_came_out_is_typed_in_the_form(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(past=True)
    team = browser_of(communicator())
    typed = {
        "report": rich_text("<p>Trois décisions.</p>"),
        "registered": "40",
        "attended": "31",
        "replay_url": "https://video.invalid/",
    }
    assert team.post(edit_url(event), page_form(team, edit_url(event), **typed, **PUBLISH)).status_code == 302

    page = read(client, event)
    assert "Trois décisions." in page.select_one("#t-compte-rendu").parent.get_text()
    assert len(page.select(".figures li")) == 2


def test_an_emptied_report_is_no_report(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(past=True, report='<p data-block-key="a"></p>')
    assert EventPage.objects.get().report == ""
    assert "Ce qui s’est dit" not in parts(read(client, event))
    assert not EventPage.objects.that_came_out().exists()


def test_a_copy_takes_nothing_of_it_along(tree: SiteTree) -> None:
    event = EventPageFactory(
        past=True, report="<p>Dit.</p>", registered=9, attended=8, replay_url="https://video.invalid/"
    )
    start = timezone.now() + timedelta(days=9)
    copy = event.copy(update_attrs={"slug": "copie", "start": start, "end": start}, keep_live=False)
    assert (copy.report, copy.registered, copy.attended, copy.replay_url) == ("", None, None, "")
