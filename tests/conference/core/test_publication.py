"""A page that goes off line leaves lists, files, forms and indexes at once, whatever took it off line."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from conference.alliances.models import AlliancePage
from conference.core.chores import publish_scheduled
from events.models import EventPage, EventSearchTerm
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, superuser
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


def expires(*pages: Page) -> None:
    for page in pages:
        type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled(now=timezone.now())


def bulk_action(action: str) -> Callable[..., None]:
    def act(*pages: Page) -> None:
        ids = "&".join(f"id={page.pk}" for page in pages)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        assert browser_of(superuser()).post(f"{address}?{ids}").status_code == 302

    return act


def bulk_with_descendants(*pages: Page) -> None:
    above = {page.get_parent().pk for page in pages}
    ids = "&".join(f"id={pk}" for pk in above)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    browser_of(superuser()).post(f"{address}?{ids}", {"include_descendants": "on"})


def unpublish_in_the_editor(*pages: Page) -> None:
    browser = browser_of(superuser())
    for page in pages:
        browser.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def unpublish_bare(*pages: Page) -> None:
    for page in pages:
        Page.objects.get(pk=page.pk).unpublish()


def delete(*pages: Page) -> None:
    for page in pages:
        Page.objects.get(pk=page.pk).delete()


@pytest.mark.parametrize(
    "goes_off_line",
    [
        expires,
        bulk_action("unpublish"),
        bulk_action("delete"),
        bulk_with_descendants,
        unpublish_in_the_editor,
        unpublish_bare,
        delete,
    ],
)
def test_everything_follows_at_once(tree: SiteTree, goes_off_line: Callable[..., None]) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, title="Semailles", slug="semailles")
    alliance = make_alliance(slug="bretonne")
    client, address = Client(), "/regions/bretagne/agenda/semailles/"
    below = [address, f"{address}evenement.ics", f"{address}inscription/"]
    assert [client.get(each).status_code for each in below] == [200] * 3
    assert "Semailles" in client.get("/agenda/").text
    assert "bretonne" in client.get("/alliances/").text

    goes_off_line(event, alliance)

    assert [client.get(each).status_code for each in below] == [404] * 3
    assert "Semailles" not in client.get("/agenda/").text
    assert "bretonne" not in client.get("/alliances/").text
    assert not EventSearchTerm.objects.exists()
    assert not EventPage.objects.filter(listed_until__isnull=False).exists()
    assert not AlliancePage.objects.filter(listed_as__isnull=False).exists()


def test_an_alias_goes_with_its_page(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    CreatePageAliasAction(event, update_slug="autre").execute(skip_permission_checks=True)
    assert EventPage.objects.shown().count() == 2
    event.unpublish()
    assert not EventPage.objects.shown().exists()
    assert not EventSearchTerm.objects.exists()
