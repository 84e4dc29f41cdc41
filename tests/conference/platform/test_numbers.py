"""What is no number, or one that no database holds, finds nothing and breaks nothing."""

import pytest
from django.test import Client
from wagtail.models import Page

from conference.platform.numbers import LARGEST_KEY, keys_among, whole_number
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay, superuser
from tests.events.factories import EventPageFactory

HUGE = "9" * 23
NONE = ["", "²", "½", "١", "𝟏", "-1", "1.5", " 1", "1_0", "0x1", "9" * 400, HUGE, str(LARGEST_KEY + 1)]


def test_a_number_is_written_with_ten_digits() -> None:
    assert [whole_number(typed) for typed in NONE] == [None] * len(NONE)
    assert [whole_number(typed) for typed in ("0", "007", str(LARGEST_KEY))] == [0, 7, LARGEST_KEY]
    assert [whole_number(typed, at_most=9) for typed in ("9", "10")] == [9, None]
    assert keys_among(["3", "²", HUGE, "1"]) == [3, 1]


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["relay", "communication", "superuser"])
@pytest.mark.parametrize("key", ["²", "2027-W01", HUGE, str(LARGEST_KEY + 1)])
def test_the_admin_answers_to_each_of_them(tree: SiteTree, who: str, key: str) -> None:
    people = {"communication": communicator, "superuser": superuser}
    region = tree.regions["bretagne"].region
    client: Client = browser_of(people[who]() if who in people else relay(region, publishes=True))
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    for action in ("delete", "move", "unpublish", "publish"):
        answer = client.get(f"/admin/bulk/wagtailcore/page/{action}/", {"id": key})
        assert answer.status_code in (400, 404), action
    chosen = client.get("/admin/choose-page/chosen-multiple/", {"id": [key, event.pk]})
    assert chosen.status_code == 200
    assert [page["id"] for page in chosen.json()["result"]] == [event.pk]
    for files in ("images", "documents"):
        assert client.get(f"/admin/{files}/chooser/chosen/{key}/").status_code == 404, files
    assert client.get("/admin/inscriptions/", {"event": key}).status_code in (200, 400)
    client.post("/comptes/securite/connexions/", {"session": key})
    assert client.get("/admin/").status_code == 200
    assert Page.objects.filter(pk=event.pk).exists()
