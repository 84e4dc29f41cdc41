"""The page of an event where only a browser can tell: on paper, at an item's address, under the policy."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from events.models import EventPage, EventSpeaker, Session, SessionSpeaker
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at

pytestmark = [pytest.mark.browser, pytest.mark.urls("conference.settings.serve_urls")]
PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def event(transactional_db: None, live_server) -> EventPage:
    """A day in three rooms, twelve items, six people."""
    make_site_tree()
    event = EventPageFactory(
        slug="journee",
        start=at("2028-02-29", "09:00"),
        end=at("2028-02-29", "18:00"),
        step_free="oui",
        photographed=True,
        access_note="Bus 7 et 12, arrêt Barachois.",
    )
    people = [SpeakerFactory(organisation="Le Fil commun") for _number in range(6)]
    for speaker in people:
        EventSpeaker.objects.create(event=event, speaker=speaker)
    for rank in range(12):
        session = SessionFactory(
            event=event,
            start=event.start + timedelta(hours=rank // 3 * 2),
            room=f"Salle {rank % 3}",
            description="Ce que chacun apporte, ce que chacun attend, et ce que l’on fait ensemble.",
        )
        SessionSpeaker.objects.create(session=session, speaker=people[rank % 6])
    return event


@pytest.mark.parametrize("width", [390, 1350])
def test_a_day_in_three_rooms_fits_two_sheets_with_its_address(
    event: EventPage, live_server, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + event.get_url())
    sheets = len(PAGES.findall(page.pdf(format="A4")))
    assert 1 <= sheets <= 2
    page.emulate_media(media="print")
    assert page.locator(".printed-only").inner_text().endswith(event.get_url())
    assert not page.locator(".registration-box, .event-calendar, .programme__link").first.is_visible()


def test_the_rooms_stand_side_by_side_and_follow_one_another_on_a_telephone(
    event: EventPage, live_server, page: Page
) -> None:
    page.set_viewport_size({"width": 1350, "height": 900})
    page.goto(live_server.url + event.get_url())
    items = page.locator(".programme__item")
    tops = [round(box["y"]) for item in items.all()[:3] if (box := item.bounding_box())]
    assert len(set(tops)) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    tops = [round(box["y"]) for item in items.all() if (box := item.bounding_box())]
    assert tops == sorted(set(tops))
    assert len(tops) == 12


def test_the_address_of_an_item_leads_to_it_and_shows_it(event: EventPage, live_server, page: Page) -> None:
    last = Session.objects.order_by("start", "pk").last()
    page.goto(f"{live_server.url}{event.get_url()}#temps-{last.pk}")
    item = page.locator(f"#temps-{last.pk}")
    assert item.evaluate("e => e.matches(':target')")
    assert item.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert item.evaluate(
        "e => { const b = e.getBoundingClientRect(); return 0 <= b.top && b.top < innerHeight }"
    )
    link = item.locator(".programme__link")
    box = link.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_the_policy_lets_the_data_block_be(event: EventPage, live_server, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    answer = page.goto(live_server.url + event.get_url())
    assert answer is not None
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    name = page.evaluate(
        "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent).name"
    )
    assert name == event.title
    assert said == []
