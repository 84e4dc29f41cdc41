"""What each way of putting a new version in place runs on the database, in this order, by itself."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page

from tests.conference.factories import make_site_tree

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
STEPS = ["migrate", "load_reference", "update_index"]
CALL = re.compile(r'(?:"\$conference"|manage\.py) (' + "|".join(STEPS) + r")\b(?! --check)")


@pytest.mark.parametrize("script", ["upgrade", "containers/compose.yaml", "kubernetes/migrate.yaml"])
def test_an_upgrade_brings_the_tables_the_facts_and_the_index_up_to_date(script: str) -> None:
    assert CALL.findall((DEPLOY / script).read_text()) == STEPS


def test_the_index_is_written_once_the_former_version_saves_nothing_more() -> None:
    upgrade = (DEPLOY / "upgrade").read_text()
    assert upgrade.index("systemctl restart") < upgrade.index("update_index")


@pytest.mark.django_db
def test_the_index_is_written_again_as_many_times_as_one_likes() -> None:
    tree = make_site_tree(regions=())
    tree.home.title = "Maison de l’œuvre"
    tree.home.save()
    for _again in range(2):
        call_command("update_index", verbosity=0)
    assert [page.pk for page in Page.objects.search("oeuvre")] == [tree.home.pk]
