"""The admin says whose it is, from the login page on."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from conference.regions.reference import regions_of_reference
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator

pytestmark = pytest.mark.django_db


def test_the_login_page_names_the_site_in_french(client: Client) -> None:
    html = client.get("/admin/login/", follow=True).content.decode()
    assert "Conférence des alliances stratégiques" in html
    assert "Mot de passe" in html
    assert "Wagtail" not in html.split("</head>")[0]


def test_the_titles_of_the_screens_have_a_french_colon() -> None:
    home = make_site_tree(regions=()).home
    admin = browser_of(communicator())
    for view, title in (("history", "Historique : Accueil"), ("edit", "Accueil : Accueil")):
        page = admin.get(reverse(f"wagtailadmin_pages:{view}", args=[home.pk])).content
        shown = BeautifulSoup(page, "html.parser").title.get_text().replace("\u00a0", " ")
        assert " ".join(shown.split()).startswith(title)


def test_the_menu_shows_what_the_team_may_edit_in_french() -> None:
    make_site_tree(regions=())
    soup = BeautifulSoup(browser_of(communicator()).get("/admin/").content, "html.parser")
    assert soup.find("link", rel="icon")["href"] == "/static/images/favicon.svg"
    menu = json.loads(soup.find(id="wagtail-sidebar-props").string)["modules"][2]["_args"][0]
    assert [entry["_args"][0]["label"] for entry in menu] == [
        "Sessions",
        "Pages",
        "Listes",
        "Mesures",
        "Avancées",
        "Contributions",
        "Bilans",
        "Sources",
        "Corrections",
        "Mission",
        "Intervenants",
        "Inscriptions",
        "Questions",
        "Courriels",
        "Images",
        "Documents",
        "Menus",
        "Rapports",
        "Paramètres",
        "Aide",
    ]
    # Our guides; nothing leads to Wagtail's pages in English.
    assert [entry["_args"][0]["label"] for entry in menu[-1]["_args"][1]] == [
        "Guide de la rédaction",
        "Guide des relais",
        "Raccourcis",
    ]


def test_an_address_that_leads_nowhere_says_so_without_a_foreign_name() -> None:
    make_site_tree(regions=())
    missing = browser_of(communicator()).get("/admin/nulle-part/")
    page = BeautifulSoup(missing.content, "html.parser")
    assert missing.status_code == 404
    assert "Rien n’est à cette adresse" in page.main.get_text()
    assert "Wagtail" not in page.main.get_text()


def test_a_person_chooses_among_the_zones_of_the_regions() -> None:
    make_site_tree(regions=())
    soup = BeautifulSoup(browser_of(communicator()).get("/admin/account/").content, "html.parser")
    offered = {option["value"] for option in soup.select("#id_locale-current_time_zone option")} - {""}
    assert offered == {region.time_zone for region in regions_of_reference()}
