"""A person joins a team: one command, one link, one password."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

from conference.regions.rights import ensure_all_rights
from conference.regions.scoping import scope_of
from tests.conference.factories import SiteTree, make_site_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_all_rights()
    return tree


def create(**options: str) -> str:
    out = StringIO()
    call_command("create_account", stdout=out, **{"email": "nouvelle@site.invalid", **options})
    return out.getvalue()


def choose_password(link: str, password: str) -> Client:
    client = Client()
    form = client.get(urlsplit(link).path, follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)
    return client


@pytest.mark.parametrize("role", ["communication", "moderation", "administration"])
def test_somebody_of_the_national_team_sees_all_regions(tree: SiteTree, role: str) -> None:
    create(role=role, username="alix")
    user = get_user_model().objects.get(username="alix")
    assert scope_of(user).national
    assert not user.is_superuser


def test_a_relay_chooses_a_password_and_enters_its_region(tree: SiteTree) -> None:
    said = create(role="relais", region="bretagne", username="alix")
    link = said.splitlines()[-1]
    assert link.startswith("https://conference.test/comptes/mot-de-passe/nouveau/")
    choose_password(link, "un fil de trame")
    client = Client()
    assert client.login(username="alix", password="un fil de trame")
    explorer = client.get("/admin/pages/", follow=True)
    assert explorer.redirect_chain[-1][0] == f"/admin/pages/{tree.regions['bretagne'].page.pk}/"


def test_the_link_is_good_once(tree: SiteTree) -> None:
    link = create(role="relais", region="bretagne", username="alix").splitlines()[-1]
    choose_password(link, "un fil de trame")
    again = Client().get(urlsplit(link).path, follow=True)
    assert 'name="password1"' not in again.content.decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"role": "relais"}, "Un relais a une région"),
        ({"role": "relais", "region": "atlantide"}, "connues\N{NO-BREAK SPACE}: bretagne, la-reunion."),
        ({"role": "moderation", "region": "bretagne"}, "ne se donne qu’à un relais"),
        ({"role": "moderation", "email": "sans arobase"}, "n’est pas une adresse électronique"),
        ({"role": "moderation", "username": "Nom avec espaces !"}, "valide"),
    ],
)
def test_what_cannot_be_made_is_said_in_words(tree: SiteTree, options: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        create(**{"username": "alix", **options})
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("again", ["alix", "Alix"])
def test_a_name_is_taken_once(tree: SiteTree, again: str) -> None:
    create(role="moderation", username="alix")
    with pytest.raises(CommandError, match="déjà pris"):
        create(role="communication", username=again)


def test_before_the_groups_exist_the_command_says_what_to_run() -> None:
    with pytest.raises(CommandError, match="load_reference"):
        create(role="communication", username="alix")
