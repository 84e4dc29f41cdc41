"""The open data: what is published, as files that other people's programs can trust."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from frictionless import Package

from conference.core.csv_files import read
from measures.models import (
    Assessment,
    ContributionFigure,
    Measure,
    Precision,
    Progress,
    RegionalContribution,
    Review,
)
from measures.open_data.files import archive
from measures.open_data.rows import open_data
from measures.open_data.schema import TABLES
from measures.progress import mend, withdraw_passage
from tests.conference.factories import RegionFactory, make_site_tree
from tests.measures.factories import ProgressFactory, ReviewFactory, cite, make_measures
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db

FILES = [
    "/mesures/donnees.csv",
    "/mesures/donnees.json",
    "/mesures/donnees.zip",
    "/mesures/donnees/datapackage.json",
    *(f"/mesures/donnees/{table.name}.csv" for table in TABLES),
]


@pytest.fixture(autouse=True)
def measures() -> dict[int, Measure]:
    make_site_tree(regions=())
    return make_measures()


def of_everything(measures: dict[int, Measure]) -> None:
    """A review with a level, a withdrawn one, notes, a contribution with a figure, their sources."""
    review = ReviewFactory(slug="bilan-1", title="Bilan d’un an", date=date(2021, 5, 7))
    level = Assessment.objects.create(review=review, measure=measures[1], level="niveau-0", comment="Vu.")
    ReviewFactory(slug="retire", withdrawn_at=timezone.now(), withdrawal_reason="Erreur de saisie")
    note = ProgressFactory(
        measure=measures[1], text="=1+1", date=date(2022, 5, 1), date_precision=Precision.MONTH
    )
    note.regions.set([])
    ProgressFactory(subject="Sujet", date=None, corrects=note)
    cite(review, says="Ses mots à elle")
    cite(level)
    cite(note, date=date(2021, 1, 1), date_precision=Precision.YEAR)
    contribution = RegionalContribution.objects.create(
        region=RegionFactory(slug="bretagne"),
        measure=measures[2],
        stage="under_way",
        text="- un annuaire",
        declared_on=date(2026, 3, 4),
    )
    ContributionFigure.objects.create(
        contribution=contribution,
        value="1 200",
        unit="conventions",
        date=date(2026, 1, 1),
        source="Le relais",
    )


def tables(client: Client) -> dict[str, list[dict[str, Any]]]:
    return json.loads(client.get("/mesures/donnees.json").content)["tables"]


def test_frictionless_finds_nothing_wrong(measures: dict[int, Measure], tmp_path: Path) -> None:
    of_everything(measures)
    with zipfile.ZipFile(io.BytesIO(archive(open_data()))) as packed:
        packed.extractall(tmp_path)
    package = Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.flatten(["type", "note"]) == []
    assert report.valid
    assert [task.name for task in report.tasks] == [table.name for table in TABLES]
    assert all(task.stats["rows"] for task in report.tasks if task.name != "retraits")


def test_a_row_that_names_nothing_is_seen(measures: dict[int, Measure], tmp_path: Path) -> None:
    of_everything(measures)
    with zipfile.ZipFile(io.BytesIO(archive(open_data()))) as packed:
        packed.extractall(tmp_path)
    file = tmp_path / "appreciations.csv"
    file.write_bytes(file.read_bytes().replace(b";12;", b";92;"))
    types = {kind for (kind,) in Package(str(tmp_path / "datapackage.json")).validate().flatten(["type"])}
    assert {"foreign-key", "hash-count"} <= types


def test_csv_and_json_say_the_same(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    told = tables(client)
    for table in TABLES:
        content = client.get(f"/mesures/donnees/{table.name}.csv").content
        found = [dict(row.cells) for row in read(io.BytesIO(content), columns=table.names)]
        assert found == [
            {name: "" if value is None else str(value) for name, value in row.items()}
            for row in told[table.name]
        ]
        assert all(list(row) == table.names for row in told[table.name])


def test_numbers_dates_and_gaps_keep_their_kind(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    told = tables(client)
    assert [row["numero"] for row in told["mesures"]] == list(range(1, 22))
    first, second = told["avancees"]
    assert (first["date"], first["date_precision"]) == ("2022-05", "mois")
    assert (second["date"], second["mesure"], second["corrige"]) == (None, None, first["avancee"])
    assert first["publiee_le"] == "2026-11-03T09:00:00Z"
    assert sorted(row["date"] for row in told["sources"]) == ["2021", "2022-05-10", "2022-05-10"]
    assert told["chiffres"][0]["valeur"] == "1 200"


def test_a_spreadsheet_runs_no_cell(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    content = client.get("/mesures/donnees/avancees.csv").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(content), delimiter=";")
    assert next(row["texte"] for row in rows) == "'=1+1"


def test_who_judged_stands_beside_each_row_of_a_level(client: Client, measures: dict[int, Measure]) -> None:
    review = ReviewFactory(judge="independent", judged_by="la Cour")
    Assessment.objects.create(review=review, measure=measures[3], level="niveau-1")
    told = tables(client)
    for name in ("bilans", "echelles", "appreciations"):
        assert {row["juge"] for row in told[name]} == {"évaluation indépendante par la Cour"}


def test_a_missing_level_stays_missing_and_scales_apart(client: Client, measures: dict[int, Measure]) -> None:
    old, new = ReviewFactory(date=date(2020, 1, 1)), ReviewFactory(levels=("Tenue", "Rien"))
    Assessment.objects.create(review=old, measure=measures[3], level="niveau-1")
    rows = tables(client)["appreciations"]
    assert len(rows) == 42
    given = [(row["bilan"], row["mesure"], row["niveau_intitule"]) for row in rows if row["niveau"]]
    assert given == [(old.slug, 3, "En retard")]
    assert [row["niveau"] for row in rows if row["bilan"] == new.slug] == [None] * 21


def test_of_a_withdrawn_review_only_the_reason_is_left(client: Client, measures: dict[int, Measure]) -> None:
    review = ReviewFactory(comment="Mot du bilan", withdrawn_at=datetime(2026, 5, 1, 23, tzinfo=UTC))
    Review.objects.filter(pk=review.pk).update(withdrawal_reason="Faux")
    Assessment.objects.create(review=review, measure=measures[3], level="niveau-1")
    cite(review)
    told = tables(client)
    (row,) = told["bilans"]
    assert (row["motif_du_retrait"], row["retire_le"], row["commentaire"]) == ("Faux", "2026-05-02", None)
    assert told["echelles"] == told["appreciations"] == told["citations"] == told["sources"] == []


def test_what_the_demonstration_made_up_is_left_out(client: Client, measures: dict[int, Measure]) -> None:
    review = ReviewFactory(slug="fictif", title="Bilan FICTIF", fictional=True)
    Assessment.objects.create(review=review, measure=measures[3], level="niveau-1")
    cite(ProgressFactory(measure=measures[3], review=review, text="Note du bilan fictif"))
    cite(review)
    declared = {"region": RegionFactory(), "stage": "done", "text": "Acte fictif", "fictional": True}
    RegionalContribution.objects.create(measure=measures[3], **declared)
    for address in FILES:
        assert b"fictif" not in client.get(address).content.lower()
    told = tables(client)
    assert [name for name, rows in told.items() if rows] == ["mesures"]


def test_what_is_no_longer_or_not_yet_published_is_left_out(
    client: Client, measures: dict[int, Measure]
) -> None:
    ReviewFactory(slug="brouillon", live=False)
    ProgressFactory(measure=measures[3], published_at=None)
    ProgressFactory(measure=measures[9])
    Measure.objects.filter(number=9).update(live=False)
    draft = {"region": RegionFactory(), "stage": "done", "text": "Brouillon", "live": False}
    RegionalContribution.objects.create(measure=measures[2], **draft)
    told = tables(client)
    assert {name: len(rows) for name, rows in told.items() if rows} == {"mesures": 20}


def test_a_contribution_is_declared_and_not_verified(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    (row,) = tables(client)["contributions"]
    told = (row["verification"], row["declare_le"], row["avancement"])
    assert told == ("déclaré, non vérifié", "2026-03-04", "en cours")


def test_a_withdrawn_passage_is_in_no_file(client: Client, measures: dict[int, Measure]) -> None:
    by = User.objects.create_user("marie")
    note = ProgressFactory(
        measure=measures[1], text="Une convention avec Camille Durand est signée depuis lomgtemps."
    )
    cite(note)
    mended = mend(note, text=note.text.replace("lomgtemps", "longtemps"), by=by, now=timezone.now())
    assert b"Camille" in client.get("/mesures/donnees.json").content
    before = client.get("/mesures/donnees.zip")["ETag"]
    withdraw_passage(mended, passage="avec Camille Durand ", reason="Vie privée", by=by, now=timezone.now())
    for address in FILES:
        content = client.get(address).content
        if address.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                content = b"".join(packed.read(name) for name in packed.namelist())
        assert b"Camille" not in content, address
    told = tables(client)
    assert [row["motif"] for row in told["retraits"]] == ["Vie privée"]
    assert told["avancees"][0]["orthographe_corrigee_le"]
    assert client.get("/mesures/donnees.zip")["ETag"] != before


def test_people_and_the_words_of_sources_are_left_out(client: Client, measures: dict[int, Measure]) -> None:
    Measure.objects.filter(number=1).update(contact="camille@exemple.fr", lead="Une administration")
    note = ProgressFactory(measure=measures[1], author="Camille Durand")
    cite(note, says="« Camille Durand l’a dit »", note="Camille a appelé")
    content = client.get("/mesures/donnees.json").content.decode()
    assert "Une administration" in content
    assert "amille" not in content


def test_a_file_is_asked_for_again_as_a_page_is(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    tags = {}
    for address in FILES:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        tags[address] = answer["ETag"]
    ProgressFactory(measure=measures[1], text="Une autre")
    changed = {address for address, tag in tags.items() if client.get(address)["ETag"] != tag}
    assert changed == {*FILES[1:4], "/mesures/donnees/avancees.csv"}


def test_a_site_whose_measures_are_not_public_has_no_data(client: Client) -> None:
    make_site_tree(regions=()).measures.unpublish()
    assert {client.get(address).status_code for address in FILES} == {404}


def test_no_other_table_exists(client: Client) -> None:
    assert client.get("/mesures/donnees/corrections.csv").status_code == 404
    assert client.post("/mesures/donnees.json").status_code == 405


def test_no_page_can_take_the_addresses_of_the_data_and_the_embeds() -> None:
    page = make_site_tree(regions=()).measures
    assert page.allowed_subpage_models() == []
    for path in ("/donnees/", "/integration/", "/integration/tableau/", "/integration/3/"):
        view, _arguments, _named = page.resolve_subpage(path)
        assert view.__func__.__name__ in ("open_data", "embed_code", "embedded_board", "embedded_measure")


def test_the_version_changes_with_any_cell(client: Client, measures: dict[int, Measure]) -> None:
    def version() -> str:
        return json.loads(client.get("/mesures/donnees/datapackage.json").content)["version"]

    first = version()
    assert version() == first
    Measure.objects.filter(number=4).update(summary="Un résumé")
    assert version() != first


def test_a_file_says_its_day_and_its_licence(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    answer = client.get("/mesures/donnees.csv")
    day = open_data().updated_on
    assert day is not None
    assert answer["Content-Disposition"] == f'attachment; filename="mesures-{day.isoformat()}.csv"'
    described = json.loads(client.get("/mesures/donnees/datapackage.json").content)
    assert described["licenses"][0]["name"] == "etalab-2.0"
    assert "Licence Ouverte 2.0" in described["description"]


def test_a_file_asks_few_queries_however_long_it_is(client: Client, measures: dict[int, Measure]) -> None:
    of_everything(measures)
    few = page_queries(client, "/mesures/donnees.zip")
    for n in range(30):
        ReviewFactory(slug=f"autre-{n}")
        for note in (ProgressFactory(measure=measures[1]), ProgressFactory(subject="Sujet")):
            cite(note)
    many = page_queries(client, "/mesures/donnees.zip")
    check_few(many)
    check_same(few, many)
    assert Progress.objects.count() == 62
