"""The block « Alliances »: those chosen, or those of a region or of a measure."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail import blocks

from conference.alliances.models import AlliancePage
from conference.core.blocks.lists import AlliancesBlock
from conference.regions.models import Region
from home.models import ContentPage
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import SiteTree, make_site_tree
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def shown(client: Client, tree: SiteTree, **settings: Any) -> list[str]:
    value = {"title": "Des alliances", "mode": "filtered", "alliances": [], "number": 3, **settings}
    ContentPage.objects.filter(slug="page").delete()
    tree.home.refresh_from_db()
    page = ContentPage(title="Page", slug="page", body=[{"type": "alliances", "value": value}])
    tree.home.add_child(instance=page)
    soup = BeautifulSoup(client.get("/page/").content, "html.parser")
    return [card["data-alliance"] for card in soup.select(".alliances-block [data-alliance]")]


def test_alliances_of_a_region_or_of_a_measure(client: Client, tree: SiteTree) -> None:
    measures = make_measures(1, 2)
    for slug in "abcd":
        make_alliance(slug=slug, title=slug, measures=[measures[2]] if slug == "c" else [measures[1]])
    region = Region.objects.get(slug="bretagne")
    assert shown(client, tree) == ["a", "b", "c"]
    assert shown(client, tree, region=region.pk, number=2) == ["a", "b"]
    assert shown(client, tree, region=Region.objects.get(slug="la-reunion").pk) == []
    assert shown(client, tree, measure=measures[2].pk) == ["c"]


def test_chosen_ones_stand_in_their_order_and_a_draft_does_not(client: Client, tree: SiteTree) -> None:
    a, b, c = (make_alliance(slug=slug, title=slug) for slug in "abc")
    chosen = {"mode": "chosen", "alliances": [c.pk, a.pk, b.pk]}
    assert shown(client, tree, **chosen) == ["c", "a", "b"]
    AlliancePage.objects.get(pk=a.pk).unpublish()
    assert shown(client, tree, **chosen) == ["c", "b"]


def test_choosing_none_is_refused() -> None:
    block = AlliancesBlock()
    value = block.to_python({"title": "T", "mode": "chosen", "alliances": [], "number": 3})
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        block.clean(value)
    assert list(refusal.value.block_errors) == ["mode"]
    assert block.clean_deferred(value)["mode"] == "chosen"


def test_regions_are_listed_in_french_order() -> None:
    for name, code in (("Île-de-France", "11"), ("Occitanie", "76"), ("Bretagne du Nord", "99")):
        Region.objects.create(
            name=name, insee_code=code, slug=f"r-{code}", capital="V", latitude=0, longitude=0
        )
    names = [name for key, name in AlliancesBlock().child_blocks["region"].field.choices if key]
    assert names.index("Île-de-France") < names.index("Occitanie")
    assert names == sorted(names, key=lambda name: name.replace("Î", "I"))
