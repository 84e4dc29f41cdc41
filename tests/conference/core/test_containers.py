"""The containers of a region are not seen in the explorer: one opens the region, and creates there."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from conference.regions.rights import ensure_review_workflow
from events.models import RegionalAgendaPage
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import LocalTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.events.factories import EventPageFactory
from tests.home.news.factories import NewsPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def local() -> LocalTree:
    local = make_site_tree().regions["bretagne"]
    ensure_review_workflow()
    EventPageFactory(parent=local.agenda, title="La rencontre", draft=True)
    make_alliance(parent=local.alliances, title="L’alliance")
    NewsPageFactory(parent=local.news, title="La nouvelle")
    EventPageFactory(
        parent=make_site_tree().regions["la-reunion"].agenda, title="Chez les autres", draft=True
    )
    return local


def explorer(client: Client, page: Page, query: str = "") -> BeautifulSoup:
    answer = client.get(reverse("wagtailadmin_explore", args=[page.pk]) + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows(soup: BeautifulSoup) -> set[str]:
    return {link.get_text(strip=True) for link in soup.select("table .title-wrapper a[href]")}


def test_a_region_lists_its_events_alliances_and_news_together(local: LocalTree) -> None:
    for client in (browser_of(relay(local.region)), browser_of(communicator()), browser_of(moderator())):
        assert rows(explorer(client, local.page)) == {"La rencontre", "L’alliance", "La nouvelle"}
        assert rows(explorer(client, local.page, "?q=rencontre")) <= {"La rencontre"}


@pytest.mark.postgresql
def test_pages_never_edited_or_edited_at_one_moment_keep_one_order(local: LocalTree) -> None:
    client, moment = browser_of(communicator()), timezone.now()
    pages = Page.objects.filter(title__in=["La rencontre", "L’alliance", "La nouvelle"]).order_by("pk")
    titles = list(pages.values_list("title", flat=True))
    for edited in (moment, None):
        for page in reversed(pages):  # PostgreSQL writes each row anew, the first one last
            Page.objects.filter(pk=page.pk).update(latest_revision_created_at=edited)
        listed = explorer(client, local.page).select("table .title-wrapper a[href]")
        assert [link.get_text(strip=True) for link in listed] == titles


def test_the_containers_are_found_by_no_search_of_the_explorer(local: LocalTree) -> None:
    client, regions = browser_of(communicator()), local.page.get_parent()
    assert "Agenda – Bretagne" not in rows(explorer(client, regions, "?q=agenda"))
    assert "Bretagne" in rows(explorer(client, regions))


def test_a_container_leads_to_its_region(local: LocalTree) -> None:
    address = reverse("wagtailadmin_explore", args=[local.agenda.pk])
    answer = browser_of(relay(local.region)).get(f"{address}?q=fete")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_explore", args=[local.page.pk]) + "?q=fete"


def test_one_creates_from_the_region_in_the_right_container(local: LocalTree) -> None:
    client = browser_of(relay(local.region))
    add = reverse("wagtailadmin_pages:add_subpage", args=[local.page.pk])
    assert explorer(client, local.page).find("a", href=add)
    page = BeautifulSoup(client.get(add).content, "html.parser")
    offered = {link.get_text(strip=True): link["href"] for link in page.select("ul.listing a")}
    assert offered == {
        "Événement": reverse("wagtailadmin_pages:add", args=["events", "eventpage", local.agenda.pk]),
        "Alliance": reverse("wagtailadmin_pages:add", args=["alliances", "alliancepage", local.alliances.pk]),
        "Actualité": reverse("wagtailadmin_pages:add", args=["news", "newspage", local.news.pk]),
    }
    for url in offered.values():
        assert client.get(url).status_code == 200


def test_nothing_is_offered_to_who_may_not_add(local: LocalTree) -> None:
    add = reverse("wagtailadmin_pages:add_subpage", args=[local.page.pk])
    assert browser_of(moderator()).get(add).status_code == 302  # Wagtail's refusal
    stranger = browser_of(relay(make_site_tree().regions["la-reunion"].region))
    assert stranger.get(add).status_code == 404


def test_a_page_without_containers_offers_what_it_always_did(local: LocalTree) -> None:
    add = reverse("wagtailadmin_pages:add_subpage", args=[local.agenda.pk])
    answer = browser_of(communicator()).get(add)
    only = reverse("wagtailadmin_pages:add", args=["events", "eventpage", local.agenda.pk])
    assert answer["Location"] == only


def test_the_menu_of_pages_shows_what_the_containers_hold(local: LocalTree) -> None:
    client = browser_of(relay(local.region))
    address = f"/admin/api/main/pages/?child_of={local.page.pk}&for_explorer=1"
    titles = {item["title"] for item in client.get(address).json()["items"]}
    assert titles == {"La rencontre", "L’alliance", "La nouvelle"}
    chosen = client.get(f"/admin/api/main/pages/?child_of={local.page.pk}").json()["items"]
    assert RegionalAgendaPage.objects.get(pk=local.agenda.pk).title in {item["title"] for item in chosen}


def test_what_stands_in_several_containers_has_no_order_of_its_own(local: LocalTree) -> None:
    user = communicator()
    assert not local.page.permissions_for_user(user).can_reorder_children()
    assert local.agenda.permissions_for_user(user).can_reorder_children()
