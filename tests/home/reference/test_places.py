"""The departments and communes are tables, in line with the files they come from."""

from pathlib import Path

import pytest
from django.conf import settings as site_settings

from conference.regions.models import Commune, CommunePostcode, Department
from home.models import ReferenceMark
from home.reference.load import load_reference
from home.reference.places import load_places
from home.reference.report import Report

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

ALL = site_settings.BASE_DIR / "conference" / "regions" / "data" / "communes.csv"
HEAD = "code;nom;codes_postaux;departement;population;latitude;longitude;precision\n"
QUIMPER = "29232;{name};29000;29;{population};47.996;-4.102;commune\n"
BREST = "29019;Brest;29200 29210;29;145000;48.390;-4.486;commune\n"


def file_of(folder: Path, *lines: str) -> Path:
    file = folder / "communes.csv"
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    return file


@pytest.mark.long
def test_every_commune_of_the_country_is_loaded(settings):
    settings.COMMUNES_FILE = ALL
    report = Report()
    load_places(report)
    assert (Department.objects.count(), Commune.objects.count(), CommunePostcode.objects.count()) == (
        101,
        34_875,
        35_359,
    )
    assert report.added[Commune] == 34_875 - 155
    assert Commune.objects.filter(folded="saint denis").count() == 4
    reunion = Commune.objects.get(name="Saint-Denis", department_id="974")
    assert str(reunion.department.region) == "La Réunion"


def test_what_is_loaded_is_not_read_again(django_assert_num_queries):
    with django_assert_num_queries(2):  # the mark, and whether the table was emptied
        load_places(Report())


def test_a_changed_file_writes_over_and_deletes(settings, tmp_path: Path):
    settings.COMMUNES_FILE = file_of(tmp_path, QUIMPER.format(name="Quimper", population=1), BREST)
    load_places(Report())
    assert sorted(Commune.objects.values_list("name", flat=True)) == ["Brest", "Quimper"]
    settings.COMMUNES_FILE = file_of(tmp_path, QUIMPER.format(name="Kemper", population=64_000))
    load_places(Report())
    assert list(Commune.objects.values_list("name", "folded", "population")) == [("Kemper", "kemper", 64_000)]
    assert list(CommunePostcode.objects.values_list("postcode", flat=True)) == ["29000"]


def test_an_emptied_table_comes_back():
    Commune.objects.all().delete()
    load_reference()
    assert Commune.objects.count() == 155
    assert ReferenceMark.objects.filter(key__startswith="places:").count() == 1
