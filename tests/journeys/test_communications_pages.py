"""The communications team creates, previews, schedules, publishes, corrects and unpublishes a page."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conference.core.chores import publish_scheduled
from home.models import ContentPage, HomePage
from measures.models import Measure
from tests.journeys.communications import Editor

pytestmark = [pytest.mark.browser, pytest.mark.reference]


@pytest.fixture
def editor(transactional_db: None, live_server: LiveServer, page: Page) -> Editor:
    return Editor(page, live_server)


def new_page(editor: Editor, title: str) -> None:
    editor.open(f"/admin/pages/add/home/contentpage/{HomePage.objects.get().pk}/")
    editor.page.locator("#id_title").press_sequentially(title)
    expect(editor.page.locator("#id_slug")).not_to_have_value("")  # it follows from the title


def test_the_address_of_a_title_is_read_aloud(editor: Editor, page: Page) -> None:
    new_page(editor, "Main-d’œuvre & cœur de ville")
    expect(page.locator("#id_slug")).to_have_value("main-d-oeuvre-coeur-de-ville")


@pytest.mark.smoke
def test_a_page_with_measures_lives_its_whole_life(editor: Editor, page: Page) -> None:
    measure = Measure.objects.get(number=16)

    # created, its body holding a measure chosen by hand
    new_page(editor, "Ce que nous préparons")
    page.locator("#id_introduction").fill("Une page de l’équipe.")
    editor.add_block("Mesures")
    editor.choose_measure(str(measure))

    # previewed before anybody else sees it
    shown = editor.preview().locator("main [data-measure='16']")
    expect(shown).to_contain_text(measure.title)
    editor.save_draft()
    content = ContentPage.objects.get(title="Ce que nous préparons")
    address = f"{editor.site}/{content.slug}/"
    visitor = page.context.new_page()
    assert visitor.goto(address).status == 404

    # published
    editor.open(f"/admin/pages/{content.pk}/edit/")
    editor.publish()
    assert visitor.goto(address).status == 200
    expect(visitor.locator("[data-measure='16']")).to_contain_text(measure.title)

    # corrected
    editor.open(f"/admin/pages/{content.pk}/edit/")
    page.locator("#id_introduction").fill("Une page corrigée.")
    editor.publish()
    visitor.reload()
    expect(visitor.locator("main")).to_contain_text("Une page corrigée.")

    # taken off line
    editor.open(f"/admin/pages/{content.pk}/edit/")
    editor.unpublish()
    assert visitor.goto(address).status == 404


def test_a_scheduled_page_waits_for_its_hour(editor: Editor, page: Page) -> None:
    new_page(editor, "Pour plus tard")
    hour = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    editor.schedule(hour.astimezone(ZoneInfo("Europe/Paris")).strftime("%d/%m/%Y %H:%M"))
    editor.publish()
    content = ContentPage.objects.get(title="Pour plus tard")
    assert content.get_latest_revision().approved_go_live_at == hour
    visitor = page.context.new_page()
    assert visitor.goto(f"{editor.site}/{content.slug}/").status == 404
    with time_machine.travel(hour + timedelta(minutes=1)):  # what the worker does each minute
        publish_scheduled(now=timezone.now())
    assert visitor.goto(f"{editor.site}/{content.slug}/").status == 200
