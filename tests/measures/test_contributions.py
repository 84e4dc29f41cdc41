"""What the regions declare, as visitors read it: on the measure and on the region, never as a level."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from conference.regions.reference import regions_of_reference
from measures.models import ContributionFigure, ContributionPage, RegionalContribution, Stage
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory
from tests.measures.factories import ContributionFactory, ReviewFactory, give_levels, make_measures

pytestmark = pytest.mark.django_db
MEASURE, BOARD, REGION = "/mesures/16-adresse-16/", "/mesures/", "/regions/bretagne/"


@pytest.fixture
def tree() -> SiteTree:
    make_measures()
    return make_site_tree(regions=("bretagne", "la-reunion"))


def declare(
    tree: SiteTree, slug: str = "bretagne", number: int = 16, **words: object
) -> RegionalContribution:
    """With a figure, an event that is public and one that is not."""
    local = tree.regions[slug]
    contribution = ContributionFactory(region=local.region, measure=make_measures(number)[number], **words)
    count = RegionalContribution.objects.count()
    ContributionFigure.objects.create(
        contribution=contribution,
        value="12",
        unit="conventions",
        date=date(2026, 2, 1),
        source="Rapport de la région",
        source_url="https://exemple.fr/rapport",
    )
    for draft in (False, True):
        page = EventPageFactory(
            parent=local.agenda,
            title=f"Rencontre {'secrète' if draft else 'publique'}",
            slug=f"r-{count}-{draft}".lower(),
            draft=draft,
        )
        ContributionPage.objects.create(contribution=contribution, page=page)
    return contribution


def soup(path: str) -> BeautifulSoup:
    answer = Client().get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def declared_on(path: str) -> list[str]:
    return [words(found) for found in soup(path).select("[data-contribution]")]


def test_the_measure_and_the_region_show_it_with_who_declared_it_unverified(tree: SiteTree) -> None:
    declare(tree, text="Douze communes réunies.")
    [on_measure], [on_region] = declared_on(MEASURE), declared_on(REGION)
    assert on_measure.startswith("Bretagne")
    assert on_region.startswith("16. Titre court 16")
    for shown in (on_measure, on_region):
        assert "Avancement déclaré : en cours" in shown
        assert "Douze communes réunies." in shown
        assert "12 conventions , au 1 er février 2026 · Rapport de la région" in shown
        assert "Rencontre publique" in shown
        assert "secrète" not in shown
        assert "Déclaré par le relais de Bretagne le 3 mars 2026 , non vérifié" in shown


def test_it_bears_neither_sign_nor_tone_and_the_board_does_not_count_it(tree: SiteTree) -> None:
    review = ReviewFactory(slug="bilan-1", levels=("Tenue", "En retard"))
    give_levels(review, {1: "niveau-0"})

    def board() -> list[str]:
        return [str(found) for found in soup(BOARD).select("main .weave, main [data-level]")]

    before = board()
    for stage in Stage:
        declare(tree, stage=stage)
    section = soup(MEASURE).select_one(".contributions")
    assert len(section.select("[data-contribution]")) == len(Stage)
    assert section.select("[data-level], [class*=level], [class*=tone]") == []
    assert board() == before


def test_a_draft_and_a_correction_that_waits_are_not_shown(tree: SiteTree) -> None:
    declare(tree, live=False, text="Un brouillon.")
    public = declare(tree, text="Publique.")
    public.text = "Corrigée."
    public.save_revision()
    for path in (MEASURE, REGION):
        [shown] = declared_on(path)
        assert "Publique." in shown


def test_nothing_is_said_where_nothing_was_declared(tree: SiteTree) -> None:
    declare(tree, "la-reunion", number=3)
    for path in (MEASURE, REGION):
        assert soup(path).select(".contributions") == []


def test_the_map_weaves_the_regions_at_work_and_leads_to_them_alone(tree: SiteTree) -> None:
    declare(tree)
    declare(tree, "la-reunion")
    drawn = soup(MEASURE).select_one(".contributions .regions-map")
    assert [link["href"] for link in drawn.select("a")] == ["/regions/bretagne/", "/regions/la-reunion/"]
    assert len(drawn.select(".regions-map__edge")) == len(regions_of_reference())
    assert len(drawn.select("li:not([aria-hidden])")) == 1


def test_a_fictional_one_says_so_and_is_not_among_the_public_ones(tree: SiteTree) -> None:
    fictional = declare(tree, fictional=True)
    real = declare(tree)
    shown = declared_on(MEASURE)
    assert ["fictif" in each for each in shown] == [True, False]
    assert list(RegionalContribution.objects.public()) == [real]
    fictional.save_revision().publish()
    assert RegionalContribution.objects.get(pk=fictional.pk).fictional


def test_the_name_of_each_region_follows_its_preposition() -> None:
    names = {region.slug: region.of_name for region in regions_of_reference()}
    assert names["ile-de-france"] == "d’Île-de-France"
    assert names["pays-de-la-loire"] == "des Pays de la Loire"
    assert names["hauts-de-france"] == "des Hauts-de-France"
    assert names["grand-est"] == "du Grand Est"
    assert names["centre-val-de-loire"] == "du Centre-Val de Loire"
    assert names["la-reunion"] == "de La Réunion"
    assert {name.split(maxsplit=1)[0] for name in names.values()} <= {"de", "du", "des"} | {
        names[slug].split()[0] for slug in ("ile-de-france", "occitanie", "auvergne-rhone-alpes")
    }
