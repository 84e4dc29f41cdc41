"""The tree of pages that tests share: what is put back is what was made."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from wagtail.models import PageLogEntry

from conference.regions.models import Region
from events.models import EventPage
from home.models import ContentPage, HomePage
from tests.conference import recorded
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.rows import every_row, undone
from tests.conference.regions.world import make_sides
from tests.events.factories import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "_recordings", recorded.defaultdict(list))


def rows() -> dict[str, list[list]]:
    """Every row, without the moments in it."""
    return {
        table: sorted([str(value) for value in row if not isinstance(value, datetime)] for row in found)
        for table, found in every_row().items()
        if table != "platform.Generation"
    }


def test_what_is_put_back_is_what_was_made_at_the_present_moment() -> None:
    with time_machine.travel(at("2026-05-04", "10:05"), tick=False), undone():
        tree = make_site_tree()
        made, key = rows(), tree.home.translation_key
    assert not HomePage.objects.exists()
    with time_machine.travel(at("2026-05-04", "10:35"), tick=False):
        again = make_site_tree()
    assert again.home.translation_key == key  # else it was made anew
    assert again == tree
    assert rows() == made
    assert set(PageLogEntry.objects.values_list("timestamp", flat=True)) == {at("2026-05-04", "10:35")}
    # PostgreSQL's numbers go on behind those that were put back.
    again.home.add_child(instance=ContentPage(title="Après", slug="apres"))
    RegionFactory(slug="corse")


def test_files_come_back_and_what_begins_on_the_hour_stays_there() -> None:
    with time_machine.travel(at("2026-05-04", "10:05"), tick=False), undone():
        ours, _theirs = make_sides()
        start, file = ours.live.start, Path(ours.document.file.path)
        content = file.read_bytes()
    file.unlink()
    with time_machine.travel(at("2026-05-04", "10:35"), tick=False):
        ours, _theirs = make_sides()
        assert ours.client.get(f"/admin/pages/{ours.live.pk}/edit/").status_code == 200  # logged in
    assert EventPage.objects.get(pk=ours.live.pk).start == ours.live.start == start
    assert file.read_bytes() == content


def test_in_another_hour_it_is_made_anew() -> None:
    with time_machine.travel(at("2026-05-04", "10:05"), tick=False), undone():
        key = make_site_tree().home.translation_key
    with time_machine.travel(at("2026-05-04", "11:05"), tick=False):
        assert make_site_tree().home.translation_key != key


def test_on_another_ground_it_is_made_anew() -> None:
    with undone():
        key = make_site_tree(regions=("bretagne",)).home.translation_key
    RegionFactory(slug="corse")
    assert make_site_tree(regions=("bretagne",)).home.translation_key != key
    assert sorted(Region.objects.values_list("slug", flat=True)) == ["bretagne", "corse"]
