"""An editor sees a page before it is published: new and never saved, or changed and kept as a draft."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from conference.alliances.models import AlliancePage, Partner
from conference.models import EditionPartner, NationalConferencePage
from home.models import ContentPage
from measures.models import Measure
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


def shown(page: Page | Measure) -> BeautifulSoup:
    answer = page.make_preview_request()
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def placed(page: Page, parent: Page) -> Page:
    """A page that was never saved, where Wagtail's preview puts it."""
    page.depth = parent.depth + 1
    page.path = Page._get_children_path_interval(parent.path)[1]
    page.set_url_path(parent)
    return page


def test_a_new_alliance_is_seen_before_it_is_saved() -> None:
    tree = make_site_tree()
    alliance = AlliancePage(title="Alliance neuve", slug="alliance-neuve", summary="Ce qui se prépare.")
    alliance.partners = [Partner(name="Ville voisine", kind="collectivite")]
    alliance.measures = list(make_measures(3).values())
    soup = shown(placed(alliance, tree.alliances))
    assert soup.h1.text == "Alliance neuve"
    assert [row.b.text for row in soup.select(".people li")] == ["Ville voisine"]
    assert [chip["data-measure"] for chip in soup.select(".measure-chip a")] == ["3"]


def test_a_new_edition_is_seen_before_it_is_saved() -> None:
    tree = make_site_tree()
    edition = NationalConferencePage(title="Édition neuve", slug="neuve", start_date=date(2031, 6, 1))
    edition.partners = [EditionPartner(name="Réseau des communes")]
    soup = shown(placed(edition, tree.editions))
    assert soup.h1.text == "Édition neuve"
    assert soup.select_one(".facts dd time")["datetime"] == "2031-06-01"
    assert "1er juin 2031" in soup.select_one(".facts dd").text


def test_a_new_page_of_text_is_seen_before_it_is_saved() -> None:
    tree = make_site_tree()
    soup = shown(placed(ContentPage(title="Une page neuve", slug="neuve"), tree.home))
    assert soup.h1.text == "Une page neuve"


def test_the_draft_of_an_alliance_shows_its_own_partners_and_the_public_page_does_not() -> None:
    alliance = make_alliance(title="Alliance du pays", slug="alliance-du-pays")
    draft = alliance.get_latest_revision_as_object() if alliance.latest_revision else alliance
    draft.title = "Alliance du pays et de la mer"
    draft.partners.add(Partner(name="Port de pêche", kind="entreprise"))
    draft.save_revision()
    soup = shown(alliance.get_latest_revision_as_object())
    assert soup.h1.text == "Alliance du pays et de la mer"
    assert [row.b.text for row in soup.select(".people li")][-1] == "Port de pêche"
    assert AlliancePage.objects.get(pk=alliance.pk).title == "Alliance du pays"


@pytest.mark.parametrize(
    "name", ["home", "editions", "measures", "alliances", "regions_index", "local", "edition"]
)
def test_every_other_page_has_a_preview(name: str) -> None:
    tree = make_site_tree(regions=("bretagne",))
    make_measures()
    page = {"local": tree.regions["bretagne"].page, "edition": None}.get(name) or getattr(tree, name, None)
    page = page or NationalConferencePageFactory(parent=tree.editions, title="edition")
    assert shown(page).h1 is not None


def test_the_draft_of_a_measure_is_seen_with_its_neighbours() -> None:
    make_site_tree(regions=())
    measure = make_measures(15, 16, 17)[16]
    measure.summary = "Un résumé en préparation."
    soup = shown(measure)
    assert soup.select_one(".prose .lead").text == "Un résumé en préparation."
    assert [link["href"] for link in soup.select(".pager a")] == [
        "/mesures/15-adresse-15/",
        "/mesures/17-adresse-17/",
    ]
