"""Whom an event is for: ticked in its form, told on its page, compared, found in the agenda."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from conference.core.worlds import AUDIENCES, World
from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def found(client: Client, query: str) -> list[str]:
    return [row.get_text() for row in read(client, f"/agenda/?{query}").select(".event-row h3")]


def test_the_page_says_whom_the_event_is_for_and_nothing_where_nobody_said(
    tree: SiteTree, client: Client
) -> None:
    told = EventPageFactory(audiences=["entreprise", "etat"])
    untold = EventPageFactory()

    facts = {fact.dt.get_text(): fact.dd.get_text() for fact in read(client, told.url).select(".facts > div")}
    assert facts["Public"] == "Entreprises, services de l’État"
    assert "Public" not in [dt.get_text() for dt in read(client, untold.url).select(".facts dt")]


def test_the_agenda_is_narrowed_to_any_of_the_audiences_asked_for(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="Pour les associations", audiences=["association", "etat"])
    EventPageFactory(title="Pour les entreprises", audiences=["entreprise"])
    EventPageFactory(title="Pour tout le monde", audiences=["citoyen"])
    EventPageFactory(title="Sans rien dire")

    assert found(client, "public=association") == ["Pour les associations"]
    assert found(client, "public=citoyen&public=etat") == ["Pour les associations", "Pour tout le monde"]
    assert found(client, "public=fondation") == []

    page = read(client, "/agenda/?public=entreprise&format=presentiel")
    assert [box["value"] for box in page.select("[name=public][checked]")] == ["entreprise"]
    assert [box["value"] for box in page.select("[name=public]")] == [key for key, _label in AUDIENCES]
    chips = {link.get_text(" ", strip=True): link["href"] for link in page.select(".active a")}
    assert chips["Retirer le critère entreprises"] == "/agenda/?format=presentiel"


def test_an_unknown_audience_is_said_and_narrows_nothing(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="Rencontre")
    page = read(client, "/agenda/?public=martiens")
    assert [row.h3.get_text() for row in page.select(".event-row")] == ["Rencontre"]
    (said,) = [message.get_text(strip=True) for message in page.select(".message")]
    assert (
        said.replace(NBSP, " ") == "« martiens » n’est pas un public : ce critère n’a pas été pris en compte."
    )


def test_an_editor_ticks_audiences_and_sees_in_words_what_changed(tree: SiteTree) -> None:
    event = EventPageFactory(audiences=["association"])
    before = event.save_revision()
    browser = browser_of(communicator())
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    boxes = BeautifulSoup(browser.get(edit).content, "html.parser").select("[name=audiences]")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["association"]

    browser.post(
        edit, page_form(browser, edit, audiences=["fondation", "entreprise"], **{"action-publish": "1"})
    )
    event = EventPage.objects.get(pk=event.pk)
    assert event.audiences == ["entreprise", "fondation"]

    compare = reverse(
        "wagtailadmin_pages:revisions_compare", args=[event.pk, before.pk, event.latest_revision_id]
    )
    page = BeautifulSoup(browser.get(compare).content, "html.parser")
    assert "associations" in [words.get_text() for words in page.select("span.deletion")]
    assert {"entreprises", "fondations"} <= {words.get_text() for words in page.select("span.addition")}


def test_what_is_no_audience_is_refused_at_its_field(tree: SiteTree) -> None:
    event = EventPageFactory(audiences=["association"])
    browser = browser_of(communicator())
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    form = page_form(browser, edit, audiences=["martiens"], **{"action-publish": "1"})
    assert "audiences" in browser.post(edit, form).context["form"].errors
    assert EventPage.objects.get(pk=event.pk).audiences == ["association"]


def test_the_audiences_are_worlds() -> None:
    assert [key for key, _label in AUDIENCES] == [world for world in World.values if world != World.OTHER]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_long_choice_stays_in_its_column(live_server, page) -> None:
    make_site_tree(regions=("bretagne",))
    page.set_viewport_size({"width": 1350, "height": 900})
    page.goto(f"{live_server.url}/agenda/?" + "&".join(f"public={key}" for key, _label in AUDIENCES))
    page.get_by_text("Plus de critères").click()
    row = page.locator(".filters__row", has=page.get_by_role("group", name="Public")).last
    widths = [choice.bounding_box()["width"] for choice in row.locator(".filters__choice").all()]
    assert len(widths) > 1
    assert max(widths) - min(widths) < 1
