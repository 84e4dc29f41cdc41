"""The communications team corrects what the site says: measures, reviews, menus, legal pages, settings."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conference.core.blocks import MeasuresBlock
from home.models import ContentPage, HomePage, MenuEntry
from measures.models import Measure, Review
from tests.journeys.communications import Editor

pytestmark = [pytest.mark.browser, pytest.mark.reference]


@pytest.fixture
def editor(transactional_db: None, live_server: LiveServer, page: Page) -> Editor:
    return Editor(page, live_server)


@pytest.fixture
def visitor(page: Page) -> Page:
    return page.context.new_page()


def test_a_corrected_measure_shows_on_a_page_that_places_it(
    editor: Editor, page: Page, visitor: Page
) -> None:
    measure = Measure.objects.get(number=3)
    value = MeasuresBlock().to_python({"mode": "chosen", "measures": [measure.pk], "title": ""})
    HomePage.objects.get().add_child(
        instance=ContentPage(title="Suivi", slug="suivi", body=[("measures", value)])
    )
    editor.open("/admin/snippets/measures/measure/")
    page.get_by_role("link", name=str(measure), exact=True).click()
    page.locator("#id_title").fill("Un titre mot pour mot corrigé")
    editor.save_draft()
    visitor.goto(f"{editor.site}/suivi/")
    expect(visitor.locator("main [data-measure='3']")).to_contain_text(measure.title)
    editor.publish()
    visitor.reload()
    expect(visitor.locator("main [data-measure='3']")).to_contain_text("Un titre mot pour mot corrigé")


def test_a_review_is_corrected(editor: Editor, page: Page, visitor: Page) -> None:
    review = Review.objects.first()
    editor.open("/admin/bilans/")
    page.get_by_role("link", name=review.title, exact=True).click()
    page.locator("#id_comment").fill("Un commentaire corrigé.")
    editor.save_draft()
    visitor.goto(f"{editor.site}{review.get_absolute_url()}")
    expect(visitor.locator("main")).not_to_contain_text("Un commentaire corrigé.")
    editor.publish()
    visitor.goto(f"{editor.site}{review.get_absolute_url()}")
    expect(visitor.locator("main")).to_contain_text("Un commentaire corrigé.")


def test_the_menu_is_edited(editor: Editor, page: Page, visitor: Page) -> None:
    entry = MenuEntry.objects.filter(location="header").first()
    editor.open("/admin/menu-en-tete/")
    page.get_by_role("link", name=str(entry), exact=True).click()
    page.locator("#id_label").fill("Mot du menu")
    editor.save()
    visitor.goto(editor.site)
    expect(visitor.locator("header").get_by_role("link", name="Mot du menu").first).to_be_attached()


def test_the_settings_reach_the_legal_page_whose_text_is_edited(
    editor: Editor, page: Page, visitor: Page
) -> None:
    editor.open("/admin/settings/core/sitesettings/")
    page.locator("#id_publisher").fill("Éditeur d’essai")
    editor.save()
    legal = ContentPage.objects.get(role="legal")
    editor.open(f"/admin/pages/{legal.pk}/edit/")
    page.locator("#id_introduction").fill("Texte de l’équipe.")
    editor.publish()
    visitor.goto(f"{editor.site}/mentions-legales/")
    expect(visitor.locator("main")).to_contain_text("Éditeur d’essai")
    expect(visitor.locator("main")).to_contain_text("Texte de l’équipe.")
