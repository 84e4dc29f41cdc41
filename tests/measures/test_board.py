"""The board: 21 places whatever is asked, the levels of one review, sentences that follow what is there."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from conference.regions.models import Region
from measures.models import Measure, RegionalContribution, Review, ScaleStep
from tests.conference.factories import RegionFactory, make_site_tree
from tests.measures.factories import ChantierFactory, ReviewFactory, give_levels, make_measures
from tests.measures.reading import levels_on, read, words
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db

ONLY_TOTALS = "Seuls les totaux ont été publiés"
NOT_PUBLISHED = "niveau non publié"
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def measures() -> dict[int, Measure]:
    make_site_tree(regions=())
    return make_measures()


def woven(page: BeautifulSoup) -> list[int]:
    return [int(each["data-measure"]) for each in page.select(".weave [data-measure]")]


def listed(page: BeautifulSoup) -> list[int]:
    return [int(each["data-measure"]) for each in page.select(".measure-rows [data-measure]")]


def notices(page: BeautifulSoup) -> list[str]:
    return [words(each) for each in page.select(".message")]


def test_the_board_has_its_21_places_whatever_is_asked_for(client: Client) -> None:
    give_levels(ReviewFactory(), {1: "niveau-0"})
    for query in (
        "",
        "?q=introuvable",
        "?dimension=politique",
        "?niveau=niveau-1",
        "?au=2020-01-01",
        "?bilan=totaux",
    ):
        assert woven(read(client, f"/mesures/{query}")) == list(range(1, 22)), query


def test_an_unpublished_measure_keeps_its_place_without_its_words(
    client: Client, measures: dict[int, Measure]
) -> None:
    Measure.objects.filter(number=8).update(live=False)
    page = read(client, "/mesures/")
    wefts = [len(weft.select(".crossing")) for weft in page.select(".weft")]
    assert wefts == [7, 7, 7]
    eighth = page.select(".crossing")[7]
    assert words(eighth) == "8 non publiée"
    assert eighth.a is None


def test_without_a_level_the_board_says_that_totals_alone_were_published(client: Client) -> None:
    ReviewFactory()
    page = read(client, "/mesures/")
    assert ONLY_TOTALS in words(page)
    assert levels_on(page) == levels_on(page, ".measure-rows") == {}


def test_the_latest_review_with_levels_is_shown_and_no_sentence_denies_it(client: Client) -> None:
    early, late = ReviewFactory(date="2023-01-01"), ReviewFactory(date="2024-01-01", title="Bilan tardif")
    ReviewFactory(date="2025-01-01", title="Bilan sans niveaux")
    give_levels(early, {1: "niveau-1", 2: "niveau-1"})
    give_levels(late, {1: "niveau-0"})
    for path in ("/mesures/", "/mesures/bilans/"):
        assert ONLY_TOTALS not in words(read(client, path)), path
    page = read(client, "/mesures/")
    shown = levels_on(page)
    assert shown[1] == "niveau-0"
    assert set(shown.values()) == {"niveau-0", "non-publie"}, "a level of one review alone"
    said = words(page.select_one(".board-reading"))
    assert "Bilan tardif" in said
    assert "janvier 2024 , publié par les porteurs de la mission." in said
    assert "Il ne donne pas le niveau de 20 mesures." in said


def test_a_measure_without_a_level_shows_none(client: Client) -> None:
    give_levels(ReviewFactory(), {1: "niveau-0", 2: "", 3: "d-une-autre-echelle"})
    page = read(client, "/mesures/")
    for inside in (".weave", ".measure-rows"):
        shown = levels_on(page, inside)
        assert shown == {1: "niveau-0"} | dict.fromkeys(range(2, 22), "non-publie"), inside
    third = page.select(".weave [data-measure]")[2]
    assert NOT_PUBLISHED in words(third)
    table = read(client, "/mesures/?vue=tableau")
    assert levels_on(table, ".data-table") == levels_on(page)


def test_two_scales_are_never_merged(client: Client) -> None:
    """One key in two reviews: each page shows the word of its own."""
    mine, other = ReviewFactory(slug="un"), ReviewFactory(slug="deux", date="2020-01-01")
    other.scale.filter(key="niveau-0").update(label="Mot de l’autre")
    for review in (mine, other):
        give_levels(review, {1: "niveau-0"})
    page, theirs = read(client, "/mesures/?bilan=un"), read(client, "/mesures/?bilan=deux")
    assert "Mot de l’autre" not in words(page.select_one(".weave"))
    assert "Tenue" not in words(theirs.select_one(".weave"))
    compared = read(client, "/mesures/bilans/comparer/")
    totals = [
        [words(cell) for cell in each.select("tbody th")] for each in compared.select(".side-by-side__totals")
    ]
    assert totals == [["Tenue", "En retard"], ["Mot de l’autre", "En retard"]]
    first = compared.select_one(".data-table tbody tr")
    assert [words(cell) for cell in first.select("td")] == ["Tenue", "Mot de l’autre"]


def test_each_level_is_told_by_its_sign_its_word_and_its_tone(client: Client) -> None:
    review = ReviewFactory()
    review.scale.filter(key="niveau-0").update(sign="knotted", tone="favourable", meaning="Elle tient.")
    review.scale.filter(key="niveau-1").update(sign="cut", tone="unfavourable")
    give_levels(review, {1: "niveau-0", 2: "niveau-1"})
    page = read(client, "/mesures/")
    first, second, third = (each.select_one("[data-level]") for each in page.select(".crossing")[:3])
    assert "level--favourable" in first["class"]
    assert "level--unfavourable" in second["class"]
    assert len({each.path["d"] for each in (first, second, third)}) == 3
    assert "Elle tient." in words(page.select_one(".review-legend"))


def test_totals_alone_may_be_asked_for(client: Client) -> None:
    give_levels(ReviewFactory(), {1: "niveau-0"})
    page = read(client, "/mesures/?bilan=totaux")
    assert levels_on(page) == levels_on(page, ".measure-rows") == {}
    assert ONLY_TOTALS not in words(page)


def test_withdrawn_and_draft_reviews_are_not_on_the_board(client: Client) -> None:
    give_levels(ReviewFactory(slug="retire", withdrawn_at="2024-05-01T10:00Z"), {1: "niveau-0"})
    give_levels(ReviewFactory(slug="brouillon", live=False), {1: "niveau-0"})
    for query in ("", "?bilan=retire", "?bilan=brouillon"):
        assert levels_on(read(client, f"/mesures/{query}")) == {}, query
    assert "« retire » n’est pas un bilan" in notices(read(client, "/mesures/?bilan=retire"))[0]


def test_filters_set_back_what_was_not_asked_for(client: Client, measures: dict[int, Measure]) -> None:
    give_levels(ReviewFactory(), {1: "niveau-0", 16: "niveau-1"})
    measures[3].chantiers.set([ChantierFactory(key="données", name="Données")])
    measures[3].title = "Éprouver l’ingénierie"
    measures[3].save()
    region: Region = RegionFactory(slug="bretagne")
    for measure, live in ((measures[4], True), (measures[5], False)):
        RegionalContribution.objects.create(
            region=region, measure=measure, stage="planned", text="…", live=live, declared_on=date(2024, 4, 1)
        )
    cases = {
        "?dimension=operationnelle": list(range(1, 8)),
        "?dimension=operationnelle&dimension=politique": [*range(1, 8), *range(15, 22)],
        "?niveau=niveau-1": [16],
        "?niveau=non-publie&dimension=politique": [15, *range(17, 22)],
        "?chantier=données": [3],
        "?region=bretagne": [4],
        "?q=EPROUVER+ingenierie": [3],
        "?q=introuvable": [],
    }
    for query, expected in cases.items():
        page = read(client, f"/mesures/{query}")
        assert listed(page) == expected, query
        back = [
            n
            for n, each in enumerate(page.select(".crossing"), start=1)
            if "crossing--aside" in each["class"]
        ]
        assert back == [n for n in range(1, 22) if n not in expected], query
        rows = read(client, f"/mesures/{query}&vue=tableau").select(".data-table tbody tr")
        assert [int(row["data-measure"]) for row in rows] == expected, query


def test_what_is_not_valid_is_ignored_in_words(client: Client) -> None:
    give_levels(ReviewFactory(), {1: "niveau-0"})
    cases = {
        "?bilan=inconnu": "« inconnu » n’est pas un bilan",
        "?dimension=verte": "« verte » n’est pas une dimension",
        "?chantier=zzz": "« zzz » n’est pas un chantier",
        "?niveau=parfait": "« parfait » n’est pas un niveau du bilan montré",
        "?region=bretagne": "« bretagne » n’est pas une région qui agit",
        "?vue=cube": "« cube » n’est pas une vue",
        "?q=%21%21": "ne contient ni lettre ni chiffre",
        "?au=hier": "« hier » n’est pas une date",
        "?au=2999-01-01": "est à venir",
    }
    for query, sentence in cases.items():
        page = read(client, f"/mesures/{query}")
        assert len(notices(page)) == 1, query
        assert sentence in notices(page)[0].replace("« ", "« "), query
        assert len(listed(page)) == 21, query


def test_a_level_belongs_to_the_review_shown(client: Client) -> None:
    """A level of another review's scale is no criterion here."""
    give_levels(ReviewFactory(slug="un"), {1: "niveau-0"})
    other = ReviewFactory(slug="deux", date="2020-01-01")
    ScaleStep.objects.create(review=other, key="ailleurs", label="Ailleurs")
    give_levels(other, {2: "ailleurs"})
    assert listed(read(client, "/mesures/?bilan=deux&niveau=ailleurs")) == [2]
    assert len(listed(read(client, "/mesures/?bilan=un&niveau=ailleurs"))) == 21


def test_the_board_at_a_date_shows_what_was_known(client: Client) -> None:
    early, late = ReviewFactory(date="2021-03-05"), ReviewFactory(date="2023-03-05")
    give_levels(early, {1: "niveau-1"})
    give_levels(late, {1: "niveau-0"})
    answer = client.get("/mesures/?au=2022-06-30")
    assert (answer.status_code, answer.url) == (302, "/mesures/?au=2021-03-05")
    page = read(client, "/mesures/?au=2021-03-05")
    assert levels_on(page)[1] == "niveau-1"
    assert late.title not in words(page)
    page = read(client, f"/mesures/?au=2021-03-05&bilan={late.slug}")
    assert levels_on(page)[1] == "niveau-1"
    assert notices(page)[1:] == ["Ce bilan n’était pas publié à cette date : il n’est pas montré."]
    assert levels_on(read(client, "/mesures/?au=2020-01-01")) == {}


def test_a_fact_later_than_the_date_gives_no_level(client: Client) -> None:
    review = ReviewFactory(date="2021-03-05")
    give_levels(review, {1: "niveau-0"})
    give_levels(review, {2: "niveau-0"}, date_of_fact=date(2021, 6, 1))
    assert levels_on(read(client, "/mesures/?au=2021-03-05"))[2] == "non-publie"
    assert levels_on(read(client, "/mesures/?au=2021-06-01"))[2] == "niveau-0"


def test_the_demonstrations_review_is_shown_where_no_other_has_levels_and_said_fictional(
    client: Client,
) -> None:
    ReviewFactory(title="Bilan vrai")
    invented: Review = ReviewFactory(title="FICTIF : bilan", slug="fictif", fictional=True, date="2026-01-01")
    give_levels(invented, {1: "niveau-0", 2: "niveau-1"})
    for query, inside in (("", ".weave"), ("", ".measure-rows"), ("?vue=tableau", ".data-table")):
        page = read(client, f"/mesures/{query}")
        shown = page.select(f"{inside} [data-level]:not([data-level=non-publie])")
        assert len(shown) == 2, inside
        assert all("FICTIF" in words(each) for each in shown), inside
    page = read(client, "/mesures/")
    public = page.find(id="t-bilans").find_parent("section")
    assert "Bilan vrai" in words(public)
    assert "FICTIF" not in words(public)
    compared = read(client, "/mesures/bilans/comparer/")
    assert "FICTIF" not in words(compared)


def test_what_somebody_published_comes_before_the_demonstration(client: Client) -> None:
    give_levels(ReviewFactory(fictional=True, date="2026-01-01"), {1: "niveau-1"})
    give_levels(ReviewFactory(date="2020-01-01"), {1: "niveau-0"})
    page = read(client, "/mesures/")
    assert levels_on(page)[1] == "niveau-0"
    assert "FICTIF" not in words(page.select_one(".weave"))


def test_the_board_asks_as_little_with_ten_reviews_as_with_one(
    client: Client, measures: dict[int, Measure]
) -> None:
    region = RegionFactory(slug="bretagne")

    def more(number: int) -> None:
        for n in range(number):
            review = ReviewFactory(date=date(2020, 1, 1 + n))
            give_levels(review, dict.fromkeys(range(1, 22 if n else 4), "niveau-0"))
            measures[n + 1].chantiers.add(ChantierFactory())
            measures[n + 1].save()
            RegionalContribution.objects.create(
                region=region, measure=measures[n + 1], stage="done", text="…"
            )

    more(1)
    few = [page_queries(client, path) for path in ("/mesures/", "/mesures/?vue=tableau", "/mesures/bilans/")]
    more(9)
    many = [page_queries(client, path) for path in ("/mesures/", "/mesures/?vue=tableau", "/mesures/bilans/")]
    for one, ten in zip(few, many, strict=True):
        check_same(one, ten)
        check_few(ten, most=MOST_QUERIES)
