"""The grid of a review by keyboard: 21 levels in under three minutes, saved while one types."""

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from measures.levels import grid_of
from measures.models import Assessment, Review, ReviewCitation
from tests.accessibility import AXE, WIDTHS
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import superuser
from tests.journeys.communications import Editor
from tests.journeys.console import console_errors
from tests.measures.factories import ReviewFactory, SourceFactory, make_measures

pytestmark = pytest.mark.browser

# Seconds, by the keystroke-level model of Card, Moran and Newell: a key of an average typist; pointing and
# pressing a button; deciding what to give.
KEY, CLICK, DECISION = 0.28, 1.3, 1.35

# Buttons change colour slowly.
STILL = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
    Promise.allSettled(document.getAnimations().map(each => each.finished)).then(() => done()))))"""
FAULTS = """() => axe.run("main", {resultTypes: ["violations"], preload: false}).then(
    found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 160)}`))"""


class Person:
    """Presses keys and buttons, and counts what a person would take for them."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.keys, self.clicks, self.decisions = tab, 0, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)
            self.keys += 1

    def click(self, name: str) -> None:
        self.tab.get_by_role("button", name=name, exact=True).click()
        self.clicks += 1

    @property
    def seconds(self) -> float:
        return self.keys * KEY + self.clicks * CLICK + self.decisions * DECISION


@pytest.fixture
def review(transactional_db: None) -> Review:
    make_site_tree(regions=())
    make_measures()
    review = ReviewFactory(levels=("Dépassée", "Tenue", "En retard"))
    ReviewCitation.objects.create(review=review, source=SourceFactory(title="Rapport final"))
    return review


@pytest.fixture
def editor(review: Review, live_server: LiveServer, page: Tab) -> Iterator[Editor]:
    editor = Editor(page, live_server)
    editor.open(reverse("bilans:grid", args=[review.pk]))
    yield editor
    page.close(run_before_unload=False)


def state(tab: Tab):
    return expect(tab.locator("#grid-state"))


def draft() -> Review:
    return Review.objects.get().get_latest_revision_as_object()


def test_21_levels_by_keyboard_take_less_than_three_minutes(editor: Editor, page: Tab) -> None:
    errors = console_errors(page, findings=False)
    person, began = Person(page), monotonic()
    page.locator("[data-measure='1'] [data-digit='0']").focus()
    person.clicks += 1  # into the first row
    for number in range(1, 22):
        person.decisions += 1
        person.press(str((number - 1) // 7 + 1))
        if number < 21:
            person.press("ArrowDown")
    state(page).to_have_text(_saved())
    assert [page.locator(f"[data-level=niveau-{n}] [data-given]").inner_text() for n in range(3)] == ["7"] * 3
    expect(page.locator("#difference")).to_have_text("Les niveaux font les totaux publiés.")
    person.click("Citer")
    state(page).to_have_text(_saved())
    person.click("Publier le bilan")
    expect(page.get_by_text("Le bilan est publié.")).to_be_visible()
    took = monotonic() - began
    assert Assessment.objects.exclude(level="").count() == 21
    assert (person.keys, person.clicks) == (41, 3)
    assert person.seconds + took < 180, f"{person.seconds:.0f} s for a person, {took:.0f} s for the machine"
    assert errors == []


def test_a_difference_from_the_published_totals_is_told_while_typing(editor: Editor, page: Tab) -> None:
    page.locator("[data-measure='1'] [data-digit='0']").focus()
    page.keyboard.press("2")
    expect(page.locator("#difference")).to_contain_text("dites pourquoi ci-dessous")
    page.keyboard.press("0")
    expect(page.locator("#difference")).to_have_text("")


def test_tab_goes_on_and_arrows_keep_the_column(editor: Editor, page: Tab) -> None:
    page.locator("[data-measure='1'] [data-digit='0']").focus()
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.type("Un 2e fait")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "mesure-2-comment"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("3")
    state(page).to_have_text(_saved())
    saved = grid_of(draft())
    assert (saved[1].level, saved[1].comment, saved[2].level) == ("niveau-0", "Un 2e fait", "niveau-2")


def test_a_source_is_found_among_all(editor: Editor, page: Tab) -> None:
    SourceFactory(title="Enquête d’été")
    row = page.locator("[data-measure='4']")
    row.locator("summary").click()
    row.get_by_label("Chercher parmi toutes les sources").fill("enquete")
    row.get_by_role("button", name="Enquête d’été").click()
    expect(row.locator("[data-count]")).to_have_text("(1)")
    state(page).to_have_text(_saved())
    assert len(grid_of(draft())[4].sources) == 1


def test_nothing_is_lost_when_the_line_is_cut(editor: Editor, page: Tab) -> None:
    page.context.set_offline(True)
    page.locator("[data-measure='5'] [data-digit='0']").focus()
    page.keyboard.press("1")
    state(page).to_contain_text("La ligne est coupée")
    page.keyboard.press("Tab")
    page.keyboard.type("Pendant la coupure")
    page.context.set_offline(False)
    state(page).to_have_text(_saved())
    assert (grid_of(draft())[5].level, grid_of(draft())[5].comment) == ("niveau-0", "Pendant la coupure")


def test_an_answer_that_stops_half_way_does_not_end_the_saving(editor: Editor, page: Tab) -> None:
    half = {"content_type": "application/json", "body": '{"said":'}
    page.route("**/grille/**", lambda route: route.fulfill(**half), times=1)
    page.locator("[data-measure='5'] [data-digit='0']").focus()
    page.keyboard.press("1")
    state(page).to_have_text(_saved())
    assert grid_of(draft())[5].level == "niveau-0"


def test_somebody_elses_save_is_told_before_it_is_overwritten(
    editor: Editor, page: Tab, review: Review
) -> None:
    other = draft()
    other.title = "Changé ailleurs"
    other.save_revision(user=superuser())
    page.locator("[data-measure='5'] [data-digit='0']").focus()
    page.keyboard.press("1")
    state(page).to_contain_text("racine a enregistré ce bilan à")
    assert draft().assessments.count() == 0
    page.get_by_role("button", name="Enregistrer mes valeurs par-dessus").click()
    state(page).to_have_text(_saved())
    assert (draft().title, grid_of(draft())[5].level) == ("Changé ailleurs", "niveau-0")


def test_the_grid_has_no_fault_in_either_theme(editor: Editor, page: Tab) -> None:
    page.locator("[data-measure='1'] summary").click()
    page.evaluate(AXE)
    faults = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.evaluate(STILL)
            faults[width, theme] = page.evaluate(FAULTS)
            beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            faults[width, theme] += [f"{beyond} px beyond the window"] if beyond > 0 else []
    assert {where: found for where, found in faults.items() if found} == {}


def _saved() -> re.Pattern[str]:
    return re.compile(r"^enregistré à \d\d\u00a0h\u00a0\d\d$")
