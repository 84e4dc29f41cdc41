"""The menus in the admin: each place its own list, in the order that the team drags it into."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

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


def refusals(team: Client, place: str, **data: object) -> dict[str, list[str]]:
    """What the form says of an entry that it refuses."""
    answer = team.post(reverse(f"{place}:add"), {"page": "", "address": "", "label": "", **data})
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def bar(client: Client) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each entry of the header: its words, its address, and what it opens."""
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    return [
        (
            (item.summary or item.a).get_text(strip=True),
            "" if item.summary else item.a["href"],
            [(link.text, link["href"]) for link in item.select("details a")],
        )
        for item in soup.select(".nav > ul > li")
    ]


def test_an_entry_leads_to_an_address_of_the_site_or_to_another_site(team: Client, client: Client) -> None:
    for address, label in (
        ("/agenda/?region=bretagne", "En Bretagne"),
        ("https://ailleurs.invalid/", "Ailleurs"),
    ):
        answer = team.post(reverse("menu-en-tete:add"), {"page": "", "address": address, "label": label})
        assert answer.status_code == 302
    assert bar(client) == [
        ("En Bretagne", "/agenda/?region=bretagne", []),
        ("Ailleurs", "https://ailleurs.invalid/", []),
    ]


def test_an_entry_of_the_header_opens_others(team: Client, client: Client) -> None:
    page, other = make_pages("Ici", "Là")
    team.post(reverse("menu-en-tete:add"), {"page": "", "address": "", "label": "La Conférence"})
    top = MenuEntry.objects.get()
    assert bar(client) == []  # it opens nothing yet
    for below in (page, other):
        team.post(reverse("menu-en-tete:add"), {"page": below.pk, "parent": top.pk})
    assert bar(client) == [("La Conférence", "", [("Ici", "/ici/"), ("Là", "/la/")])]
    page.unpublish()
    assert bar(client) == [("La Conférence", "", [("Là", "/la/")])]


def test_where_an_entry_leads_itself_comes_first_of_what_it_opens(team: Client, client: Client) -> None:
    page, other = make_pages("Ici", "Là")
    top = MenuEntry.objects.create(location="header", page=page, label="La Conférence")
    MenuEntry.objects.create(location="header", page=other, parent=top)
    assert bar(client) == [("La Conférence", "", [("Ici", "/ici/"), ("Là", "/la/")])]
    MenuEntry.objects.create(location="header", page=page, parent=top, label="Toutes")
    assert bar(client) == [("La Conférence", "", [("Là", "/la/"), ("Toutes", "/ici/")])]
    soup = BeautifulSoup(client.get("/la/").content, "html.parser")
    assert soup.select_one(".nav summary")["aria-current"] == "true"
    assert [link.text for link in soup.select(".nav a[aria-current=page]")] == ["Là"]


def test_what_cannot_be_an_entry_is_refused_at_its_field(team: Client) -> None:
    page, other = make_pages("Ici", "Là")
    top = MenuEntry.objects.create(location="header", page=page)
    below = MenuEntry.objects.create(location="header", page=other, parent=top)
    for place, data, field in (
        ("menu-en-tete", {"page": page.pk, "address": "/agenda/"}, "address"),
        ("menu-en-tete", {"address": "/agenda/"}, "label"),
        ("menu-en-tete", {"address": "agenda", "label": "Agenda"}, "address"),
        ("menu-en-tete", {"address": "javascript:alert(1)", "label": "Agenda"}, "address"),
        ("menu-en-tete", {"label": "Rien", "parent": top.pk}, "page"),
        ("menu-en-tete", {"page": page.pk, "parent": below.pk}, "parent"),
        ("menu-cadre-legal", {"label": "Rien"}, "page"),
    ):
        assert list(refusals(team, place, **data)) == [field], data
    edit = reverse("menu-en-tete:edit", args=[top.pk])
    another = MenuEntry.objects.create(location="header", page=other)
    for parent in (top, another):
        answer = team.post(edit, {"page": page.pk, "address": "", "label": "", "parent": parent.pk})
        assert list(answer.context["form"].errors) == ["parent"]
    assert MenuEntry.objects.get(pk=top.pk).parent is None


def test_only_the_header_has_menus_that_open(team: Client) -> None:
    assert 'name="parent"' in team.get(reverse("menu-en-tete:add")).content.decode()
    assert 'name="parent"' not in team.get(reverse("menu-comprendre:add")).content.decode()


def test_an_entry_to_a_page_kept_for_some_is_in_no_menu(team: Client, client: Client) -> None:
    page, other = make_pages("Pour certains", "Pour tous")
    for each in (page, other):
        MenuEntry.objects.create(location="header", page=each)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    MenuEntry.objects.create(location="header", address="/agenda/", label="Agenda")
    assert [words for words, _url, _below in bar(client)] == ["Pour tous", "Agenda"]
