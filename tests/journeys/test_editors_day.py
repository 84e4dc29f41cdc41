"""An editor's day: a news item of ten kinds of blocks, published, corrected, restored; an edition made whole.

At each step the console is silent, and axe objects to nothing: neither on the screen of the admin, nor on the
preview, nor on the public page. (tests/journeys/test_home_page.py: the home page in another order.)
"""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from conference.core.chores import publish_scheduled
from conference.models import NationalConferencePage
from events.models import AgendaPage
from home.news.models import NewsPage
from tests.accessibility import faults_of, faults_of_frame, faults_of_screen
from tests.conference.core.shown import make_picture
from tests.conference.factories import DataControllerFactory
from tests.conference.platform.worker import run_queue
from tests.journeys.admin import Desk
from tests.journeys.communications import Editor
from tests.journeys.console import console_errors

pytestmark = [
    pytest.mark.browser,
    pytest.mark.reference,
    pytest.mark.urls("conference.settings.serve_urls"),
]
PHONE = 375  # px, as the preview has it
EDITION = "Troisième édition"
TITLE = "Le forum de Rennes ouvre ses portes"
FIRST, SECOND = "Les inscriptions ouvrent lundi.", "Les inscriptions ouvrent mardi."
TEN = {
    "Texte": "paragraph",
    "Image": "image",
    "Citation": "quote",
    "Chiffres clés": "figures",
    "Encadré": "callout",
    "Questions et réponses": "questions",
    "Mesures": "measures",
    "Bouton": "call_to_action",
    "Contact": "contact",
    "Sommaire": "table_of_contents",
}


@pytest.fixture
def editor(transactional_db: None, live_server: LiveServer, page: Tab, in_one_piece: None) -> Editor:
    DataControllerFactory()
    make_picture(title="Le port de Rennes", description="Un port vide.")
    run_queue()
    # What the picker shows of each block is a whole page, and looked at elsewhere.
    page.route("**/block-preview/**", lambda route: route.fulfill(body="", content_type="text/html"))
    page.emulate_media(reduced_motion="reduce")  # else a colour is read halfway to the other theme's
    return Editor(page, live_server)


@pytest.fixture
def visitor(editor: Editor) -> Tab:
    return editor.page.context.new_page()


@pytest.fixture(autouse=True)
def nothing_in_the_console(editor: Editor, visitor: Tab) -> Iterator[None]:
    said = [console_errors(tab, findings=False) for tab in (editor.page, visitor)]
    yield
    assert said == [[], []]


def write_ten_kinds_of_blocks(editor: Editor) -> None:
    for name in TEN:
        editor.add_block(name)
        match name:
            case "Texte":
                editor.write_text("Tout le monde peut venir.")
            case "Image":
                editor.choose_picture("Le port de Rennes", within="[data-contentpath=body]")
            case "Citation":
                editor.write(text="Nul ne peut répondre seul.", author="Exemple")
            case "Chiffres clés":
                editor.write(**{"figures-0-value-value": "21", "figures-0-value-label": "mesures"})
            case "Encadré":
                editor.write(title="Deux dates")
                editor.write_text("Le 3 et le 4.")
            case "Questions et réponses":
                editor.write(question="Faut-il un compte ?")
                editor.write_text("Non.")
            case "Mesures":
                editor.page.locator("[name^='body-'][name$='-mode']").last.select_option("board")
            case "Bouton":
                editor.write(text="Voir l’agenda", url="/agenda/")
            case "Contact":
                editor.write(name="Équipe", email="equipe@site.invalid")


def test_a_news_item_from_its_first_word_to_an_older_version(editor: Editor, page: Tab, visitor: Tab) -> None:
    editor.open("/admin/")
    assert faults_of_screen(page) == []
    page.get_by_role("link", name="Écrire une actualité").click()
    page.locator("#id_title").press_sequentially(TITLE)
    page.locator("#id_summary").fill(FIRST)
    write_ten_kinds_of_blocks(editor)
    assert faults_of_screen(page) == []

    # seen as a telephone shows it, before anybody else sees it
    expect(editor.preview().locator(".block-contact")).to_contain_text("Équipe")
    assert faults_of_frame(editor.look_at_preview(PHONE)) == []
    assert faults_of_screen(page) == []

    # scheduled: nobody sees it before its hour
    hour = (timezone.now() + timedelta(minutes=10)).replace(second=0, microsecond=0)
    editor.schedule(hour.astimezone(ZoneInfo("Europe/Paris")).strftime("%d/%m/%Y %H:%M"))
    editor.publish()
    assert faults_of_screen(page) == []
    news = NewsPage.objects.get(title=TITLE)
    assert [block.block_type for block in news.get_latest_revision_as_object().body] == list(TEN.values())
    assert not news.live
    with time_machine.travel(hour + timedelta(minutes=1)):
        publish_scheduled(now=timezone.now())
        run_queue()
        address = f"{editor.site}{news.url}"
        visitor.goto(address)
        expect(visitor.locator("main")).to_contain_text(FIRST)
        assert faults_of(visitor) == []

        # corrected
        editor.open(f"/admin/pages/{news.pk}/edit/")
        page.locator("#id_summary").fill(SECOND)
        editor.publish()
        visitor.reload()
        expect(visitor.locator("main")).to_contain_text(SECOND)

        # two versions beside each other, and back to the first
        editor.open(f"/admin/pages/{news.pk}/history/")
        assert faults_of_screen(page) == []
        look_at_version(page, "Brouillon actuel", "Comparer avec la version précédente")
        changes = page.locator(".comparison__child-object, .comparison").filter(has_text="lundi")
        expect(changes.locator("del, .deletion").first).to_contain_text("lundi")
        expect(changes.locator("ins, .addition").first).to_contain_text("mardi")
        assert faults_of_screen(page) == []
        editor.open(f"/admin/pages/{news.pk}/history/")
        look_at_version(page, "programmé pour publication", "Passer en revue cette version")
        expect(page.locator("#id_summary")).to_have_value(FIRST)
        assert faults_of_screen(page) == []
        editor.publish()
        visitor.reload()
        expect(visitor.locator("main")).to_contain_text(FIRST)
        assert [block.block_type for block in NewsPage.objects.get().body] == list(TEN.values())


def test_an_edition_made_whole(editor: Editor, page: Tab, visitor: Tab) -> None:
    form = Desk(page, editor.site)
    editor.open("/admin/editions/")
    assert faults_of_screen(page) == []
    page.get_by_role("link", name="Ajouter : édition nationale").click()
    page.locator("#id_title").press_sequentially(EDITION)
    page.locator("#id_theme").fill("Relier")
    editor.choose_picture("Le port de Rennes", within="#panel-child-contenu-cover-section")
    page.locator("#id_start_date").fill("03/06/2030")
    page.locator("#id_end_date").fill("04/06/2030")
    page.locator("#id_place").fill("Le Couvent, Rennes")
    page.locator("#id_introduction").fill("Deux jours pour relier ce qui se fait.")
    editor.write_text("Le matin, les récits.", within="#panel-child-contenu-programme-section")
    page.get_by_role("button", name="Ajouter : chiffre").click()
    page.locator("#id_key_figures-0-value").fill("300")
    page.locator("#id_key_figures-0-label").fill("places")
    page.get_by_role("button", name="Ajouter : partenaire").click()
    page.locator("#id_partners-0-name").fill("Musée de Bretagne")
    page.get_by_role("checkbox", name="16. ").check()
    editor.add_block("Texte")
    editor.write_text("Venir par le train.")
    page.locator("#id_replay_url").fill("https://tube.invalid/w/abc")
    editor.write_text("Ce qui s’est dit.", within=".w-field:has([name=report])")
    expect(editor.preview().locator("h1")).to_have_text(EDITION)
    assert faults_of_frame(editor.look_at_preview(PHONE)) == []
    assert faults_of_screen(page) == []
    editor.publish()
    edition = NationalConferencePage.objects.get(title=EDITION)

    # its programme: the national events of the edition, by day
    editor.open(f"/admin/pages/add/events/eventpage/{AgendaPage.objects.get().pk}/")
    page.locator("#id_title").press_sequentially("Ouverture")
    page.locator("#id_summary").fill("Les premiers récits.")
    form.type_moment(page.locator("#id_start"), "03/06/2030 09:30")
    form.type_moment(page.locator("#id_end"), "03/06/2030 12:00")
    page.locator("#id_town").fill("Rennes")
    page.get_by_role("tab", name="Mesures et liens").click()
    page.get_by_role("button", name="Choisissez une page (Édition nationale)").click()
    page.locator(".modal").get_by_role("link", name=EDITION).click()
    assert faults_of_screen(page) == []
    editor.publish()

    run_queue()
    visitor.goto(f"{editor.site}{edition.url}")
    for words in (
        "Relier",
        "Le matin, les récits.",
        "Ouverture",
        "300",
        "Musée de Bretagne",
        "Venir par le train.",
    ):
        expect(visitor.locator("main")).to_contain_text(words)
    expect(visitor.locator("main")).not_to_contain_text("Ce qui s’est dit.")  # not before it took place
    assert faults_of(visitor) == []


def look_at_version(page: Tab, version: str, action: str) -> None:
    """In the history of a page, do ``action`` of the row of that version."""
    row = page.locator("main tbody tr").filter(has_text=version).first
    row.get_by_role("button", name="Actions").click()
    page.get_by_role("link", name=action).click()
