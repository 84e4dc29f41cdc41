"""The home page is made of sections, in the order that the team wants."""

import importlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail import blocks

from home.models import HomePage
from home.sections import HomeBlock, default_sections
from tests.conference.alliances.factories import make_alliance
from tests.conference.bodies import every_section
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import EventPageFactory
from tests.home.news.factories import make_news
from tests.house.test_pages_and_blocks import without_words
from tests.measures.factories import ReviewFactory, give_levels, make_measures

pytestmark = pytest.mark.django_db

USUAL = ["head", "sessions", "measure", "reviews", "regions", "alliances"]
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def set_up(tree: SiteTree, *sections: tuple[str, dict]) -> HomePage:
    """The home page with these sections."""
    home = HomePage.objects.get(pk=tree.home.pk)
    home.sections = HomeBlock().to_python([{"type": kind, "value": value} for kind, value in sections])
    home.save()
    return home


def read() -> BeautifulSoup:
    answer = Client().get("/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def headings(soup: BeautifulSoup) -> list[str]:
    return [heading.get_text(" ", strip=True) for heading in soup.select("h1, .sections > section h2")]


def preview(home: HomePage) -> BeautifulSoup:
    return BeautifulSoup(home.make_preview_request().content, "html.parser").main


def test_a_new_home_page_shows_what_stood_on_every_one(tree: SiteTree) -> None:
    assert [section.block_type for section in HomePage.objects.get().sections] == USUAL


def test_the_team_puts_sections_in_another_order_and_repeats_them(tree: SiteTree) -> None:
    make_measures()
    EventPageFactory(parent=tree.agenda)
    set_up(
        tree,
        ("regions", {"title": "Partout"}),
        ("head", {}),
        ("sessions", {"title": "D’abord"}),
        ("sessions", {"title": "Ensuite"}),
        ("body", [{"type": "paragraph", "value": "<h2>Un mot</h2>"}]),
    )
    soup = read()
    assert headings(soup) == ["Partout", "Accueil", "D’abord", "Ensuite"]
    assert soup.select_one(".body h2").text == "Un mot"
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for section in soup.select("[aria-labelledby]"):
        assert soup.find(id=section["aria-labelledby"]) is not None


def test_a_page_without_a_head_has_its_first_title_for_screen_readers(tree: SiteTree) -> None:
    set_up(tree, ("regions", {}))
    assert [heading["class"] for heading in read().select("h1")] == [["hidden-visually"]]
    set_up(tree, ("regions", {}), ("head", {}))
    assert [heading.get("class") for heading in read().select("h1")] == [None]


@pytest.mark.parametrize(
    "kind", ["sessions", "edition", "board", "measure", "reviews", "alliances", "news", "body"]
)
def test_a_section_without_content_shows_nothing_and_says_so_to_the_editor(tree: SiteTree, kind: str) -> None:
    home = set_up(tree, (kind, [] if kind == "body" else {}))
    assert read().select_one(".sections").get_text(strip=True) == ""
    [told] = preview(home).select(".sections .message")
    assert "les visiteurs ne voient pas cette section" in told.h2.text
    assert told.p.text.strip()


def test_sections_with_content_say_nothing_to_the_editor(tree: SiteTree) -> None:
    make_measures()
    make_alliance(slug="a", title="A")
    EventPageFactory(parent=tree.agenda)
    home = set_up(tree, ("sessions", {}), ("measure", {}), ("board", {}), ("alliances", {}))
    assert preview(home).select(".message") == []


def test_sessions_are_of_a_region_a_format_a_measure(tree: SiteTree) -> None:
    measure = make_measures(3)[3]
    there = EventPageFactory(parent=tree.regions["bretagne"].agenda, title="En Bretagne")
    there.measures = [measure]
    there.save()
    EventPageFactory(parent=tree.agenda, title="En ligne", online=True)

    def shown(**value: object) -> list[str]:
        set_up(tree, ("sessions", value))
        return [row.text.strip() for row in read().select("[data-event] h3")]

    assert len(shown()) == 2
    assert len(shown(number=1)) == 1
    assert shown(region=there.region_id) == ["En Bretagne"]
    assert read().select_one(".head a")["href"] == "/agenda/?region=bretagne"
    assert shown(format="en-ligne") == ["En ligne"]
    assert shown(measure=measure.pk) == ["En Bretagne"]


def test_chosen_sessions_keep_their_order_and_go_when_they_are_over(tree: SiteTree) -> None:
    first, other, _third = (
        EventPageFactory(
            parent=tree.agenda,
            title=title,
            start=NOW + timedelta(days=days),
            end=NOW + timedelta(days=days, hours=1),
        )
        for title, days in (("Une", 2), ("Deux", 1), ("Trois", 1))
    )
    set_up(tree, ("sessions", {"chosen": [first.pk, other.pk]}))
    with time_machine.travel(NOW, tick=False) as clock:
        assert [row.text.strip() for row in read().select("[data-event] h3")] == ["Une", "Deux"]
        clock.shift(timedelta(days=2))
        assert [row.text.strip() for row in read().select("[data-event] h3")] == ["Une"]


def test_alliances_are_the_latest_or_the_chosen_ones(tree: SiteTree) -> None:
    kept = [make_alliance(slug=f"a-{n}", title=f"Alliance {n}") for n in range(4)]
    for n, alliance in enumerate(kept):
        alliance.first_published_at = NOW + timedelta(hours=n)
        alliance.save()

    def shown(**value: object) -> list[str]:
        set_up(tree, ("alliances", value))
        return [card["data-alliance"] for card in read().select("[data-alliance]")]

    assert shown() == ["a-3", "a-2", "a-1"]
    assert shown(chosen=[kept[1].pk, kept[3].pk]) == ["a-1", "a-3"]
    kept[1].unpublish()
    assert shown(chosen=[kept[1].pk, kept[3].pk]) == ["a-3"]


def test_the_latest_news_are_shown(tree: SiteTree) -> None:
    for day in (3, 1, 2):
        make_news(title=f"Du {day}", date=date(2026, 11, day))
    set_up(tree, ("news", {"number": 2}))
    assert [card.h3.text for card in read().select("[data-news]")] == ["Du 3", "Du 2"]


def test_what_was_chosen_and_then_deleted_is_left_out(tree: SiteTree) -> None:
    event, alliance = EventPageFactory(parent=tree.agenda), make_alliance(slug="a", title="A")
    edition = NationalConferencePageFactory()
    set_up(
        tree,
        ("sessions", {"chosen": [event.pk, event.pk + 1000]}),
        ("alliances", {"chosen": [alliance.pk + 1000, alliance.pk]}),
        ("edition", {"edition": edition.pk + 1000}),
    )
    soup = read()
    assert len(soup.select("[data-event]")) == len(soup.select("[data-alliance]")) == 1
    assert soup.select_one(".edition-row") is not None


def test_the_edition_is_the_chosen_one_the_next_or_the_latest(tree: SiteTree) -> None:
    old = NationalConferencePageFactory(title="Ancienne", start_date=date(2024, 6, 1))
    NationalConferencePageFactory(title="Dernière", start_date=date(2026, 6, 1))
    days = {"start_date": date(2026, 12, 1), "end_date": date(2026, 12, 2)}
    NationalConferencePageFactory(title="Prochaine", **days)
    NationalConferencePageFactory(title="Lointaine", start_date=date(2028, 6, 1))
    set_up(tree, ("edition", {}))

    def shown() -> str:
        return read().select_one(".edition-row h3").text.strip()

    with time_machine.travel(NOW, tick=False) as clock:
        assert shown() == "Prochaine"
        clock.shift(timedelta(days=1, hours=12))  # its last day has begun in Paris
        assert shown() == "Prochaine"
        clock.shift(timedelta(days=1))
        assert shown() == "Lointaine"
        clock.shift(timedelta(days=3000))
        assert shown() == "Lointaine"
        set_up(tree, ("edition", {"edition": old.pk}))
        assert shown() == "Ancienne"


def test_a_measure_is_put_forward_with_a_sentence_sixteen_unless_another_is_chosen(tree: SiteTree) -> None:
    measures = make_measures()
    set_up(tree, ("measure", {}), ("measure", {"measure": measures[4].pk, "note": "Pourquoi ?"}))
    first, second = read().select(".banner")
    assert first.select_one("[data-measure='16']") is not None
    assert first.select_one(".banner__note") is None
    assert second.h2.get_text(strip=True) == "Mesure 4"
    assert second.select_one(".banner__note").text == "Pourquoi\u202f?"


def test_the_board_and_the_reviews_say_what_is_published_and_nothing_invented(tree: SiteTree) -> None:
    make_measures()
    set_up(tree, ("board", {}), ("reviews", {}))
    give_levels(ReviewFactory(title="Inventé", fictional=True), {1: "niveau-1"})
    real = ReviewFactory(title="Bilan vrai", date=date(2020, 1, 1))
    main = read()
    assert "Seuls les totaux ont été publiés" in main.get_text()
    assert main.select(".weave [data-level]") == []
    assert "Inventé" not in main.get_text()
    give_levels(real, {1: "niveau-0"})
    main = read()
    assert "Seuls les totaux" not in main.get_text()
    assert main.select_one(".weave [data-measure='1'] [data-level]")["data-level"] == "niveau-0"


def test_a_head_shows_the_board_a_picture_or_nothing_and_the_finder_if_wanted(tree: SiteTree) -> None:
    make_measures()
    set_up(tree, ("head", {}))
    assert read().select_one(".loom .weave") is not None
    assert read().select_one("form.finder") is not None
    set_up(tree, ("head", {"backdrop": "none", "finder": False}))
    assert read().select_one(".weave, form.finder, img") is None
    block = HomeBlock().child_blocks["head"]
    with pytest.raises(blocks.StructBlockValidationError) as refused:
        block.clean(block.to_python({"backdrop": "picture"}))
    assert "Choisissez l’image" in str(refused.value.block_errors["picture"])


def test_every_section_says_what_it_is_for_and_has_a_preview(tree: SiteTree) -> None:
    assert without_words(HomeBlock()) == []
    team = browser_of(communicator())
    for name, block in HomeBlock().child_blocks.items():
        answer = team.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert answer.status_code == 200, name


def test_one_head_at_most(tree: SiteTree) -> None:
    block = HomeBlock()
    with pytest.raises(blocks.StreamBlockValidationError):
        block.clean(block.to_python([{"type": "head", "value": {}}, {"type": "head", "value": {}}]))
    block.clean(block.to_python([{"type": "head", "value": {}}]))
    block.clean(block.to_python([]))


def test_the_blocks_of_a_page_made_before_stay_below_what_it_showed(tree: SiteTree) -> None:
    migration = importlib.import_module("home.migrations.0003_home_page_sections")
    old = [{"type": "paragraph", "value": "<p>Un mot de l’équipe.</p>", "id": "a"}]
    HomePage.objects.update(sections=old)
    home = HomePage.objects.get()
    revision = home.save_revision()
    revision.content["sections"] = json.dumps(old)
    revision.save()

    migration.forwards(apps, None)
    assert [section.block_type for section in HomePage.objects.get().sections] == [*USUAL, "body"]
    assert "Un mot de l’équipe." in read().select_one(".body").text
    draft = HomePage.objects.get().get_latest_revision_as_object()
    assert [section.block_type for section in draft.sections] == [*USUAL, "body"]
    values = [section.get_prep_value()["value"] for section in draft.sections][:-1]
    usual = HomeBlock().to_python(default_sections())
    assert values == [section.get_prep_value()["value"] for section in usual]

    migration.backwards(apps, None)
    assert json.loads(home.revisions.get(pk=revision.pk).content["sections"]) == old


def test_the_sections_of_the_query_tests_are_all_there_are(tree: SiteTree) -> None:
    kinds = [section["type"] for section in every_section([], leads_to=tree.agenda)]
    assert sorted(kinds) == sorted(HomeBlock().child_blocks)
