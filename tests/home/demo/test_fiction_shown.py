"""What is invented says so where it stands: beside each title in a page's own content, not in its frame."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone

from conference.core.text import french
from conference.models import LocalConferencePage, NationalConferencePage
from events.models import EventPage
from home.contacts import contacts_of_relays

pytestmark = [pytest.mark.django_db, pytest.mark.demo]

TITLES = "a, h1, h2, h3, h4"
PLACES = ["h2", "h3", "dd", "header"]  # read in one go with the title, where it is not in a list
LISTS = [
    "/",
    "/agenda/",
    "/agenda/archives/",
    "/conference/",
    "/conference/premiere-edition/",
    "/conference/deuxieme-edition/",
    "/mesures/16-conference-des-alliances/",
    "/regions/bretagne/",
    "/regions/mayotte/",
    "/plan-du-site/",
]


def main_of(client: Client, address: str) -> Tag:
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = BeautifulSoup(answer.content, "html.parser").main
    for trail in main.select(".crumbs"):  # the page's own title, said again below
        trail.decompose()
    return main


def invented() -> set[str]:
    """The titles of the fictional sessions and editions, as pages set them."""
    models = (EventPage, NationalConferencePage)
    pages = [page for model in models for page in model.objects.live().filter(fictional=True)]
    return {form for page in pages for form in (page.title, french(page.title))}


def unmarked(main: Tag, titles: set[str]) -> tuple[int, list[str]]:
    """How many invented titles stand there, and those that nothing beside them marks."""
    seen = [each for each in main.select(TITLES) if each.get_text() in titles]
    return len(seen), [
        each.get_text()
        for each in seen
        if "ficti" not in (each.find_parent("li") or each.find_parent(PLACES) or main.h1).get_text()
    ]


@pytest.mark.parametrize("address", LISTS)
def test_every_invented_title_is_marked_where_it_stands(client: Client, address: str) -> None:
    number, bare = unmarked(main_of(client, address), invented())
    assert number > 0
    assert bare == []


def test_a_title_without_a_mark_is_seen() -> None:
    page = BeautifulSoup("<main><ul><li><a>Un</a> fictif</li><li><a>Deux</a></li></ul></main>", "html.parser")
    assert unmarked(page.main, {"Un", "Deux"}) == (2, ["Deux"])


def test_the_page_of_a_session_and_its_form_say_that_it_is_invented(client: Client) -> None:
    coming = EventPage.objects.live().filter(fictional=True, start__gt=timezone.now(), status="scheduled")
    event = coming.filter(edition__isnull=False).exclude(summary="").first()
    main = main_of(client, event.url)
    assert "fictive" in main.find("header").get_text()
    assert unmarked(main, invented()) == (2, [])  # its own title and its edition
    assert "fictif" in main_of(client, f"{event.url}inscription/").get_text()


def test_the_invented_introduction_of_each_region_says_so(client: Client) -> None:
    pages = LocalConferencePage.objects.all()
    assert len(pages) == 18
    for page in pages:
        assert page.introduction.endswith("(Texte fictif, pour la démonstration.)"), page
    lead = main_of(client, "/regions/corse/").select_one(".subject .lead").get_text(" ", strip=True)
    assert lead.endswith("(Texte fictif, pour la démonstration.)")


def test_each_invented_contact_and_host_says_so(client: Client) -> None:
    assert all(contact.fictional for contact in contacts_of_relays())
    for contact in main_of(client, "/contact/").select("[data-region]"):
        assert contact.select_one(".fiction-label").get_text() == "relais fictif"
    host = main_of(client, "/regions/corse/").find("dt", string="Accueil").find_next("dd")
    assert "fictive" in host.get_text()
