"""The admin says whose it is, from the login page on."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator

pytestmark = pytest.mark.django_db


def test_the_login_page_names_the_site_in_french(client: Client) -> None:
    html = client.get("/admin/login/", follow=True).content.decode()
    assert "Conférence des alliances stratégiques" in html
    assert "Mot de passe" in html
    assert "Wagtail" not in html.split("</head>")[0]


def test_the_menu_shows_what_the_team_may_edit_in_french() -> None:
    make_site_tree(regions=())
    soup = BeautifulSoup(browser_of(communicator()).get("/admin/").content, "html.parser")
    assert soup.find("link", rel="icon")["href"] == "/static/images/favicon.svg"
    menu = json.loads(soup.find(id="wagtail-sidebar-props").string)["modules"][2]["_args"][0]
    assert [entry["_args"][0]["label"] for entry in menu] == [
        "Pages",
        "Mesures",
        "Bilans",
        "Mission",
        "Intervenants",
        "Inscriptions",
        "Courriels",
        "Images",
        "Documents",
        "Menus",
        "Rapports",
        "Paramètres",
        "Aide",
    ]
