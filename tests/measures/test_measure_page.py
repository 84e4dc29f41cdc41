"""The page of a measure: what it is, where it stands, what happened to it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from measures.models import Assessment, EarlierText, Measure, Precision, Review, Tone, WithdrawnPassage
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import RegionFactory, make_site_tree
from tests.measures.factories import (
    ChantierFactory,
    ProgressFactory,
    ReviewFactory,
    cite,
    make_measures,
)
from tests.queries import COLD_COMPOSED, check_few, check_same, page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measure() -> Measure:
    make_site_tree(regions=())
    return make_measures(2, 3, 4)[3]


def page(query: str = "") -> BeautifulSoup:
    answer = Client().get(f"/mesures/3-adresse-3/{query}")
    assert answer.status_code == 200, answer
    return BeautifulSoup(answer.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text().replace("\u00a0", " ").replace("\u202f", " ").split())


def headings(soup: BeautifulSoup) -> list[str]:
    return [words(h) for h in soup.select(".prose h2")]


def assess(measure: Measure, review: Review, level: str = "niveau-0", **values: object) -> Assessment:
    return Assessment.objects.create(review=review, measure=measure, level=level, **values)


# --- Where it stands --------------------------------------------------------------------------------


def test_a_measure_of_which_nothing_is_published_says_so_once_and_shows_what_it_has(measure: Measure) -> None:
    for day in ("2020-11-23", "2021-05-07", "2022-05-10"):
        ReviewFactory(date=day)
    make_alliance(title="Alliance du pays", measures=[measure])
    soup = page()
    said = words(soup)
    assert said.count("Seul le titre de cette mesure est public") == 1
    assert "niveau non publié" not in said
    assert "Dernier bilan public : 10 mai 2022 ; aucun depuis." in said
    assert headings(soup) == [
        "Où en est-elle ?",
        "Sa dimension",
        "Les alliances qui la servent",
        "Citer cette page",
    ]


def test_levels_stand_side_by_side_each_in_its_own_scale_and_a_missing_one_is_not_shown(
    measure: Measure,
) -> None:
    early, silent, late = (ReviewFactory(date=day) for day in ("2020-11-23", "2021-05-07", "2022-05-10"))
    early.scale.filter(key="niveau-0").update(
        label="Acquise", sign="knotted", tone=Tone.UNFAVOURABLE, meaning="Tout est fait."
    )
    late.judge, late.judged_by = "independent", "la Cour"
    late.save()
    assess(measure, early, comment="Dite acquise")
    assess(measure, late, "niveau-1")
    assess(measure, silent, "")
    soup = page()
    columns = soup.select(".review-columns > li")
    assert [words(column.select_one(".level")) for column in columns] == ["En retard", "Acquise"]
    assert [level["data-level"] for level in soup.select(".review-columns .level")] == [
        "niveau-1",
        "niveau-0",
    ]
    assert "level--unfavourable" in columns[1].select_one(".level")["class"]
    assert "évaluation indépendante par la Cour, 10 mai 2022" in words(columns[0])
    assert "publié par les porteurs de la mission, 23 novembre 2020" in words(columns[1])
    assert "Tout est fait." in words(columns[1])
    assert f"Ne disent rien de cette mesure : {silent.title}." in words(soup)
    assert soup.select("[data-level='non-publie']") == []


def test_a_withdrawn_review_or_a_draft_says_nothing(measure: Measure) -> None:
    assess(measure, ReviewFactory(withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC)), comment="Retirée")
    assess(measure, ReviewFactory(live=False), comment="Brouillon")
    said = words(page())
    assert "Seul le titre de cette mesure est public" in said
    for hidden in ("Retirée", "Brouillon", "Tenue", "Dernier bilan public"):
        assert hidden not in said


def test_an_invented_review_is_no_last_public_review(measure: Measure) -> None:
    ReviewFactory(date="2022-05-10")
    assess(measure, ReviewFactory(date="2026-05-10", fictional=True))
    soup = page()
    assert "Dernier bilan public : 10 mai 2022" in words(soup)
    assert all("FICTIF" in words(level) for level in soup.select(".level"))
    assert "état au 10 mai 2022" in words(soup.select_one(".chronology__quotation"))


# --- Its timeline -----------------------------------------------------------------------------------


def test_one_timeline_holds_notes_and_levels_and_says_when_the_site_published_each(measure: Measure) -> None:
    review = ReviewFactory(date="2022-05-10")
    assess(measure, review, comment="Le bilan parle")
    note = ProgressFactory(
        measure=measure,
        date=date(2023, 2, 1),
        date_precision=Precision.MONTH,
        text="Après",
        regions=[RegionFactory()],
    )
    cite(note, title="La presse")
    ProgressFactory(measure=measure, date=date(2021, 1, 1), text="Avant", author="Aïcha")
    ProgressFactory(measure=measure, date=None, text="Un jour")
    ProgressFactory(measure=measure, text="Brouillon", published_at=None)
    soup = page()
    rows = [words(row) for row in soup.select("section[aria-labelledby='t-chronologie'] .chronology > li")]
    assert ["Après" in rows[0], "Le bilan parle" in rows[1], "Avant" in rows[2], len(rows)] == [True] * 3 + [
        3
    ]
    assert rows[0].startswith("fait du février 2023 · publié ici le 3 novembre 2026")
    assert "La presse" in rows[0]
    assert rows[1].count("10 mai 2022") == 1
    assert "Bretagne · note de l’équipe du site" in rows[0]
    assert "national · note de Aïcha" in rows[2]
    undated = [words(row) for row in soup.select("section[aria-labelledby='t-sans-date'] .chronology > li")]
    assert len(undated) == 1
    assert undated[0].startswith("fait sans date publiée · publié ici le 3 novembre 2026 Un jour")
    assert "Brouillon" not in words(soup)
    assert [a.get_text() for a in soup.select(".source-list a")] == ["La presse"]


def test_what_was_corrected_mended_or_withdrawn_is_said(measure: Measure) -> None:
    wrong = ProgressFactory(measure=measure, date=date(2023, 2, 1), text="Trois conventions")
    right = ProgressFactory(measure=measure, date=date(2023, 2, 2), text="Deux", corrects=wrong)
    EarlierText.objects.create(progress=right, text="Deus", until=datetime(2026, 11, 4, 23, 30, tzinfo=UTC))
    WithdrawnPassage.objects.create(
        progress=wrong, at=datetime(2026, 11, 6, 9, tzinfo=UTC), reason="vie privée"
    )
    soup = page()
    said, corrected = (words(soup.select_one(f"#note-{each.uuid}")) for each in (right, wrong))
    assert "Cette note corrige celle du 1er février 2023 : Trois conventions" in said
    assert "corrigé le 5 novembre 2026 : lire le texte antérieur" in said
    assert "jusqu’au 5 novembre 2026 : Deus" in said
    assert "Corrigée par la note du 2 février 2023" in corrected
    assert "passage retiré le 6 novembre 2026, motif : vie privée" in corrected
    for link in soup.select("a[href^='#note-']"):
        assert soup.select_one(link["href"]) is not None


def test_a_long_timeline_shows_the_last_twenty_and_folds_the_others(measure: Measure) -> None:
    for n in range(23):
        ProgressFactory(measure=measure, date=date(2023, 1, 1 + n))
    soup = page()
    assert len(soup.select("section[aria-labelledby='t-chronologie'] > .chronology > li")) == 20
    folded = soup.select_one(".chronology__rest")
    assert "Toute la chronologie : 3 faits plus anciens" in words(folded.summary)
    assert len(folded.select(".chronology > li")) == 3


# --- Its own sheet --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "said"),
    [("2027-03-02", "2 mars 2027"), ("2027-03-03", "manquée : annoncée pour le 2 mars 2027")],
)
def test_its_sheet_says_who_leads_it_what_it_is_tied_to_and_whether_an_update_was_missed(
    measure: Measure, today: str, said: str
) -> None:
    measure.summary, measure.body = "Le résumé", "<p>Le texte</p>"
    measure.lead, measure.contact, measure.next_update = (
        "La direction",
        "alliances@exemple.fr",
        date(2027, 3, 2),
    )
    measure.chantiers = [ChantierFactory(name="Mobiliser")]
    measure.related = [Measure.objects.get(number=4)]
    measure.save()
    with time_machine.travel(f"{today}T12:00:00+00:00", tick=False):
        soup = page()
    facts = {words(row.dt): words(row.dd) for row in soup.select(".facts > div")}
    assert facts["Pilote"] == "La direction"
    assert facts["Contact"] == "alliances@exemple.fr"
    assert facts["Chantier"] == "Mobiliser"
    assert facts["Prochaine mise à jour"] == said
    assert [a["data-measure"] for a in soup.select("section[aria-labelledby='t-liees'] a")] == ["4"]
    assert "Ce qu’elle demande" in headings(soup)
    assert "Seul le titre" not in words(soup)
    assert [a["href"] for a in soup.select(".pager a")] == ["/mesures/2-adresse-2/", "/mesures/4-adresse-4/"]
    assert soup.select_one("a[href='/mesures/signaler/?mesure=3']") is not None


def test_a_preview_shows_the_same_page_with_the_drafts_words(measure: Measure) -> None:
    assess(measure, ReviewFactory(), comment="Dit par le bilan")
    ProgressFactory(measure=measure, text="Une avancée")
    measure.summary = "Résumé en préparation"
    answer = measure.make_preview_request(preview_mode="")
    said = words(BeautifulSoup(answer.content, "html.parser"))
    assert answer.status_code == 200
    for shown in (
        "Résumé en préparation",
        "Dit par le bilan",
        "Une avancée",
        "Chronologie",
        "Citer cette page",
    ):
        assert shown in said


# --- How much it asks -------------------------------------------------------------------------------------


def furnish(measure: Measure, *, reviews: int, notes: int) -> None:
    for n in range(reviews):
        cite(assess(measure, ReviewFactory(date=date(2020, 1 + n, 1))))
    for n in range(notes):
        note = ProgressFactory(measure=measure, date=date(2021, 1 + n % 12, 1), regions=[RegionFactory()])
        cite(note)
        EarlierText.objects.create(progress=note, text="Avant", until=datetime(2026, 11, 4, tzinfo=UTC))
        WithdrawnPassage.objects.create(progress=note, at=datetime(2026, 11, 4, tzinfo=UTC), reason="Motif")


@pytest.mark.parametrize("query", ["", "?au=2021-03-01"])
def test_it_asks_as_few_with_200_notes_and_10_reviews_as_with_3_and_1(measure: Measure, query: str) -> None:
    address = f"/mesures/3-adresse-3/{query}"
    furnish(measure, reviews=1, notes=3)
    few = page_queries(Client(), address)
    furnish(measure, reviews=9, notes=197)
    many = page_queries(Client(), address)
    check_same(few, many)
    check_few(many, most=COLD_COMPOSED)
    check_few([sql for sql in many if 'FROM "measures_' in sql], most=10)
