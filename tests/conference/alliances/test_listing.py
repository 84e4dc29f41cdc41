"""The list of alliances, page after page, of a region or of a measure."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from conference.alliances import listing
from conference.alliances.cards import sample
from conference.alliances.chores import list_what_is_published
from conference.alliances.cloths import facts_of
from conference.alliances.models import AlliancePage, Partner
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import make_site_tree
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


def shown(address: str) -> tuple[list[str], str]:
    """The alliances on a page of the list, in their order, and all its words."""
    soup = BeautifulSoup(Client().get(address).content, "html.parser")
    main = soup.select_one("main")
    assert main is not None
    return [each["data-alliance"] for each in main.select("[data-alliance]")], main.get_text(" ", strip=True)


def test_each_alliance_stands_on_one_page_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    make_site_tree(regions=("bretagne",))
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for letter in "cab":
        make_alliance(slug=f"alliance-{letter}", title=f"Alliance {letter}")

    assert shown("/alliances/")[0] == ["alliance-a", "alliance-b"]
    assert shown("/alliances/?page=2")[0] == ["alliance-c"]
    beyond, words = shown("/alliances/?page=7")
    assert beyond == ["alliance-c"]
    assert "La page 7 n’existe pas" in words


def test_the_list_can_be_that_of_a_region_or_of_a_measure() -> None:
    make_site_tree(regions=("bretagne",))
    measures = make_measures(16)
    make_alliance(slug="bretonne", measures=[*measures.values()])
    assert shown("/alliances/?region=bretagne")[0] == ["bretonne"]
    assert shown("/alliances/?mesure=16&region=bretagne")[0] == ["bretonne"]
    assert shown("/alliances/?region=normandie")[0] == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("region=nulle-part", "« nulle-part » n’est pas une région : ce critère n’a pas été pris en compte."),
        ("mesure=99", "« 99 » n’est pas une mesure : ce critère n’a pas été pris en compte."),
        (
            "mesure=" + "x" * 50,
            f"« {'x' * 40} » n’est pas une mesure : ce critère n’a pas été pris en compte.",
        ),
        ("page=0", "« 0 » n’est pas un numéro de page : voici la première."),
        ("page=x", "« x » n’est pas un numéro de page : voici la première."),
        ("page=%00", "Le critère « page » contient un signe interdit : il n’a pas été pris en compte."),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(asked: str, said: str) -> None:
    make_site_tree(regions=("bretagne",))
    make_alliance(slug="bretonne")
    found, words = shown(f"/alliances/?{asked}")
    assert found == ["bretonne"]
    assert said in words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("region=normandie", "Aucune alliance de cette région n’est encore présentée."),
        ("mesure=16", "Aucune alliance ne répond encore à cette mesure."),
        ("mesure=16&region=bretagne", "Aucune alliance de cette région ne répond encore à cette mesure."),
    ],
)
def test_an_empty_list_says_of_what_it_is_empty(asked: str, said: str) -> None:
    make_site_tree(regions=("bretagne",))
    make_measures(16)
    make_alliance(slug="bretonne")
    found, words = shown(f"/alliances/?{asked}")
    assert found == []
    assert said in words


def test_what_other_hands_wrote_is_put_right_within_a_minute() -> None:
    make_site_tree(regions=("bretagne",))
    there, hidden = make_alliance(slug="la"), make_alliance(slug="cachee")
    AlliancePage.objects.filter(pk=there.pk).update(listed_as=None)
    AlliancePage.objects.filter(pk=hidden.pk).update(live=False)

    assert list_what_is_published(now=timezone.now()) == 2
    assert [page.slug for page in AlliancePage.objects.shown()] == ["la"]


def test_a_sample_weaves_the_same_cloth_as_the_page_in_one_query() -> None:
    make_site_tree(regions=("bretagne",))
    measures = make_measures(3, 16)
    alliance = make_alliance(slug="bretonne", goals=(17, 4), measures=[*measures.values()])
    make_alliance(slug="nue", goals=())
    alliance.partners.add(Partner(name="Ville", kind="collectivite"), Partner(name="Autre", kind="fondation"))
    alliance.save()
    found = sample(AlliancePage.objects.shown(), limit=1)
    assert [card.facts for card in found.cards] == [facts_of(AlliancePage.objects.get(pk=alliance.pk))]
    assert found.more
