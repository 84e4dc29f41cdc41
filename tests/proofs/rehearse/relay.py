"""A relay of La Réunion publishes a session with a picture, in Chromium, through nginx."""

import io
from datetime import UTC, datetime, timedelta

from PIL import Image
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect, sync_playwright

from tests import chromium
from tests.journeys.admin import PATIENCE, Desk

from .team import PASSWORD

TITLE = "Répétition générale"
SEATS = 20_000


def publish(site: str, name: str) -> str:
    """The path of the event that is published."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.QUIET)
        context = browser.new_context(
            ignore_https_errors=True,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": 1350, "height": 900},
        )
        tab = context.new_page()
        log_in(tab, site, name)
        add_picture(tab, site)
        path = add_event(Desk(tab, site))
        browser.close()
    return path


def log_in(tab: Tab, site: str, name: str) -> None:
    tab.goto(f"{site}/admin/")
    tab.locator("input[name=login], input[name=username]").fill(name)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("form:has(input[name=password]) button").first.click()
    expect(tab.get_by_role("navigation", name="Menu principal")).to_be_visible(timeout=PATIENCE)


def add_picture(tab: Tab, site: str) -> None:
    written = io.BytesIO()
    Image.new("RGB", (1200, 800), (30, 90, 150)).save(written, "JPEG")
    tab.goto(f"{site}/admin/images/add/")
    tab.locator("input[type=file]").first.set_input_files(
        {"name": "lagon-de-la-repetition.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}
    )
    tab.get_by_role("textbox", name="Titre*").fill("Lagon de la répétition")
    with tab.expect_navigation(timeout=PATIENCE):
        tab.get_by_role("button", name="Envoyer").click()
    expect(tab.get_by_role("status").filter(has_text="ajouté")).to_be_visible()


def add_event(desk: Desk) -> str:
    tab = desk.tab
    start = datetime.now(tz=UTC).replace(hour=9, minute=0) + timedelta(days=60)
    tab.get_by_role("button", name="Pages", exact=True).click()
    tab.get_by_role("link", name="La Réunion", exact=True).first.click()
    tab.get_by_role("link", name="Ajouter une sous-page").first.click()
    tab.get_by_role("link", name="Événement", exact=True).click()
    form = tab.locator("#page-edit-form")
    form.get_by_role("textbox", name="Titre*", exact=True).first.fill(TITLE)
    form.get_by_role("textbox", name="Résumé*", exact=True).fill(
        "Une matinée pour tout essayer avant les autres."
    )
    for label, moment in {"Début*": start, "Fin*": start + timedelta(hours=3)}.items():
        desk.type_moment(desk.field(label).first, moment.strftime("%d/%m/%Y %H:%M"))
    form.get_by_role("combobox", name="Ville", exact=True).fill("Saint-Leu")
    tab.get_by_role("tab", name="Inscriptions").click()
    tab.get_by_role("spinbutton", name="Places ouvertes").fill(str(SEATS))
    desk.press("Publier")
    desk.is_told("créée et publiée")
    return "/regions/la-reunion/agenda/repetition-generale/"
