"""Lists are in French order: an accent or a ligature does not send a name to the end."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from conference.regions.models import Region, RelayTeam
from conference.regions.reference import REGIONS
from conference.regions.rights import ensure_relay_team
from events.forms import zone_choices
from events.models import Speaker
from home.models import ContentPage
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.people import browser_of, person, relay, superuser

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NAMES = ["Denis", "Édith", "Fanny", "Nadia", "Œdipe", "Paul"]  # as a dictionary has them


@pytest.fixture
def admin() -> Client:
    return browser_of(superuser())


def shown(admin: Client, address: str, **asked: str) -> list[str]:
    """NAMES in the order in which the list shows them, each once."""
    body = admin.get(address, asked).content.decode()
    return list(dict.fromkeys(re.findall("|".join(NAMES), body)))


def test_ile_de_france_stands_under_i() -> None:
    for facts in REGIONS[::-1]:
        RegionFactory(slug=facts["slug"])
    names = [region.name for region in Region.objects.all()]
    assert names.index("Hauts-de-France") + 1 == names.index("Île-de-France")
    assert names.index("Île-de-France") + 1 == names.index("La Réunion")
    overseas = [label for _zone, label in zone_choices()]
    assert overseas[0] == "Heure de Paris"
    assert overseas[1:] == sorted(overseas[1:])  # no other zone's name begins with an accent
    tree = make_site_tree(regions=("la-reunion", "ile-de-france", "hauts-de-france"))
    for slug in ("la-reunion", "ile-de-france", "hauts-de-france"):
        relay(tree.regions[slug].region)
    teams = [team.region.slug for team in RelayTeam.objects.all()]
    assert teams == ["hauts-de-france", "ile-de-france", "la-reunion"]


def test_collections_wherever_one_is_chosen(admin: Client) -> None:
    root = Collection.get_first_root_node()
    for name in NAMES[::-1]:
        root.add_child(instance=Collection(name=name))
    assert shown(admin, reverse("wagtaildocs:add")) == NAMES
    assert shown(admin, reverse("wagtailimages:index")) == NAMES


def test_a_relays_collection_is_put_where_it_belongs() -> None:
    trees = make_site_tree(regions=("normandie", "ile-de-france")).regions
    ours = [ensure_relay_team(trees[slug].region).collection.pk for slug in trees]
    last = Collection.objects.order_by("path").last()
    assert last is not None
    Collection.objects.filter(name="Île-de-France").update(path=last._inc_path())  # as it was until now
    for tree in trees.values():
        ensure_relay_team(tree.region)
    names = [collection.name for collection in Collection.objects.filter(pk__in=ours)]
    assert names == ["Île-de-France", "Normandie"]


def test_people_in_their_list_and_in_their_chooser(admin: Client) -> None:
    for name in NAMES[::-1]:
        Speaker.objects.create(name=name)
    assert shown(admin, reverse("wagtailsnippets_events_speaker:list_results")) == NAMES
    assert shown(admin, reverse("wagtailsnippetchoosers_events_speaker:choose_results")) == NAMES


def test_pages_sorted_by_title(admin: Client) -> None:
    home = make_site_tree(regions=()).home
    for number, name in enumerate(NAMES[::-1]):
        home.refresh_from_db()
        home.add_child(instance=ContentPage(title=name, slug=f"page-{number}"))
    address = reverse("wagtailadmin_explore_results", args=[home.pk])
    assert shown(admin, address, ordering="title") == NAMES
    assert shown(admin, address, ordering="-title") == NAMES[::-1]


def test_accounts_sorted_by_name(admin: Client) -> None:
    for number, name in enumerate(NAMES[::-1]):
        person(f"u{number}", last_name=name)
    assert shown(admin, reverse("wagtailusers_users:index_results"), ordering="name") == NAMES
