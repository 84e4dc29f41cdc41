"""Measures in the admin, as the communications team: corrected and published, never added or removed."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.search.index import insert_or_update_object
from wagtail.test.utils.form_data import querydict_from_html

from conference.regions.rights import ensure_review_workflow
from measures.models import Measure
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay, superuser
from tests.measures.factories import MeasureFactory, make_measures

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_measures_measure:{name}", args=args)


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


def send(client: Client, measure: Measure, **changes: object):
    """Save the measure's form with some changes."""
    html = client.get(at("edit", measure.pk)).content.decode()
    data = querydict_from_html(html, form_id="w-editor-form")
    return client.post(at("edit", measure.pk), {**{k: data.getlist(k) for k in data}, **changes})


def test_a_search_is_filtered_by_dimension_and_by_state(team: Client) -> None:
    found, other = make_measures(1, 8).values()
    for measure in (found, other):
        insert_or_update_object(measure)
    filters = {"q": "Titre", "dimension": found.dimension_id, "live": "true"}
    html = team.get(at("list_results"), filters).content.decode()
    assert [str(measure) in html for measure in (found, other)] == [True, False]


def test_the_list_shows_the_21_in_order(team: Client) -> None:
    make_measures()
    html = team.get(at("list")).content.decode()
    places = [html.index(f"{number}. Titre court {number}<") for number in range(1, 22)]
    assert places == sorted(places)
    assert "Dimension politique" in html


def test_the_list_is_searched(team: Client) -> None:
    for measure in make_measures(3, 4).values():
        insert_or_update_object(measure)
    html = team.get(at("list_results"), {"q": "exact de la mesure 4"}).content.decode()
    assert "4. Titre court 4" in html
    assert "3. Titre court 3" not in html


def test_a_correction_is_kept_as_a_draft_then_published(team: Client) -> None:
    measure = MeasureFactory(number=5)
    send(team, measure, summary="Nouveau résumé")
    measure.refresh_from_db()
    assert (measure.summary, measure.has_unpublished_changes) == ("", True)
    send(team, measure, **{"action-publish": "1"})
    measure.refresh_from_db()
    assert (measure.summary, measure.has_unpublished_changes) == ("Nouveau résumé", False)
    assert (measure.number, measure.slug) == (5, "adresse-5")


def test_number_and_address_are_frozen(team: Client) -> None:
    measure = MeasureFactory(number=5)
    html = team.get(at("edit", measure.pk)).content.decode()
    assert 'name="number"' not in html
    assert 'name="slug"' not in html
    send(team, measure, number=6, slug="autre", **{"action-publish": "1"})
    measure.refresh_from_db()
    assert (measure.number, measure.slug) == (5, "adresse-5")


@pytest.mark.parametrize("somebody", [communicator, superuser])
def test_nobody_adds_or_deletes_a_measure(somebody) -> None:
    make_site_tree(regions=())
    client, measure = browser_of(somebody()), MeasureFactory()
    assert client.get(at("add")).status_code == 302
    assert client.post(at("delete", measure.pk)).status_code == 302
    bulk = reverse("wagtail_bulk_action", args=["measures", "measure", "delete"])
    client.post(f"{bulk}?id={measure.pk}")
    assert list(Measure.objects.all()) == [measure]
    assert at("delete", measure.pk) not in client.get(at("edit", measure.pk)).content.decode()


def test_a_draft_is_previewed_before_it_is_published(team: Client) -> None:
    measure = MeasureFactory(number=5)
    html = team.get(at("edit", measure.pk)).content.decode()
    data = {**querydict_from_html(html, form_id="w-editor-form").dict(), "summary": "En cours d’écriture"}
    assert team.post(at("preview_on_edit", measure.pk), data).json()["is_valid"]
    preview = team.get(at("preview_on_edit", measure.pk))
    assert preview.status_code == 200
    assert "En cours d’écriture" in preview.content.decode()


def test_history_usage_and_comparison_open(team: Client) -> None:
    measure = MeasureFactory()
    send(team, measure, summary="Un")
    send(team, measure, summary="Deux")
    _loaded, first, second = measure.revisions.order_by("pk").values_list("pk", flat=True)
    for address in (
        at("history", measure.pk),
        at("usage", measure.pk),
        at("revisions_compare", measure.pk, first, second),
        at("revisions_view", measure.pk, first),
        at("revisions_revert", measure.pk, first),
    ):
        assert team.get(address).status_code == 200, address


def test_a_correction_may_be_reviewed_by_a_moderator(team: Client) -> None:
    measure, client = MeasureFactory(), browser_of(moderator())
    ensure_review_workflow()
    send(team, measure, summary="À relire", **{"action-submit": "1"})
    measure.refresh_from_db()
    assert measure.summary == ""
    state = measure.current_workflow_task_state
    client.post(at("workflow_action", measure.pk, "approve", state.pk), {"comment": ""})
    measure.refresh_from_db()
    assert measure.summary == "À relire"


def test_a_relay_is_not_told_that_a_measure_is_being_reviewed() -> None:
    tree = make_site_tree(regions=("bretagne",))
    measure = MeasureFactory(number=16)
    measure.save_revision()
    ensure_review_workflow().start(measure, None)
    url = at("confirm_workflow_cancellation", measure.pk)
    assert browser_of(relay(tree.regions["bretagne"].region)).get(url).headers["Location"] == "/admin/"
    assert browser_of(communicator()).get(url).status_code == 200


def test_the_chooser_offers_all_21_on_one_page(team: Client) -> None:
    make_measures()
    html = team.get(reverse("wagtailsnippetchoosers_measures_measure:choose")).json()["html"]
    assert all(f"{number}. Titre court {number}" in html for number in range(1, 22))
