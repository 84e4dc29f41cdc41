"""The levels of a review as a file: read before it is written, all or nothing, and the same both ways."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import querydict_from_html

from conference.core.csv_files import LARGEST
from measures.level_files import COLUMNS, exported, read_levels
from measures.levels import Said, grid_of
from measures.models import Assessment, AssessmentCitation, Measure, Review
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, superuser
from tests.measures.factories import ReviewFactory, SourceFactory, make_measures

pytestmark = pytest.mark.django_db

HEADING = ";".join(COLUMNS)


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


@pytest.fixture
def review() -> Review:
    """Measure 3 is « Tenue », with all that a row may hold."""
    make_measures()
    review = ReviewFactory(slug="etape")
    row = Assessment.objects.create(
        review=review,
        measure=Measure.objects.get(number=3),
        level="niveau-0",
        comment="- « Un » ;\n+ deux",
        date_of_fact=date(2024, 2, 1),
    )
    AssessmentCitation.objects.create(assessment=row, source=SourceFactory(key="rapport"))
    AssessmentCitation.objects.create(assessment=row, source=SourceFactory(key="note"))
    return review


def send(client: Client, review: Review, content: bytes):
    url = reverse("bilans:levels_import", args=[review.pk])
    return client.post(url, {"file": SimpleUploadedFile("niveaux.csv", content)})


def save(client: Client, review: Review, looked_over) -> object:
    """Press « Écrire » on the page of a dry run."""
    data = querydict_from_html(looked_over.content.decode(), form_id="write-levels").dict()
    assert data["checked"]
    return client.post(reverse("bilans:levels_import", args=[review.pk]), data)


def draft(review: Review) -> Review:
    return Review.objects.get(pk=review.pk).get_latest_revision_as_object()


def test_the_export_has_the_21_and_no_formula(team: Client, review: Review) -> None:
    answer = team.get(reverse("bilans:levels_export", args=[review.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="niveaux-etape.csv"'
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == HEADING
    assert lines[3] == '3;Titre court 3;Tenue;"\'- « Un » ;\n+ deux";2024-02-01;rapport note'
    assert len(lines) == 23


def test_a_round_trip_changes_nothing(team: Client, review: Review) -> None:
    content = exported(draft(review))
    reading = read_levels(content, draft(review))
    assert (reading.changes, dict(reading.grid)[3]) == ([], grid_of(draft(review))[3])
    assert "Rien\u00a0: le brouillon dit déjà tout cela." in send(team, review, content).content.decode()
    assert Review.objects.get().latest_revision is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_french_excels_file_is_read_then_written_to_the_draft(
    team: Client, review: Review, encoding: str
) -> None:
    text = f"{HEADING}\r\n5;Peu importe;en retard;L’été, déjà;31/12/2023;https://exemple.fr/note\r\n"
    looked_over = send(team, review, text.encode(encoding))
    assert "L’été, déjà" in looked_over.content.decode()
    assert Review.objects.get().latest_revision is None
    assert save(team, review, looked_over).status_code == 302
    source = AssessmentCitation.objects.get(source__key="note").source_id
    assert grid_of(draft(review))[5] == Said("niveau-1", "L’été, déjà", date(2023, 12, 31), (source,))
    assert grid_of(draft(review))[3].level == "niveau-0"
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        ("22;;;;;", ["2, colonne « mesure » : « 22 » n’est pas le numéro d’une mesure."]),
        (
            "3;;Ailleurs;;;",
            ["2, colonne « niveau » : « Ailleurs » n’est pas de l’échelle de ce bilan (« Tenue », « En r"],
        ),
        ("5;;;;01/01/2999;", ["2, colonne « date du fait » : « 01/01/2999 » est une date à venir."]),
        ("5;;;;31/02/2024;", ["2, colonne « date du fait » : « 31/02/2024 » n’est pas une date"]),
        ("5;;=cmd;;;", ["2, colonne « niveau » : « =cmd » n’est pas de l’échelle"]),
        ("5;;;=cmd|' /C calc'!A0;;", ["2, colonne « commentaire » : une formule n’est pas un commentaire"]),
        (
            "5;;;;;inconnue",
            ["2, colonne « sources » : « inconnue » n’est ni la clé ni l’adresse d’une source"],
        ),
        (
            "5;;Tenue;;;\r\n5;;En retard;;;\r\nx;;;;;",
            [
                "3, colonne « mesure » : la mesure 5 est déjà à la ligne 2.",
                "4, colonne « mesure » : « x » n’est pas le numéro d’une mesure.",
            ],
        ),
        ("5;;;", ["2 : 4 cellules pour 6 colonnes"]),
        ("", ["1 : aucune mesure sous les titres des colonnes."]),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_nothing_is_written(
    team: Client, review: Review, rows: str, sentences: list[str]
) -> None:
    content = f"{HEADING}\r\n{rows}\r\n21;;Tenue;;;\r\n" if rows else HEADING
    answer = send(team, review, content.encode())
    html = answer.content.decode().replace("\u00a0", " ")
    assert [each for each in sentences if str(escape(f"Ligne {each}")) not in html] == []
    assert "Écrire dans le brouillon" not in html
    assert Review.objects.get().latest_revision is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * (LARGEST + 1), "trop gros"),
        (b"PK\x03\x04\x00", "classeur"),
        (b"\x00\x01\x02", "pas un texte lisible"),
        (b"a;b\r\n1;2", "il manque les colonnes"),
        (f'{HEADING}\r\n3;"'.encode(), "guillemet"),
        (b"", "Choisissez un fichier"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_in_words(
    team: Client, review: Review, content: bytes, sentence: str
) -> None:
    assert sentence in send(team, review, content).content.decode() or not content
    assert Review.objects.get().latest_revision is None


def test_what_the_file_leaves_out_stays_even_when_saved_after_a_conflict(
    team: Client, review: Review
) -> None:
    looked_over = send(team, review, f"{HEADING}\r\n5;;En retard;;;\r\n".encode())
    other = draft(review)
    other.assessments.add(Assessment(measure=Measure.objects.get(number=9), level="niveau-0"))
    other.save_revision(user=superuser())
    conflict = save(team, review, looked_over)
    assert conflict.status_code == 422
    assert save(team, review, conflict).status_code == 302
    saved = grid_of(draft(review))
    assert (saved[5].level, saved[9].level) == ("niveau-1", "niveau-0")


def test_what_somebody_saved_between_the_two_steps_is_not_overwritten(team: Client, review: Review) -> None:
    looked_over = send(team, review, f"{HEADING}\r\n5;;En retard;;;\r\n".encode())
    other = draft(review)
    other.totals_note = "Entre-temps"
    other.save_revision(user=superuser())
    answer = save(team, review, looked_over)
    assert "racine a enregistré ce bilan à" in answer.content.decode()
    assert 5 not in grid_of(draft(review))
