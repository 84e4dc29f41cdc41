"""The board in a browser: read by everybody, its signs seen in both themes, one sheet of paper."""

import re

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from measures.models import Assessment, Measure, Review
from tests.accessibility import faults_of
from tests.journeys.console import console_errors

pytestmark = [pytest.mark.browser, pytest.mark.reference]

ADDRESSES = (
    "/mesures/",
    "/mesures/?vue=tableau",
    "/mesures/?dimension=politique&niveau=inconnu",
    "/mesures/?au=2021-05-07",
    "/mesures/bilans/",
    "/mesures/bilans/comparer/",
    "/mesures/bilans/bilan-final/",
    "/mesures/bilans/bilan-6-mois/",
)
PAPER = ("/mesures/", "/mesures/?vue=tableau")
# Of each sign: how far its stroke stands out from what is behind it (WCAG 2.2, 1.4.11).
CONTRASTS = """() => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
            .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const behind = each => {
        const colour = getComputedStyle(each).backgroundColor
        return colour === "rgba(0, 0, 0, 0)" ? behind(each.parentElement) : colour
    }
    return [...document.querySelectorAll(".level__shape")].map(sign => {
        const [less, more] = [getComputedStyle(sign).stroke, behind(sign)].map(light).sort((a, b) => a - b)
        return (more + 0.05) / (less + 0.05)
    })
}"""
# The words of the weave and of the table that are cut between two letters, without a hyphen.
CUT = """() => {
    const cut = []
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const text = texts.currentNode
        if (!text.parentElement.closest(".weave, .data-table, .measure-rows")) continue
        for (const word of text.data.matchAll(/[\\p{L}\\p{N}’]+/gu)) {
            const range = document.createRange()
            const hyphened = text.data[word.index - 1] === "\\u00ad"  // its first letter holds the hyphen too
            range.setStart(text, word.index + (hyphened ? 1 : 0))
            range.setEnd(text, word.index + word[0].length)
            if (new Set([...range.getClientRects()].map(line => line.top)).size > 1) cut.push(word[0])
        }
    }
    return [...new Set(cut)]
}"""
# How much wider a thread’s place is than its drawing: a double one must not look like two measures.
ROOM = """() => {
    const { width, height } = document.querySelector(".review-totals__threads svg").getBoundingClientRect()
    return width / Math.min(width, height * 12 / 40)
}"""


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> str:
    """The mission's reviews, two of them with levels of all measures but two."""
    measures = list(Measure.objects.order_by("number"))
    for slug in ("bilan-final", "bilan-6-mois"):
        review = Review.objects.get(slug=slug)
        keys = [step.key for step in review.scale.all()]
        Assessment.objects.bulk_create(
            Assessment(
                review=review, measure=measure, level=keys[measure.number % len(keys)], comment="Un mot."
            )
            for measure in measures[:-2]
        )
    return live_server.url


def test_the_board_and_the_reviews_are_read_by_everybody(site: str, page: Page) -> None:
    said = console_errors(page, findings=False)
    found = {}
    for address in ADDRESSES:
        page.goto(site + address)
        found[address] = faults_of(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert said == []


def test_each_sign_is_seen_in_both_themes(site: str, page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for address in ("/mesures/", "/mesures/bilans/bilan-final/"):
            page.goto(site + address)
            contrasts = page.evaluate(CONTRASTS)
            assert len(contrasts) > 20
            assert min(contrasts) >= 3, f"{address}, {theme}"


def test_no_word_of_the_board_is_cut(site: str, page: Page) -> None:
    for width in (320, 390, 1350):
        page.set_viewport_size({"width": width, "height": 900})
        for address in PAPER:
            page.goto(site + address)
            assert page.evaluate(CUT) == [], f"{address}, {width} px"


def test_two_strokes_of_one_thread_stand_closer_than_two_measures(site: str, page: Page) -> None:
    for width in (320, 390, 1350):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + "/mesures/bilans/bilan-final/")
        assert page.evaluate(ROOM) > 1.3, f"{width} px"


def test_the_board_and_its_table_are_one_sheet_of_paper(site: str, page: Page) -> None:
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "8mm")
    for address in PAPER:
        page.goto(site + address)
        sheets = re.findall(rb"/Type\s*/Page(?!s)", page.pdf(format="A4", margin=margins))
        assert len(sheets) == 1, address


def test_the_filters_work_without_javascript(site: str, browser: Browser) -> None:
    visitor = browser.new_context(java_script_enabled=False).new_page()
    visitor.goto(f"{site}/mesures/")
    visitor.get_by_label("Mot").fill("expérimentation")
    visitor.locator(".filters__choice summary", has_text="Toutes").first.click()
    visitor.get_by_role("checkbox", name="Mesures politiques").check()
    visitor.get_by_role("button", name="Filtrer").click()
    assert visitor.locator(".measure-rows [data-measure]").count() == 1
    assert visitor.locator(".weave [data-measure]").count() == 21
    visitor.get_by_role("link", name="Le tableau", exact=True).click()
    assert visitor.locator(".data-table tbody tr").count() == 1
    visitor.context.close()
