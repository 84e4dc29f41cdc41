"""With JavaScript the agenda answers in place: the count is said, Back works, the focus is kept."""

import pytest
from playwright.sync_api import Page, expect

from events.models import EventFormat, YesNo
from tests.accessibility import faults_of
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agenda(live_server, page: Page) -> Page:
    tree = make_site_tree()
    EventPageFactory(title="En salle", step_free=YesNo.YES, audiences=["association"])
    EventPageFactory(title="À La Réunion", parent=tree.regions["la-reunion"].agenda)
    EventPageFactory(title="En ligne", format=EventFormat.ONLINE)
    page.set_viewport_size({"width": 1350, "height": 900})
    page.goto(f"{live_server.url}/agenda/")
    page.evaluate("window.sameDocument = true")
    return page


def tick(page: Page, filter_name: str, choice: str) -> None:
    field = page.locator("fieldset").filter(has_text=filter_name).first
    field.locator("summary").click()
    field.get_by_label(choice).check()


def test_a_choice_narrows_the_list_and_back_brings_it_back(agenda: Page) -> None:
    tick(agenda, "Région", "La Réunion")

    expect(agenda.locator(".event-row")).to_have_count(1)
    expect(agenda.get_by_role("status")).to_have_text("1 session à venir")
    assert agenda.url.endswith("/agenda/?region=la-reunion")
    assert agenda.evaluate("document.activeElement.value") == "la-reunion"
    expect(agenda.locator(".filters__choice").first).to_have_attribute("open", "")
    expect(agenda.locator(".filters__choice summary").first).to_have_text("La Réunion")

    agenda.get_by_role("link", name="Retirer le critère La Réunion").click()
    expect(agenda.locator(".event-row")).to_have_count(3)
    expect(agenda.locator("[name=region][value=la-reunion]")).not_to_be_checked()
    agenda.go_back()
    expect(agenda.locator(".event-row")).to_have_count(1)
    agenda.go_back()
    expect(agenda.locator(".event-row")).to_have_count(3)
    assert agenda.evaluate("window.sameDocument")


def test_words_and_views_answer_in_place(agenda: Page) -> None:
    agenda.get_by_label("Mot, ville, code postal, département").fill("salle")
    agenda.keyboard.press("Enter")
    expect(agenda.locator(".event-row")).to_have_count(1)
    expect(agenda.get_by_label("Mot, ville, code postal, département")).to_be_focused()

    agenda.get_by_role("link", name="Mois").click()
    expect(agenda.locator(".month-grid")).to_be_visible()
    assert "q=salle" in agenda.url
    assert "vue=mois" in agenda.url
    assert agenda.evaluate("window.sameDocument")


@pytest.mark.parametrize("query", ["", "?vue=mois", "?vue=carte", "?region=bretagne&quand=trois-mois"])
def test_the_agenda_is_clean(agenda: Page, query: str) -> None:
    agenda.goto(agenda.url + query)
    assert faults_of(agenda) == []


def test_many_filters_leave_the_list_on_the_first_screen_of_a_phone(agenda: Page) -> None:
    agenda.set_viewport_size({"width": 390, "height": 844})
    asked = "region=bretagne&format=presentiel&format=hybride&type=rencontre&type=atelier&public=association"
    agenda.goto(f"{agenda.url}?{asked}&acces=step_free")
    assert agenda.locator(".active a").count() == 7
    assert agenda.locator(".event-row").first.bounding_box()["y"] < 640  # 844 without a browser's own bars
    assert agenda.evaluate("document.documentElement.scrollWidth <= innerWidth")

    agenda.locator(".active a").last.focus()
    expect(agenda.locator(".active a").last).to_be_in_viewport(ratio=1)

    fold = agenda.locator(".filters__fold--narrow")
    agenda.get_by_text("Choisir les critères").click()
    expect(agenda.get_by_label("Du", exact=True)).to_be_visible()  # what folds elsewhere is open here
    agenda.get_by_label("Du", exact=True).focus()
    agenda.keyboard.press("Escape")
    agenda.keyboard.press("Escape")
    expect(fold).not_to_have_attribute("open", "")
    expect(fold.locator("summary").first).to_be_focused()
