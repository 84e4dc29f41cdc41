"""Opening accounts: each in its one group, with a link by which the person chooses a password."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

SECRET = "un mot de passe assez long"


def create(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The link that the command prints."""
    call_command("create_account", *arguments)
    return re.findall(r"https?://\S+", capsys.readouterr().out)[0]


def choose_password(client: Client, link: str) -> int:
    """Follow the link as a browser does and send the form; the status of the last answer."""
    form = client.get(urlsplit(link).path, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else urlsplit(link).path
    fields = {"new_password1": SECRET, "new_password2": SECRET}
    return client.post(address, fields).status_code


@pytest.mark.parametrize(
    ("role", "region", "group"),
    [
        ("communication", "", "Communication"),
        ("moderation", "", "Modération"),
        ("relais", "la-reunion", "Relais – La Réunion"),
    ],
)
def test_a_person_gets_the_one_group_of_the_role(capsys, role: str, region: str, group: str):
    create("anne@exemple.fr", f"--role={role}", f"--region={region}", capsys=capsys)
    user = get_user_model().objects.get(username="anne@exemple.fr")
    assert [each.name for each in user.groups.all()] == [group]
    assert (user.is_superuser, user.is_staff, user.is_active) == (False, False, True)
    assert not user.has_usable_password()


def test_the_link_lets_choose_a_password_once(client: Client, capsys, settings):
    link = create("anne@exemple.fr", "--role=moderation", capsys=capsys)
    assert link.startswith(f"{settings.PUBLIC_URL}/admin/")
    assert choose_password(client, link) == 302
    assert Client().login(username="anne@exemple.fr", password=SECRET)
    again = Client().get(urlsplit(link).path, follow=True)
    assert again.status_code == 200
    assert not again.context["validlink"]


def test_who_chose_a_password_enters_the_admin(client: Client, capsys):
    choose_password(client, create("anne@exemple.fr", "--role=relais", "--region=corse", capsys=capsys))
    client.login(username="anne@exemple.fr", password=SECRET)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["anne@exemple.fr", "--role=relais"], "Donnez --region, parmi : auvergne-rhone-alpes, "),
        (["anne@exemple.fr", "--role=relais", "--region=armorique"], "Donnez --region"),
        (["anne@exemple.fr", "--role=moderation", "--region=corse"], "enlevez --region"),
        (["anne", "--role=moderation"], "adresse"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments: list[str], why: str):
    with pytest.raises(CommandError, match=re.escape(why)):
        call_command("create_account", *arguments)
    assert not get_user_model().objects.exists()


def test_a_name_is_given_once(capsys):
    create("anne@exemple.fr", "--role=moderation", capsys=capsys)
    with pytest.raises(CommandError, match="déjà un compte"):
        call_command("create_account", "anne@exemple.fr", "--role=communication")
    assert get_user_model().objects.get().groups.get().name == "Modération"
