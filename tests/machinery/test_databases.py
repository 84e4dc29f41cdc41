"""A test that commits leaves nothing behind, and what the migrations wrote comes back."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from wagtail.models import Collection, Locale, Page, Site


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_what_a_committing_test_wrote_is_gone_at_the_next(turn: int) -> None:
    assert not Collection.objects.filter(name="Laissée là").exists()
    Collection.get_first_root_node().add_child(name="Laissée là")
    Page.objects.all().delete()
    Site.objects.all().delete()


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_root_the_locale_and_the_collection_come_back(turn: int) -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.count() == 1
    assert Collection.objects.filter(depth=1).count() == 1


@pytest.mark.django_db
def test_sqlite_is_a_file_with_the_options_of_production() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    assert str(settings.DATABASES["default"]["NAME"]).endswith(".sqlite3")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_process_of_ours_works_on_the_tests_own_database(process_environment: dict[str, str]) -> None:
    Collection.get_first_root_node().add_child(name="Vue d’ailleurs")
    code = (
        "import django; django.setup();"
        "from wagtail.models import Collection;"
        "print(Collection.objects.filter(name='Vue d’ailleurs').count())"
    )
    seen = subprocess.run(
        [sys.executable, "-c", code], env=process_environment, capture_output=True, text=True
    )
    assert seen.stdout.strip() == "1", seen.stderr
