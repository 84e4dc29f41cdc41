"""What one region declares, kept from the other region's relay: every view, list, chooser and report."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import TaskState

from measures.models import RegionalContribution
from tests.conference.factories import SiteTree
from tests.conference.regions.people import browser_of, communicator, moderator, person, relay
from tests.conference.regions.rows import changed_since, every_row
from tests.measures.factories import ContributionFactory, MeasureFactory

from .declaring import SUBMIT, at, declared, make_declaring_tree, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_declaring_tree()


@pytest.fixture
def theirs(tree: SiteTree) -> RegionalContribution:
    """What La Réunion has: public, corrected in secret, submitted."""
    owner = relay(region(tree, "la-reunion"), publishes=True)
    contribution = ContributionFactory(
        region=region(tree, "la-reunion"), measure=MeasureFactory(number=16), text="Piton public"
    )
    contribution.save_revision(user=owner, log_action=True)
    contribution.text = "Piton secret"
    contribution.save_revision(user=owner, log_action=True)
    contribution.get_workflow().start(contribution, owner)
    return RegionalContribution.objects.get(pk=contribution.pk)


def doors(contribution: RegionalContribution) -> Iterator[str]:
    pk = contribution.pk
    state = TaskState.objects.get()
    old = contribution.revisions.order_by("pk").first()
    for name in ("edit", "delete", "usage", "history", "workflow_history", "unpublish", "preview_on_edit"):
        yield at(name, pk)
    for name in ("lock", "unlock", "confirm_workflow_cancellation"):
        yield at(name, pk)
    yield at("workflow_history_detail", pk, state.workflow_state_id)
    yield at("revisions_view", pk, old.pk)
    yield at("revisions_revert", pk, old.pk)
    yield at("revisions_unschedule", pk, old.pk)
    yield at("revisions_compare", pk, old.pk, "latest")
    yield at("workflow_preview", pk, state.task_id)
    for action in ("approve", "reject"):
        yield at("workflow_action", pk, action, state.pk)
        yield at("collect_workflow_action_data", pk, action, state.pk)
    yield reverse("wagtailsnippetchoosers_measures_regionalcontribution:chosen", args=[pk])
    yield reverse("wagtail_bulk_action", args=["measures", "regionalcontribution", "delete"]) + f"?id={pk}"


@pytest.mark.long
def test_a_relay_reads_and_changes_nothing_of_another_region(
    tree: SiteTree, theirs: RegionalContribution, subtests: pytest.Subtests
) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    client.get(at("list"))
    before = every_row()
    for address in doors(theirs):
        with subtests.test(address):
            for method in (client.get, client.post):
                answer = method(
                    address, declared(region(tree), text="Pris") if method == client.post else None
                )
                assert answer.status_code in (403, 404, 405) or answer.headers.get("Location") == "/admin/"
                assert "Piton" not in answer.content.decode()
                assert changed_since(before) == []


def test_lists_choosers_reports_and_the_home_name_ones_own_only(
    tree: SiteTree, theirs: RegionalContribution
) -> None:
    moderator()
    author = relay(region(tree))
    client = browser_of(author)
    client.post(at("add"), declared(region(tree)) | SUBMIT)
    chooser = "wagtailsnippetchoosers_measures_regionalcontribution"
    shown = {
        name: client.get(address).getvalue().decode()
        for name, address in {
            "list": at("list"),
            "results": at("list_results") + "?q=titre",
            "chooser": reverse(f"{chooser}:choose"),
            "workflows": reverse("wagtailadmin_reports:workflow"),
            "tasks": reverse("wagtailadmin_reports:workflow_tasks"),
            "workflows, exported": reverse("wagtailadmin_reports:workflow") + "?export=csv",
            "home": "/admin/",
        }.items()
    }
    for name, html in shown.items():
        text = BeautifulSoup(html, "html.parser").get_text(" ")
        assert "La Réunion – 16" not in text, name
        assert theirs.text not in text, name
        assert "Bretagne" in text, name
    both = browser_of(communicator())
    for address in ("wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks"):
        assert "La Réunion – 16" in both.get(reverse(address)).content.decode()


def test_another_s_editing_session_is_not_told(tree: SiteTree, theirs: RegionalContribution) -> None:
    own = ContributionFactory(region=region(tree), measure=MeasureFactory(number=16))
    client = browser_of(relay(region(tree)))
    for contribution, status in ((own, 200), (theirs, 404)):
        session = ["measures", "regionalcontribution", contribution.pk, 1]
        answer = client.post(reverse("wagtailadmin_editing_sessions:ping", args=session))
        assert answer.status_code == status


def test_who_has_no_team_has_no_contribution(tree: SiteTree, theirs: RegionalContribution) -> None:
    client = browser_of(person("personne"))
    assert client.get(at("list")).status_code == 302
    assert client.get(at("edit", theirs.pk)).status_code in (302, 404)
