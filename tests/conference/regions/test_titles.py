"""The title of a draft, or of a correction that waits, is read by those who may write the page only."""

import json

import pytest
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object

from tests.admin_forms import page_form
from tests.conference.factories import NationalConferencePageFactory

from .people import browser_of, communicator
from .rows import changed_since, every_row
from .test_corners import body
from .world import Side, make_sides

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
SECRET = "corrigé en secret"
NOTHING = 987_654  # the number of nothing
EXTERNAL = reverse("wagtailadmin_choose_page_external_link")


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return make_sides()


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def correct(page: Page) -> str:
    """Somebody of the national teams prepares another title, which is returned."""
    page.title = f"{page.title} {SECRET}"
    page.save_revision(clean=False)
    return page.title


def ancestors(side: Side) -> list[Page]:
    return list(side.tree.page.get_ancestors().filter(depth__gt=1).specific())


# --- Links -----------------------------------------------------------------------------------


def test_an_address_typed_as_a_link_becomes_the_page_under_its_published_title(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides

    def linked(side: Side, address: str) -> dict:
        data = {"external-link-chooser-url": address, "external-link-chooser-link_text": ""}
        return side.client.post(EXTERNAL, data).json()

    address = theirs.live.get_url()
    assert linked(ours, address)["result"]["adminTitle"] == "Piton public"
    assert linked(theirs, address)["result"]["adminTitle"] == f"Piton {SECRET}"
    # With a question after it, it is no longer the page: nothing is asked, nothing named.
    assert linked(ours, f"{address}?a=1")["result"] == {
        "url": f"{address}?a=1",
        "title": f"{address}?a=1",
        "prefer_this_title_as_link_text": False,
    }
    assert linked(ours, theirs.draft.get_url())["step"] == "external_link_chosen"
    assert "adminTitle" not in linked(ours, theirs.draft.get_url())["result"]


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
def test_a_link_without_its_address_is_asked_for_again(sides: tuple[Side, Side], kind: str) -> None:
    address = reverse(f"wagtailadmin_choose_page_{kind}_link")
    for sent in ({}, {f"{kind}-link-chooser-link_text": "A"}):
        answer = sides[0].client.post(address, sent).json()
        assert answer["step"] == f"{kind}_link"
        assert "Champ requis" in answer["html"]


def test_a_chosen_page_shows_its_published_title_in_a_form(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    edition = NationalConferencePageFactory(title="Hexagone")
    assert SECRET in correct(edition)
    url = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    button = body("call_to_action", {"text": "Voir", "page": theirs.live.pk, "url": ""})
    data = page_form(ours.client, url, edition=edition.pk, **button)
    assert ours.client.post(url, data).status_code == 302
    shown = text(ours.client.get(url))
    assert "Hexagone" in shown
    assert "Piton public" in shown
    assert SECRET not in shown


# --- Forms that ask where to ---------------------------------------------------------------------


def asks_where_to(side: Side, place: object) -> dict[str, HttpResponse]:
    """What each form answers that is told to put a page of ``side`` below ``place``."""
    draft, news, client = side.draft.pk, side.news.pk, side.client
    copy = reverse("wagtailadmin_pages:copy", args=[news])
    copied = {"new_title": "C", "new_slug": "nouvelle", "new_parent_page": place}
    api = f"/admin/api/main/pages/{draft}/action"
    return {
        "copy": client.post(copy, copied),
        "copy and publish": client.post(copy, copied | {"publish_copies": "on", "alias": "on"}),
        "move": client.post(reverse("wagtailadmin_pages:move", args=[draft]), {"new_parent_page": place}),
        "create": client.post(
            reverse("wagtailadmin_pages:choose_parent", args=["events", "eventpage"]), {"parent_page": place}
        ),
        "bulk move": client.post(
            f"/admin/bulk/wagtailcore/page/move/?id={draft}", {"chooser": place, "move_applies": "on"}
        ),
        **{
            f"API {action}": client.post(
                f"{api}/{action}/", {"destination_page_id": place, "slug": "c"}, "application/json"
            )
            for action in ("copy", "create_alias", "move")
        },
    }


def test_a_form_that_asks_where_to_names_no_page_of_others(
    sides: tuple[Side, Side], subtests: pytest.Subtests
) -> None:
    ours, theirs = sides
    before = every_row()
    nothing = asks_where_to(ours, NOTHING)
    for page in (theirs.draft, theirs.live, theirs.tree.agenda, theirs.tree.news):
        for form, answer in asks_where_to(ours, page.pk).items():
            with subtests.test(f"{form} below {page.title}"):
                assert theirs.mark not in text(answer)
                assert answer.status_code == nothing[form].status_code
                assert answer.status_code in (200, 404)
    assert changed_since(before) == []


@pytest.mark.parametrize("place", ["²", "١", "9" * 23])
def test_nor_fails_on_what_is_no_number_of_a_page(sides: tuple[Side, Side], place: str) -> None:
    before = every_row()
    for form, answer in asks_where_to(sides[0], place).items():
        assert answer.status_code in (200, 400, 404), form
    assert changed_since(before) == []


def test_a_copy_and_a_new_page_go_where_they_may(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    copy = reverse("wagtailadmin_pages:copy", args=[ours.news.pk])
    data = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": ours.tree.news.pk}
    assert ours.client.post(copy, data).status_code == 302
    assert Page.objects.child_of(ours.tree.news).filter(slug="copie").exists()
    taken = ours.client.post(copy, data)
    assert "déjà prise" in text(taken)
    for place in ("", "-pk"):
        assert "Champ requis" in text(ours.client.post(copy, data | {"new_parent_page": place}))
    choose, agenda = (
        reverse("wagtailadmin_pages:choose_parent", args=["events", "eventpage"]),
        ours.tree.agenda,
    )
    assert ours.client.post(choose, {"parent_page": agenda.pk}).headers["Location"].endswith(f"/{agenda.pk}/")
    national = browser_of(communicator())
    assert national.post(copy, data | {"new_parent_page": theirs.tree.news.pk}).status_code == 302
    assert Page.objects.child_of(theirs.tree.news).filter(slug="copie").exists()


# --- Above one's own part ------------------------------------------------------------------------


def test_what_stands_above_the_local_page_is_found_nowhere(
    sides: tuple[Side, Side], subtests: pytest.Subtests
) -> None:
    ours, _theirs = sides
    above = ancestors(ours)
    corrected = [correct(page) for page in above]
    insert_or_update_object(above[-1])
    addresses = {
        "explorer": "/admin/pages/",
        "page search": "/admin/pages/search/",
        "types": reverse("wagtailadmin_pages:type_use", args=["conference", "regionsindexpage"]),
        "API": "/admin/api/main/pages/",
        "API of a page": f"/admin/api/main/pages/{ours.tree.page.pk}/",
        "editor": reverse("wagtailadmin_pages:edit", args=[ours.draft.pk]),
        "chooser": f"/admin/choose-page/{ours.tree.agenda.pk}/",
        "chooser of regions": f"/admin/choose-page/{above[-1].pk}/",
        "chooser, searched": f"/admin/choose-page/search/?q={above[-1].title}",
    }
    for name, url in addresses.items():
        with subtests.test(name):
            answer = ours.client.get(url, follow=True)
            assert answer.status_code == 200
            assert [title for title in corrected if title in text(answer)] == []
    for page in above:
        assert ours.client.get(f"/admin/api/main/pages/{page.pk}/").status_code == 404
    named = json.loads(text(ours.client.get(addresses["API of a page"])))["meta"]["ancestors"]
    assert [one["admin_display_title"] for one in named] == ["Racine", "Accueil", "Régions"]


def test_a_relay_of_two_regions_goes_from_one_to_the_other(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    regions = ancestors(ours)[-1]
    secret = correct(regions)
    ours.user.groups.add(theirs.team.group)
    explored = ours.client.get("/admin/pages/", follow=True)
    assert explored.redirect_chain[-1][0] == reverse("wagtailadmin_explore", args=[regions.pk])
    shown = text(explored)
    assert ours.tree.page.title in shown
    assert theirs.tree.page.title in shown
    assert secret not in shown
    assert "data-side-panel" not in shown
    below = ours.client.get(reverse("wagtailadmin_explore", args=[theirs.tree.page.pk]))
    assert theirs.draft.title in text(below)
    assert secret not in text(below)


# --- The chooser ---------------------------------------------------------------------------------


def test_a_chooser_starts_where_its_pages_stand_whatever_others_draft(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    address = "/admin/choose-page/?page_type=conference.alliances.AlliancePage"
    address = address.replace("conference.alliances", "alliances")

    def start(side: Side) -> int:
        return side.client.get(address).json()["parent_page_id"]

    assert start(ours) == ours.tree.alliances.pk  # theirs is a draft
    Page.objects.filter(pk=theirs.alliance.pk).update(live=True)
    assert start(ours) == ancestors(ours)[-1].pk
    assert ours.client.get("/admin/choose-page/?page_type=nothing").status_code == 404


def test_images_are_searched_among_those_of_a_tag(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    for side in sides:
        side.image.tags.add("affiche")
    for name in ("choose", "choose_results"):
        address = reverse(f"wagtailimages_chooser:{name}")
        for question, found in (("image", True), ("autre", False), ("", True)):
            answer = text(ours.client.get(address, {"q": question, "tag": "affiche"}))
            assert (ours.image.title in answer) is found
            assert theirs.image.title not in answer
        assert ours.image.title not in text(ours.client.get(address, {"q": "image", "tag": "carte"}))
