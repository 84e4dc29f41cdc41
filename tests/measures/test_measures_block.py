"""The block « Mesures »: three ways, one component, and a correction that shows at once in each."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from conference.core.blocks import BodyBlock, MeasuresBlock
from home.models import ContentPage
from measures.models import Measure
from measures.templatetags.measures_tags import measures_block
from tests.conference.factories import make_site_tree
from tests.measures.factories import correct, make_measures

pytestmark = pytest.mark.django_db

Way = Callable[[dict[int, Measure]], dict]
WAYS: dict[str, Way] = {
    "chosen": lambda measures: {
        "mode": "chosen",
        "measures": [measures[2].pk, measures[1].pk],
        "dimension": "",
    },
    "dimension": lambda measures: {"mode": "dimension", "measures": [], "dimension": "operationnelle"},
    "board": lambda measures: {"mode": "board", "measures": [], "dimension": ""},
}
ways = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def published_page(value: dict) -> str:
    """The address of a published page whose body is one block « Mesures »."""
    home = make_site_tree(regions=()).home
    page = ContentPage(title="Page", slug="page", body=[("measures", MeasuresBlock().to_python(value))])
    home.add_child(instance=page)
    return page.url


def shown(client: Client, address: str) -> dict[int, str]:
    """The measures of the page's body and their words, in the order shown."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return {
        int(each["data-measure"]): each.get_text(" ", strip=True)
        for each in soup.select(".measures-block [data-measure]")
    }


@ways
def test_a_correction_shows_at_once_in_each_way(client: Client, way: Way) -> None:
    measures = make_measures()
    address = published_page(way(measures))
    assert "Titre exact de la mesure 2" in shown(client, address)[2]
    correct(measures[2], title="Titre corrigé", short_title="Titre corrigé", keyword="Mot corrigé")
    assert "Titre corrigé" in shown(client, address)[2]
    assert "Titre exact" not in shown(client, address)[2]


@ways
def test_a_draft_shows_nowhere(client: Client, way: Way) -> None:
    measures = make_measures()
    address = published_page(way(measures))
    before = shown(client, address)
    correct(measures[2], publish=False, title="Brouillon", short_title="Brouillon", keyword="Brouillon")
    assert shown(client, address) == before


def test_each_way_shows_its_own_measures_in_order(client: Client) -> None:
    measures = make_measures()
    address = published_page(WAYS["chosen"](measures))
    assert list(shown(client, address)) == [2, 1]
    for name, numbers in {"dimension": list(range(1, 8)), "board": list(range(1, 22))}.items():
        page = ContentPage.objects.get()
        page.body = [("measures", MeasuresBlock().to_python(WAYS[name](measures)))]
        page.save()
        assert list(shown(client, address)) == numbers


@pytest.mark.parametrize(("title", "levels"), [("Des mesures", ["h2", "h3"]), ("", ["h2"])])
def test_no_level_of_heading_is_left_out(client: Client, title: str, levels: list[str]) -> None:
    address = published_page(WAYS["board"](make_measures()) | {"title": title})
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    headings = [each.name for each in soup.select(".measures-block :is(h1, h2, h3, h4)")]
    assert list(dict.fromkeys(headings)) == levels


@pytest.mark.parametrize("count", [1, 3, 21])
@ways
def test_a_block_asks_one_query_whatever_it_shows(
    django_assert_num_queries: DjangoAssertNumQueries, way: Way, count: int
) -> None:
    measures = make_measures(*range(1, count + 1))
    value = way(measures | {number: measures[1] for number in (1, 2) if number not in measures})
    value["measures"] = value["measures"] and [measure.pk for measure in measures.values()]
    with django_assert_num_queries(1):
        rows = measures_block(value=MeasuresBlock().to_python(value))
        assert [measure.dimension.name for measure in rows["measures"]] != []


def test_several_blocks_of_chosen_measures_share_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    measures = make_measures(1, 2, 3)
    raw = [{"type": "measures", "value": WAYS["chosen"](measures)} for _twice in range(2)]
    with django_assert_num_queries(1):
        for block in BodyBlock().to_python(raw):
            assert len(measures_block(value=block.value)["measures"]) == 2
