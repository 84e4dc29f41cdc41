"""The tree of pages that tests share: what is put back is what was made."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageLogEntry

from conference.regions.models import Region
from home.models import ContentPage, HomePage
from tests.conference import recorded
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.rows import every_row, undone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "_recorded", recorded.defaultdict(list))


def rows() -> dict[str, list[list]]:
    """Every row, without the moments in it."""
    return {
        table: sorted([str(value) for value in row if not isinstance(value, datetime)] for row in found)
        for table, found in every_row().items()
        if table != "core.Generation"
    }


def test_what_is_put_back_is_what_was_made_at_the_present_moment() -> None:
    with undone():
        key = make_site_tree().home.translation_key
        made = rows()
    assert not HomePage.objects.exists()
    later = timezone.now() + timedelta(days=300)
    with time_machine.travel(later, tick=False):
        home = make_site_tree().home
    assert home.translation_key == key  # else it was made anew
    assert rows() == made
    assert set(PageLogEntry.objects.values_list("timestamp", flat=True)) == {later}
    # PostgreSQL's numbers go on behind those that were put back.
    home.add_child(instance=ContentPage(title="Après", slug="apres"))
    RegionFactory(slug="corse")


def test_on_another_ground_it_is_made_anew() -> None:
    with undone():
        key = make_site_tree(regions=("bretagne",)).home.translation_key
    RegionFactory(slug="corse")
    assert make_site_tree(regions=("bretagne",)).home.translation_key != key
    assert sorted(Region.objects.values_list("slug", flat=True)) == ["bretagne", "corse"]
