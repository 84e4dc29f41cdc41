"""What stands at a fixed address stays there, for relays and for the communications team alike."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from events.models import EventPage
from home.models import ContentPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay, superuser
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db
SENTENCE = "a une adresse fixe"


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    tree.home.add_child(
        instance=ContentPage(title="Mentions légales", slug="mentions-legales", role=ContentPage.Role.LEGAL)
    )
    return tree


def a_relay_of(tree: SiteTree) -> AbstractUser:
    return relay(tree.regions["bretagne"].region, publishes=True)


def a_communicator(tree: SiteTree) -> AbstractUser:
    return communicator()


@pytest.fixture(params=[a_relay_of, a_communicator], ids=["relay", "communication"])
def user(request: pytest.FixtureRequest, tree: SiteTree) -> AbstractUser:
    return request.param(tree)


@pytest.fixture
def client(user: AbstractUser) -> Client:
    return browser_of(user)


def fixed_pages(tree: SiteTree, user: AbstractUser) -> list[Page]:
    """The fixed pages that ``user`` may edit."""
    local = tree.regions["bretagne"]
    pages = [local.page, local.agenda, local.alliances]
    if user.username == "communication":
        legal = Page.objects.get(slug="mentions-legales")
        pages += [tree.agenda, tree.editions, tree.measures, tree.alliances, tree.regions_index, legal]
    return [Page.objects.get(pk=page.pk) for page in pages]


def as_it_was(page: Page) -> bool:
    now = Page.objects.filter(pk=page.pk).first()
    return now is not None and now.live and (now.path, now.slug) == (page.path, page.slug)


def told(answer: HttpResponse) -> str:
    """What the page to which ``answer`` leads will say first."""
    assert answer.status_code == 302
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_fixed_page_is_neither_deleted_nor_unpublished(tree, user, client, action: str) -> None:
    for page in fixed_pages(tree, user):
        answer = client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))
        assert SENTENCE in told(answer)
        assert as_it_was(page)
    assert SENTENCE in client.get(answer.url).content.decode()


def test_a_fixed_page_is_not_moved(tree, user, client) -> None:
    for page in fixed_pages(tree, user):
        confirm = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, tree.regions["bretagne"].page.pk])
        for answer in (
            client.get(reverse("wagtailadmin_pages:move", args=[page.pk])),
            client.post(confirm),
        ):
            assert SENTENCE in told(answer)
        assert as_it_was(page)


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_bulk_actions_refuse_in_words(tree, user, client, action: str) -> None:
    pages = fixed_pages(tree, user)
    beside = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    ids = "&".join(f"id={page.pk}" for page in [*pages, beside])
    url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{ids}"
    if action == "move":
        url = url.split("?")[0] + f"?id={pages[0].pk}"
    response = client.post(
        url, {"chooser": tree.regions["bretagne"].alliances.pk, "include_descendants": "on"}
    )
    assert response.status_code in (200, 302, 404)
    assert all(as_it_was(page) for page in pages)
    assert as_it_was(Page.objects.get(pk=beside.pk))


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_the_api_refuses_too(tree, user, client, action: str) -> None:
    for page in fixed_pages(tree, user):
        client.post(
            f"/admin/api/main/pages/{page.pk}/action/{action}/",
            {"destination_page_id": tree.regions["la-reunion"].page.pk, "recursive": "true"},
        )
        assert as_it_was(page)


def test_its_address_and_end_cannot_be_typed_but_its_title_can(tree, user, client) -> None:
    for page in fixed_pages(tree, user):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yesterday = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
        changes = {
            "title": f"{page.title} autrement",
            "slug": "ailleurs",
            "expire_at": yesterday,
            "action-publish": "1",
        }
        response = client.post(url, page_form(client, url, **changes))
        assert response.status_code == 302
        assert as_it_was(page)
        changed = Page.objects.get(pk=page.pk)
        assert changed.title == f"{page.title} autrement"
        assert changed.expire_at is None


def test_the_editor_says_why_the_address_stays(tree, user, client) -> None:
    page = fixed_pages(tree, user)[0]
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Adresse fixe" in html


def test_its_buttons_are_hidden(tree, user) -> None:
    for page in fixed_pages(tree, user):
        permissions = page.specific.permissions_for_user(user)
        assert permissions.can_edit()
        assert not permissions.can_delete()
        assert not permissions.can_move()
        assert not permissions.can_unpublish()
        assert not permissions.can_set_view_restrictions()


def test_a_superuser_may(tree) -> None:
    local = tree.regions["bretagne"]
    client = browser_of(superuser())
    client.post(reverse("wagtailadmin_pages:unpublish", args=[local.alliances.pk]))
    assert not Page.objects.get(pk=local.alliances.pk).live
    client.post(reverse("wagtailadmin_pages:delete", args=[local.alliances.pk]))
    assert not Page.objects.filter(pk=local.alliances.pk).exists()


def test_an_ordinary_page_goes_as_it_pleases(tree, user, client) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[event.pk]))
    assert not EventPage.objects.get(pk=event.pk).live
    client.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))
    assert not EventPage.objects.filter(pk=event.pk).exists()


# --- Elsewhere, a changed address leaves a redirect ----------------------------------------------


def pages_of_text(tree: SiteTree) -> tuple[ContentPage, ContentPage]:
    parent = tree.home.add_child(instance=ContentPage(title="Charte", slug="charte"))
    return parent, parent.add_child(instance=ContentPage(title="Détail", slug="detail"))


def leads_to(old: str, page: Page) -> bool:
    found = Redirect.objects.filter(old_path=old, redirect_page=page, automatically_created=True)
    return found.exists()


def test_a_changed_slug_leaves_a_redirect_for_the_page_and_those_below(
    tree, django_capture_on_commit_callbacks
) -> None:
    parent, child = pages_of_text(tree)
    client = browser_of(communicator())
    url = reverse("wagtailadmin_pages:edit", args=[parent.pk])
    data = page_form(client, url, slug="charte-commune", **{"action-publish": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, data)
    assert Page.objects.get(pk=parent.pk).slug == "charte-commune"
    assert leads_to("/charte", parent)
    assert leads_to("/charte/detail", child)
    answer = Client().get("/charte/detail/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/charte-commune/detail/")


def test_a_moved_page_leaves_a_redirect(tree, django_capture_on_commit_callbacks) -> None:
    _parent, child = pages_of_text(tree)
    client = browser_of(communicator())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[child.pk, tree.home.pk]))
    assert Page.objects.get(pk=child.pk).url_path == f"{tree.home.url_path}detail/"
    assert leads_to("/charte/detail", child)


def test_nobody_hides_a_page_behind_a_password(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    privacy = reverse("wagtailadmin_pages:set_privacy", args=[event.pk])
    for browser in (client, browser_of(superuser())):
        editor = browser.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
        assert 'data-a11y-dialog-show="set-privacy"' not in editor.content.decode()
        assert browser.post(privacy, {"restriction_type": "password", "password": "x"}).status_code == 302
        assert not PageViewRestriction.objects.exists()
