"""Tags are shown to those who may see a file that bears them: a title may hide in one."""

from urllib.parse import quote_plus

import pytest
from django.test import Client
from wagtail.search.index import insert_or_update_object

from .world import Side, make_world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
OURS, THEIRS, NATIONAL = "secret armorique", "secret du Piton", "secret national"


@pytest.fixture
def sides() -> tuple[Side, Side, Side]:
    ours, theirs, national = make_world()
    for side, tag in ((ours, OURS), (theirs, THEIRS), (national, NATIONAL)):
        side.image.tags.add(tag)
        side.document.tags.add(tag)
    return ours, theirs, national


def completed(client: Client, term: str = "secret", model: str = "") -> list[str]:
    return client.get(f"/admin/tag-autocomplete/{model}", {"term": term}).json()


def test_completion_offers_the_tags_of_ones_own_files_and_of_the_national_ones(
    sides: tuple[Side, Side, Side],
) -> None:
    ours, _theirs, national = sides
    for model in ("", "taggit/tag/"):
        assert completed(ours.client, model=model) == [OURS, NATIONAL]
        assert completed(national.client, model=model) == [OURS, THEIRS, NATIONAL]


def test_completion_says_nothing_without_a_letter_or_of_another_kind(
    sides: tuple[Side, Side, Side],
) -> None:
    assert completed(sides[0].client, term="") == []
    assert completed(sides[0].client, model="events/eventpage/") == []


@pytest.mark.parametrize(
    "address", ["images/", "documents/", "images/results/", "images/chooser/", "images/chooser/?layout=list"]
)
def test_lists_and_choosers_offer_no_tag_of_another_region(
    sides: tuple[Side, Side, Side], address: str
) -> None:
    def shown(side: Side) -> str:
        return side.client.get(f"/admin/{address}").content.decode()

    assert "secret du Piton" not in shown(sides[0])
    if "results" not in address:
        assert "secret du Piton" in shown(sides[1])
        assert "secret du Piton" in shown(sides[2])


def test_a_list_is_filtered_by_ones_own_tag_and_not_by_another_s(sides: tuple[Side, Side, Side]) -> None:
    ours, theirs, _national = sides
    found = ours.client.get("/admin/images/results/", {"tag": OURS}).content.decode()
    assert ours.image.title in found
    ours.image.tags.add(THEIRS)
    assert THEIRS in completed(ours.client)
    assert (
        theirs.image.title not in ours.client.get("/admin/images/results/", {"tag": THEIRS}).content.decode()
    )


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_search_is_filtered_by_use_and_by_tag(sides: tuple[Side, Side, Side], kind: str) -> None:
    ours = sides[0]
    file = getattr(ours, kind)
    insert_or_update_object(file)

    def found(**filters: str) -> bool:
        answer = ours.client.get(f"/admin/{kind}s/results/", {"q": "Armorique", **filters})
        return file.title in answer.content.decode()

    assert found()
    assert found(usage_count_min="0", tag=OURS)
    assert not found(usage_count_min="99")


@pytest.mark.parametrize("files", ["images", "documents"])
def test_a_tag_of_another_is_as_unknown_as_one_that_nobody_wrote(
    sides: tuple[Side, Side, Side], files: str
) -> None:
    def found(side: Side, tag: str) -> str:
        shown = side.client.get(f"/admin/{files}/results/", {"tag": tag}).content.decode()
        for said_again in (tag, quote_plus(tag), quote_plus(quote_plus(tag))):  # in its own links
            shown = shown.replace(said_again, "…")
        return shown

    ours, theirs, _national = sides
    kind = files.removesuffix("s")
    assert getattr(theirs, kind).title in found(theirs, THEIRS)
    assert getattr(ours, kind).title in found(ours, OURS)
    same = found(ours, THEIRS) == found(ours, "jamais écrite")
    assert same


def test_how_often_others_use_a_national_image_is_not_told(sides: tuple[Side, Side, Side]) -> None:
    address = "/admin/images/chooser/?layout=list"
    assert "Utilis" not in sides[0].client.get(address).json()["html"]
    assert "Utilis" in sides[2].client.get(address).json()["html"]
