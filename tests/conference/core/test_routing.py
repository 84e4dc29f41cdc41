"""From an address to its page: as Wagtail would find it, in fewer queries."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from conference.core.routing import ancestors_of, route_below, unrestricted
from conference.platform.caching import fragments
from conference.platform.caching.fragments import fragments_enabled
from events.models import EventPage
from home.models import ContentPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    return EventPageFactory(parent=tree.regions["bretagne"].agenda, slug="ma-session")


def request_to(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


def found(tree: SiteTree, path: str) -> Page:
    return route_below(tree.home, request_to(path), path.strip("/").split("/"))[0]


def test_a_deep_page_is_found_without_walking_there(
    tree: SiteTree, event: EventPage, django_assert_num_queries
) -> None:
    found(tree, "/regions/bretagne/agenda/ma-session/")  # a process knows its content types from then on

    with django_assert_num_queries(2):  # the way to the page, and the page
        page = found(tree, "/regions/bretagne/agenda/ma-session/")
        above = ancestors_of(page)
        kept_for_some = list(page.get_view_restrictions())

    assert page == event
    assert type(page) is EventPage
    assert [each.title for each in above] == ["Accueil", "Régions", "Bretagne", "Agenda – Bretagne"]
    assert kept_for_some == []


def test_the_ancestors_of_a_page_that_was_not_routed(tree: SiteTree, event: EventPage) -> None:
    routed = ancestors_of(found(tree, "/regions/bretagne/agenda/ma-session/"))
    assert [each.pk for each in ancestors_of(EventPage.objects.get())] == [each.pk for each in routed]


def test_the_same_slug_elsewhere_is_another_page(tree: SiteTree, event: EventPage) -> None:
    national = EventPageFactory(national=True, slug="ma-session")

    assert found(tree, "/agenda/ma-session/") == national
    assert found(tree, "/agenda/") == tree.agenda
    assert found(tree, "/regions/bretagne/") == tree.regions["bretagne"].page


@pytest.mark.parametrize(
    "path",
    [
        "/inconnu/",
        "/regions/inconnu/",
        "/regions/bretagne/agenda/inconnu/",
        "/regions/bretagne/agenda/ma-session/plus-bas/",
        "/regions/ma-session/",
        "/bretagne/agenda/ma-session/",
        "/agenda/agenda/",
        "/accueil/",
    ],
)
def test_an_address_of_nothing_is_not_found(tree: SiteTree, event: EventPage, path: str) -> None:
    with pytest.raises(Http404):
        found(tree, path)


def test_what_is_left_goes_to_the_routable_page(tree: SiteTree) -> None:
    request = request_to("/mesures/bilans/")
    page, (view, *_rest), _kwargs = route_below(tree.home, request, ["mesures", "bilans"])

    assert page == tree.measures
    assert view.__name__ == "reviews"
    assert request.routable_resolver_match.url_name == "reviews"


def test_a_page_comes_before_the_route_of_the_page_above(tree: SiteTree) -> None:
    assert found(tree, "/agenda/archives/") == tree.agenda


def test_a_draft_is_not_found_and_what_stands_below_it_is(tree: SiteTree, client: Client) -> None:
    above = tree.home.add_child(instance=ContentPage(title="Dessus", slug="dessus"))
    below = above.add_child(instance=ContentPage(title="Dessous", slug="dessous"))
    above.unpublish()

    with pytest.raises(Http404):
        found(tree, "/dessus/")
    assert found(tree, "/dessus/dessous/") == below


def test_a_page_kept_for_some_asks_for_the_password(tree: SiteTree, event: EventPage, client: Client) -> None:
    PageViewRestriction.objects.create(
        page=tree.regions["bretagne"].page, restriction_type="password", password="ensemble"
    )
    response = client.get("/regions/bretagne/agenda/ma-session/")

    assert response.status_code == 200
    assert 'name="password"' in response.content.decode()
    assert event.summary not in response.content.decode()


def test_an_alias_of_a_page_kept_for_some_is_kept_too(tree: SiteTree) -> None:
    source = tree.home.add_child(instance=ContentPage(title="Source", slug="source"))
    source.create_alias(parent=tree.home, update_slug="double")
    PageViewRestriction.objects.create(page=source, restriction_type="login")

    assert [each.page_id for each in found(tree, "/double/").get_view_restrictions()] == [source.pk]


def test_unrestricted_pages_are_those_that_wagtail_calls_public(tree: SiteTree, event: EventPage) -> None:
    PageViewRestriction.objects.create(page=tree.regions["bretagne"].page, restriction_type="login")

    assert set(unrestricted(Page.objects.all())) == set(Page.objects.public())
    assert event.page_ptr not in unrestricted(Page.objects.all())


def test_redirects_still_work(tree: SiteTree, event: EventPage, client: Client) -> None:
    Redirect.objects.create(
        old_path=Redirect.normalise_path("/ancienne/adresse/"), redirect_page=tree.agenda, is_permanent=True
    )
    response = client.get("/ancienne/adresse/")

    assert (response.status_code, response["Location"]) == (301, "/agenda/")


@pytest.mark.parametrize("page_name", ["home", "agenda", "measures", "alliances", "regions_index"])
def test_every_fixed_page_answers_at_its_address(tree: SiteTree, page_name: str, client: Client) -> None:
    page = getattr(tree, page_name)
    response = client.get(page.get_url())

    assert response.status_code == 200
    assert response.context["page"] == page


@given(parts=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
@example(parts=["/["])  # no IPv6 address, as urllib says
def test_no_address_is_an_error(tree: SiteTree, client: Client, parts: list[str]) -> None:
    address = "/" + "/".join(quote(part, safe="") for part in parts) + "/"
    assert client.get(address).status_code in (200, 301, 302, 404)


def test_an_address_that_nobody_knows_leaves_nothing_in_memory(
    tree: SiteTree, event: EventPage, raise_generation, django_assert_num_queries
) -> None:
    known = ["/mesures/", "/agenda/", "/agenda/archives/", "/regions/bretagne/agenda/ma-session/"]
    with fragments_enabled():
        for path in known:
            found(tree, path)
        assert len(fragments.memory()) == len(known)
        for number in (1, 2, 3):
            found(tree, f"/mesures/{number}-sans-nombre/")  # the measures' page says later that there is none
            for path in (f"/agenda/{number}/", f"/regions/{number}/", f"{known[-1]}{number}/", f"/{number}/"):
                with pytest.raises(Http404):
                    found(tree, path)
        assert len(fragments.memory()) == len(known)
        with django_assert_num_queries(0):
            for path in [*known, "/mesures/bilans/", "/mesures/4-sans-nombre/"]:
                found(tree, path)


def test_a_page_made_below_one_that_had_none_is_found(tree: SiteTree, raise_generation) -> None:
    above = tree.home.add_child(instance=ContentPage(title="Dessus", slug="dessus"))
    with fragments_enabled():
        assert found(tree, "/dessus/") == above
        with pytest.raises(Http404):
            found(tree, "/dessus/dessous/")
    below = above.add_child(instance=ContentPage(title="Dessous", slug="dessous"))
    raise_generation()
    with fragments_enabled():
        assert found(tree, "/dessus/dessous/") == below
