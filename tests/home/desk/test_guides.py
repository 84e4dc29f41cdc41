"""The guides are read in the admin, and the « ? » of a field leads to its part."""

import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from home.desk.guides import GUIDES, PARTS, guide_url, read_guide
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_is_read_in_the_admin_with_its_anchors(key: str) -> None:
    make_site_tree(regions=())
    soup = BeautifulSoup(browser_of(communicator()).get(guide_url(key)).content, "html.parser")
    assert soup.h1.get_text(strip=True) == GUIDES[key][1]
    links = [link["href"] for link in soup.select(".guide__contents a")]
    assert len(links) > 8
    assert links == [f"#{heading['id']}" for heading in soup.select(".guide__text [id]")]
    assert len(set(links)) == len(links)
    assert soup.select(".guide__text table")


def test_a_relay_reads_them_too_and_nobody_else() -> None:
    tree = make_site_tree(regions=("bretagne",))
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert client.get(guide_url("relais")).status_code == 200
    assert client.get(reverse("guide", args=["autre"])).status_code == 404
    client.logout()
    assert client.get(guide_url("relais")).status_code == 302


@pytest.mark.parametrize("label", PARTS)
def test_the_part_that_explains_a_field_is_there(label: str) -> None:
    model, _dot, field = label.rpartition(".")
    apps.get_model(model)._meta.get_field(field)
    guide, anchor = PARTS[label]
    assert anchor in {part.anchor for part in read_guide(guide).parts}


def test_the_form_of_an_event_leads_to_the_guide() -> None:
    tree = make_site_tree(regions=("bretagne",))
    client = browser_of(relay(tree.regions["bretagne"].region))
    address = reverse(
        "wagtailadmin_pages:add", args=["events", "eventpage", tree.regions["bretagne"].agenda.pk]
    )
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    links = {link["aria-label"]: link["href"] for link in soup.select(".guide-link")}
    assert links["Aide : Début (nouvel onglet)"] == "/admin/aide/relais/#annoncer-une-session"
    assert all(link["target"] == "_blank" for link in soup.select(".guide-link"))


def test_the_image_of_the_site_holds_the_guides() -> None:
    ignored = (settings.BASE_DIR / ".dockerignore").read_text().split()
    assert "docs" not in ignored
    assert re.fullmatch(r"docs/guide-\w+\.md", f"docs/{GUIDES['relais'][0]}")
    assert "!docs/guide-*.md" in ignored
