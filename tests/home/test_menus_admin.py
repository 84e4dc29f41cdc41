"""The menus in the admin: each place its own list, in the order that the team drags it into."""

import pytest
from django.test import Client
from django.urls import reverse

from home.models import ContentPage, MenuEntry
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


def make_pages(*titles: str) -> list[ContentPage]:
    home = make_site_tree(regions=()).home
    return [home.add_child(instance=ContentPage(title=title)) for title in titles]


def add(team: Client, place: str, page: ContentPage, label: str = "") -> None:
    assert team.post(reverse(f"{place}:add"), {"page": page.pk, "label": label}).status_code == 302


def header(client: Client) -> list[str]:
    """The words of the header's menu, as a visitor gets them."""
    entries = MenuEntry.objects.filter(location="header").select_related("page")
    html = client.get("/").content.decode()
    words = [entry.label or entry.page.title for entry in entries if entry.page.live]
    places = [html.index(f">{word}</a>") for word in words]
    return [word for _place, word in sorted(zip(places, words, strict=True))]


def test_an_added_entry_shows_at_once_in_its_place_and_last(team: Client, client: Client) -> None:
    agenda, help_page = make_pages("Agenda de tous", "Aide")
    add(team, "menu-en-tete", agenda)
    add(team, "menu-en-tete", help_page, label="Besoin d’aide")
    add(team, "menu-cadre-legal", help_page)
    assert header(client) == ["Agenda de tous", "Besoin d’aide"]
    assert list(MenuEntry.objects.filter(location="legal")) == [MenuEntry.objects.last()]


def test_dragging_changes_the_order_of_one_place_only(team: Client, client: Client) -> None:
    pages = make_pages("Un", "Deux", "Trois")
    for page in pages:
        add(team, "menu-en-tete", page)
        add(team, "menu-cadre-legal", page)
    third = MenuEntry.objects.get(location="header", page=pages[2])
    assert team.post(reverse("menu-en-tete:reorder", args=[third.pk]) + "?position=0").status_code == 200
    assert header(client) == ["Trois", "Un", "Deux"]
    legal = MenuEntry.objects.filter(location="legal").select_related("page")
    assert [entry.page.title for entry in legal] == ["Un", "Deux", "Trois"]


def test_each_list_shows_its_own_entries_ready_to_be_dragged(team: Client) -> None:
    page, other = make_pages("Ici", "Ailleurs")
    add(team, "menu-en-tete", page)
    add(team, "menu-comprendre", other)
    html = team.get(reverse("menu-en-tete:index_results")).content.decode()
    assert "Ici" in html
    assert "Ailleurs" not in html
    assert reverse("menu-en-tete:reorder", args=[999999]) in html


def test_an_entry_is_corrected_and_removed(team: Client, client: Client) -> None:
    (page,) = make_pages("Page")
    add(team, "menu-en-tete", page)
    entry = MenuEntry.objects.get()
    team.post(reverse("menu-en-tete:edit", args=[entry.pk]), {"page": page.pk, "label": "Autrement"})
    assert header(client) == ["Autrement"]
    assert MenuEntry.objects.get().location == "header"
    team.post(reverse("menu-en-tete:delete", args=[entry.pk]))
    assert not MenuEntry.objects.exists()


def test_an_unpublished_page_leaves_the_menu(team: Client, client: Client) -> None:
    page, other = make_pages("Visible", "Retirée")
    add(team, "menu-en-tete", page)
    add(team, "menu-en-tete", other)
    other.unpublish()
    assert header(client) == ["Visible"]
    assert "Retirée" not in client.get("/").content.decode()
