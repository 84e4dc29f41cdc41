"""« Administration nationale » opens accounts; no way up leads through it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from wagtail.models import ModelLogEntry

from conference.accounts.models import AccountMail
from conference.regions.scoping import ADMINISTRATION, COMMUNICATION
from tests.conference.regions.people import browser_of, communicator, moderator, person, superuser

from .doors import factors_of, gives_a_factor

pytestmark = [pytest.mark.django_db, pytest.mark.reference]


@pytest.fixture
def by() -> User:
    return person("administration", Group.objects.get(name=ADMINISTRATION))


@pytest.fixture
def client(by: User) -> Client:
    return browser_of(by)


def fields(user: User | None = None, **changed: Any) -> dict[str, Any]:
    filled = {
        "username": user.username if user else "nouvelle",
        "email": user.email if user else "nouvelle@site.invalid",
        "first_name": "Alix",
        "last_name": "Martin",
        "is_active": "on",
        "groups": list(user.groups.values_list("pk", flat=True)) if user else [],
    }
    return filled | changed


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def a_group_that_gives_rights() -> Group:
    made = Group.objects.create(name="Informatique")
    made.permissions.add(Permission.objects.get(codename="change_group"))
    return made


def test_it_opens_an_account_and_the_person_is_invited(client: Client) -> None:
    answer = client.post("/admin/users/new/", fields(groups=[group("Relais – Bretagne").pk]))
    assert answer["Location"] == "/admin/users/"
    user = User.objects.get(username="nouvelle")
    assert [g.name for g in user.groups.all()] == ["Relais – Bretagne"]
    assert user.has_usable_password()
    assert (AccountMail.objects.get().kind, AccountMail.objects.get().user) == ("invitation", user)


def test_a_user_name_is_taken_whatever_its_capitals(client: Client) -> None:
    client.post("/admin/users/new/", fields())
    answer = client.post("/admin/users/new/", fields(username="Nouvelle", email="autre@site.invalid"))
    assert "« Nouvelle » est déjà pris" in answer.content.decode()
    made = User.objects.get(username="nouvelle")
    assert client.post(f"/admin/users/edit/{made.pk}/", fields(made, username="Nouvelle")).status_code == 302


def test_nobody_is_made_a_superuser(client: Client, by: User) -> None:
    client.post("/admin/users/new/", fields(is_superuser="on"))
    alix = User.objects.get(username="nouvelle")
    for user in (alix, by):
        form = client.get(f"/admin/users/edit/{user.pk}/").content
        assert BeautifulSoup(form, "html.parser").find(attrs={"name": "is_superuser"}) is None
        client.post(f"/admin/users/edit/{user.pk}/", fields(user, is_superuser="on", is_staff="on"))
        user.refresh_from_db()
        assert user.first_name == "Alix"  # what was asked for was done
        assert not user.is_superuser
        assert not user.is_staff
    assert client.get(f"/admin/users/copy/{superuser().pk}/").status_code == 404


def test_a_superuser_makes_one(client: Client) -> None:
    """The owner's success beside the refusals."""
    browser_of(superuser()).post("/admin/users/new/", fields(is_superuser="on"))
    assert User.objects.get(username="nouvelle").is_superuser


def test_a_superusers_account_is_out_of_reach(client: Client) -> None:
    root = superuser()
    before = User.objects.filter(pk=root.pk).values().get()
    taken = fields(root, email="moi@site.invalid", is_active="")
    for address in (f"edit/{root.pk}/", f"delete/{root.pk}/", f"history/{root.pk}/", f"usage/{root.pk}/"):
        assert client.get(f"/admin/users/{address}").status_code == 302
        assert client.post(f"/admin/users/{address}", taken).status_code in (302, 405)
    for action, sent in (
        ("delete", {}),
        ("set_active_state", {"mark_as_active": "False"}),
        ("assign_role", {"role": group(COMMUNICATION).pk}),
    ):
        client.post(f"/admin/bulk/auth/user/{action}/?id={root.pk}", sent)
        client.post(f"/admin/bulk/auth/user/{action}/?id=all", sent)
    assert User.objects.filter(pk=root.pk).values().get() == before
    assert not root.groups.exists()


def test_it_puts_people_in_teams_national_ones_included(client: Client, by: User) -> None:
    alix = person("alix")
    client.post(f"/admin/users/edit/{alix.pk}/", fields(alix, groups=[group(COMMUNICATION).pk]))
    assert [g.name for g in alix.groups.all()] == [COMMUNICATION]
    client.post(f"/admin/bulk/auth/user/assign_role/?id={alix.pk}", {"role": group("Relais – Bretagne").pk})
    assert alix.groups.filter(name="Relais – Bretagne").exists()
    client.post(f"/admin/bulk/auth/user/set_active_state/?id={alix.pk}", {"mark_as_active": "False"})
    client.post(f"/admin/bulk/auth/user/delete/?id={alix.pk}")
    assert not User.objects.filter(username="alix").exists()
    written = ModelLogEntry.objects.filter(object_id=str(alix.pk), user=by).order_by("pk")
    assert list(written.values_list("action", flat=True)) == ["wagtail.edit"] * 3 + ["wagtail.delete"]


def test_it_gives_nobody_the_rights_of_groups(client: Client, by: User) -> None:
    rights = a_group_that_gives_rights()
    for user in (person("alix"), by):
        refused = client.post(
            f"/admin/users/edit/{user.pk}/", fields(user, groups=[group(ADMINISTRATION).pk, rights.pk])
        )
        assert refused.status_code == 200
        client.post(f"/admin/bulk/auth/user/assign_role/?id={user.pk}", {"role": rights.pk})
    assert not rights.user_set.exists()
    for address in ("", "new/", f"edit/{rights.pk}/", f"edit/{group(ADMINISTRATION).pk}/"):
        assert client.get(f"/admin/groups/{address}").status_code == 302
        client.post(f"/admin/groups/{address}", {"name": "Toute-puissance"})
    assert not Group.objects.filter(name="Toute-puissance").exists()


@pytest.mark.parametrize("by_a_group", [True, False], ids=["by a group", "by itself"])
def test_whoever_gives_rights_is_out_of_reach(client: Client, by_a_group: bool) -> None:
    """A new address is where a new password goes: the account, and every right with it."""
    alix = person("alix", group(COMMUNICATION))
    if by_a_group:
        alix.groups.add(a_group_that_gives_rights())
    else:
        alix.user_permissions.add(Permission.objects.get(codename="change_group"))
    gives_a_factor(alix)
    before = User.objects.filter(pk=alix.pk).values().get(), set(alix.groups.all())
    assert client.get(f"/admin/users/edit/{alix.pk}/").status_code == 302
    client.post(f"/admin/users/edit/{alix.pk}/", fields(alix, email="moi@site.invalid", groups=[]))
    client.post(f"/admin/users/delete/{alix.pk}/")
    client.post(f"/admin/bulk/auth/user/set_active_state/?id={alix.pk}", {"mark_as_active": "False"})
    client.post(f"/admin/bulk/auth/user/delete/?id={alix.pk}")
    client.post(f"/admin/comptes/{alix.pk}/second-facteur/")
    assert (User.objects.filter(pk=alix.pk).values().get(), set(alix.groups.all())) == before
    assert factors_of(alix) == ["totp"]
    changed = fields(alix, email="autre@site.invalid")
    browser_of(superuser()).post(f"/admin/users/edit/{alix.pk}/", changed)
    assert User.objects.get(pk=alix.pk).email == "autre@site.invalid"


def test_the_old_address_hears_of_the_new_one(client: Client) -> None:
    alix = person("alix", group(COMMUNICATION))
    client.post(f"/admin/users/edit/{alix.pk}/", fields(alix, email="autre@site.invalid"))
    mail = AccountMail.objects.get()
    assert (mail.kind, mail.to) == ("address_changed", "alix@site.invalid")
    alix.refresh_from_db()
    alix.email = "encore@site.invalid"  # as the account's own page does
    alix.save()
    alix.save(update_fields=["last_login"])
    assert AccountMail.objects.count() == 2
    assert AccountMail.objects.latest("pk").to == "autre@site.invalid"


def test_it_edits_no_page_and_sees_no_registration(client: Client) -> None:
    addresses = (
        "pages/1/edit/",
        "images/",
        "documents/",
        "snippets/measures/measure/",
        "settings/core/sitesettings/",
        "redirects/",
    )
    for address in addresses:
        assert client.get(f"/admin/{address}").status_code == 302, address
    assert client.get("/admin/equipes-relais/").status_code == 200


@pytest.mark.parametrize("who", [communicator, moderator, lambda: person("alix", group("Relais – Bretagne"))])
def test_nobody_else_opens_accounts(who) -> None:
    client = browser_of(who())
    alix = person("autre")
    for address in ("", "new/", f"edit/{alix.pk}/", f"delete/{alix.pk}/"):
        assert client.get(f"/admin/users/{address}").status_code == 302
        assert client.post(f"/admin/users/{address}", fields(alix)).status_code in (302, 405)
    assert not User.objects.filter(username="nouvelle").exists()
    assert User.objects.get(pk=alix.pk).first_name == ""


def test_wagtails_own_groups_are_gone() -> None:
    """« Editors » and « Moderators » came with rights on every page and file."""
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
