"""Notes leave in a CSV file and come back: nothing changes; a wrong line is told and nothing is written."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from conference.core.csv_files import write
from measures.models import EarlierText, Measure, Precision, Progress, Source, WithdrawnPassage
from measures.note_files import COLUMNS, Outcome, export_notes, import_notes
from measures.partial_dates import partly_known
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.measures.factories import MeasureFactory, ProgressFactory, ReviewFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TABLES = (Progress, EarlierText, WithdrawnPassage)


@pytest.fixture
def by() -> User:
    make_site_tree(regions=())
    return communicator()


@pytest.fixture
def measure() -> Measure:
    return MeasureFactory(number=3)


@pytest.fixture
def source() -> Source:
    return SourceFactory(key="rapport-2022")


def everything() -> list[object]:
    rows: list[object] = [list(table.objects.order_by("pk").values()) for table in TABLES]
    for note in Progress.objects.order_by("pk"):
        rows.append([set(note.regions.all()), list(note.citations.values("source", "says"))])
    return rows


def row(**cells: str) -> dict[str, str]:
    return (
        dict.fromkeys(COLUMNS, "")
        | {"état": "brouillon"}
        | {k.replace("_", " "): v for k, v in cells.items()}
    )


def imported(*rows: dict[str, str], by: User, dry_run: bool = False) -> Outcome:
    return import_notes(BytesIO(write(COLUMNS, rows)), by=by, now=NOW, dry_run=dry_run)


def told(outcome: Outcome) -> str:
    return "\n".join(str(problem).replace("\xa0", " ") for problem in outcome.problems)


def test_a_round_trip_changes_nothing(measure: Measure, source: Source, by: User) -> None:
    note = ProgressFactory(measure=measure, text="=1+1\nUne « convention » ; signée", author="-Une équipe")
    cite(note, says="le 10 mai : « signée »")
    cite(note)
    note = ProgressFactory(
        measure=None, subject="Droit d’alliance", date=date(2021, 2, 1), date_precision="month",
        review=ReviewFactory(), published_at=None, corrects=note,
    )  # fmt: skip
    note.regions.add(RegionFactory())
    note.save()
    ProgressFactory(measure=measure, date=None)
    ProgressFactory(measure=measure, date=date(2020, 1, 1), date_precision="year", published_at=None)
    before = everything()
    outcome = import_notes(BytesIO(export_notes()), by=by, now=NOW, dry_run=False)
    assert (told(outcome), outcome.changed, len(outcome.said)) == ("", 0, 4)
    assert everything() == before


def test_a_month_typed_as_one_of_its_days_makes_the_same_round_trip(measure: Measure, by: User) -> None:
    note = ProgressFactory.build(measure=measure, date=date(2022, 5, 15), date_precision="month")
    note.clean()
    note.save()
    outcome = import_notes(BytesIO(export_notes()), by=by, now=NOW, dry_run=False)
    assert (told(outcome), outcome.changed, note.date) == ("", 0, date(2022, 5, 1))


@time_machine.travel("2026-11-20 10:00")
def test_the_present_year_is_not_to_come(measure: Measure) -> None:
    note = ProgressFactory.build(measure=measure, date=date(2026, 12, 31), date_precision="year")
    note.clean()
    assert (note.date, note.iso_date) == (date(2026, 1, 1), "2026")


def test_new_notes_are_drafts_or_published(measure: Measure, source: Source, by: User) -> None:
    region = RegionFactory()
    rows = [
        row(mesure="3", texte="Un brouillon.", fait_du="2022-05", régions="Bretagne"),
        row(état="Publiée", sujet="Un sujet", texte="Une note.", sources=f"{source.url} : dit ceci"),
    ]
    dry = imported(*rows, by=by, dry_run=True)
    assert not Progress.objects.exists()
    outcome = imported(*rows, by=by)
    assert [str(line) for line in dry.said] == [str(line) for line in outcome.said]
    assert outcome.changed == 2
    draft, published = Progress.objects.order_by("pk")
    assert (draft.measure, draft.date, draft.date_precision) == (measure, date(2022, 5, 1), Precision.MONTH)
    assert (list(draft.regions.all()), draft.published_at) == ([region], None)
    assert (published.subject, published.published_at) == ("Un sujet", NOW)
    citation = published.citations.get()
    assert (citation.source, citation.says) == (source, "dit ceci")


def test_a_draft_is_changed_and_published(measure: Measure, source: Source, by: User) -> None:
    draft = ProgressFactory(measure=measure, published_at=None)
    sent = row(
        identifiant=str(draft.uuid), état="publiée", mesure="3", texte="Le bon texte.", sources=source.key
    )
    outcome = imported(sent, by=by)
    assert told(outcome) == ""
    draft.refresh_from_db()
    assert (draft.text, draft.published_at) == ("Le bon texte.", NOW)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"mesure": "22"}, "colonne « mesure » : « 22 » n’est pas le numéro d’une mesure."),
        ({"mesure": ""}, "Choisissez une mesure, ou dites le sujet de la note."),
        ({"texte": ""}, "Ce champ"),
        ({"état": "en cours"}, "colonne « état » : écrivez « brouillon » ou « publiée »."),
        ({"fait du": "hier"}, "colonne « fait du » : « hier » n’est pas une date"),
        ({"fait du": "31/02/2022"}, "colonne « fait du » : « 31/02/2022 » n’est pas une date"),
        ({"fait du": "2999-01-01"}, "Cette date est à venir"),
        ({"régions": "Bretagne, Atlantide"}, "colonne « régions » : « atlantide » n’est pas une région."),
        ({"bilan": "inconnu"}, "colonne « bilan » : « inconnu » n’est l’adresse d’aucun bilan."),
        ({"sources": "inconnue"}, "colonne « sources » : « inconnue » n’est ni la clé ni l’adresse"),
        ({"sources": "rapport-2022 : " + "x" * 301}, "300"),
        ({"corrige": "1"}, "colonne « corrige » : « 1 » n’est l’identifiant d’aucune avancée"),
        ({"identifiant": "7d6ad3a4-6d0a-4b8e-b7ea-98e0a5ae8b2b"}, "n’est l’identifiant d’aucune avancée"),
        ({"état": "publiée", "sources": ""}, "Citez au moins une source"),
        ({"sujet": "x" * 121}, "120"),
    ],
)
def test_a_wrong_line_is_told_and_nothing_is_written(
    measure: Measure, source: Source, by: User, cells: dict[str, str], sentence: str
) -> None:
    RegionFactory()
    good = row(mesure="3", texte="Une bonne ligne.")
    before = everything()
    outcome = imported(good, row(mesure="3", texte="Une autre.", sources=source.key) | cells, good, by=by)
    assert f"Ligne 3{', ' if 'colonne' in sentence else ''}" in told(outcome)
    assert sentence in told(outcome)
    assert everything() == before


def test_the_same_file_twice_is_refused(measure: Measure, by: User) -> None:
    new = row(mesure="3", texte="Une bonne ligne.")
    assert "Ligne 3, colonne « identifiant » : une avancée dit déjà la même chose" in told(
        imported(new, new, by=by)
    )
    assert not Progress.objects.exists()
    imported(new, by=by)
    assert "une avancée dit déjà la même chose" in told(imported(new, by=by))
    assert Progress.objects.count() == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"texte": "Autre chose."},
        {"état": "brouillon"},
        {"fait du": "2020"},
        {"sources": ""},
        {"régions": "Bretagne"},
        {"mesure": "", "sujet": "s"},
    ],
)
def test_a_published_note_does_not_change_by_a_file(
    measure: Measure, source: Source, by: User, cells: dict[str, str]
) -> None:
    RegionFactory()
    note = ProgressFactory(measure=measure, text="Signée.", date=None)
    cite(note)
    named = {"identifiant": str(note.uuid), "mesure": "3", "sources": note.citations.get().source.key}
    same = row(état="publiée", texte="Signée.", **named)
    before = everything()
    assert told(imported(same, by=by)) == ""
    assert "Cette avancée est publiée : elle ne change plus" in told(imported(same | cells, by=by))
    assert everything() == before


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("", None, "day"),
        ("2022-05-10", date(2022, 5, 10), "day"),
        ("2022-05", date(2022, 5, 1), "month"),
        ("2022", date(2022, 1, 1), "year"),
        ("10/05/2022", date(2022, 5, 10), "day"),
        ("05/2022", date(2022, 5, 1), "month"),
        ("mai-22", date(2022, 5, 1), "month"),
        ("févr.-22", date(2022, 2, 1), "month"),
        ("Août 2021", date(2021, 8, 1), "month"),
        ("juil-21", date(2021, 7, 1), "month"),
    ],
)
def test_dates_as_excel_writes_them_are_read(text: str, day: date | None, precision: str) -> None:
    assert partly_known(text) == (day, precision)


def test_the_page_tells_first_and_writes_after(measure: Measure, by: User) -> None:
    team = browser_of(by)
    url = reverse(Progress.snippet_viewset.get_url_name("import"))
    content = write(COLUMNS, [row(mesure="3", texte="Une bonne ligne.")])
    page = team.post(url, {"file": SimpleUploadedFile("n.csv", content)})
    assert "Ligne 2\xa0: nouvelle avancée, brouillon" in page.content.decode()
    assert not Progress.objects.exists()
    team.post(url, {"checked": page.context["form"].initial["checked"]})
    assert Progress.objects.get().text == "Une bonne ligne."


def test_the_page_refuses_bad_files(by: User) -> None:
    team = browser_of(by)
    url = reverse(Progress.snippet_viewset.get_url_name("import"))
    workbook = BytesIO()
    Workbook().save(workbook)
    for content, sentence in (
        (workbook.getvalue(), "Ce fichier est un classeur"),
        (b"", "Ce fichier est vide"),
        (b"a;b\n1;2\n", "Ligne 1"),
        (b"x" * (3 * 1024 * 1024), "trop gros"),
    ):
        page = team.post(url, {"file": SimpleUploadedFile("n.csv", content)})
        assert sentence in page.content.decode()
    assert "Choisissez un fichier CSV." in team.post(url).content.decode()
    for checked in ("é", "AAAA", "="):
        answer = team.post(url, {"checked": checked})
        assert answer.status_code in (200, 302)
    assert not Progress.objects.exists()


def test_the_list_exports_what_is_imported(measure: Measure, by: User) -> None:
    ProgressFactory(measure=measure)
    answer = browser_of(by).get(reverse(Progress.snippet_viewset.get_url_name("export")))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content == export_notes()
