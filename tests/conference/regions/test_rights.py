"""What each team may do: submit, approve, publish, with its own files."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from conference.alliances.models import AlliancePage
from conference.core.models import Picture
from conference.models import LocalConferencePage
from conference.regions.models import RelayTeam
from conference.regions.rights import (
    NATIONAL_COLLECTION,
    REVIEW,
    ensure_all_rights,
    ensure_relay_team,
    set_publishes_directly,
)
from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory

from .people import browser_of, communicator, moderator, relay

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_all_rights()
    return tree


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_rights_may_be_given_again_at_any_time(tree: SiteTree) -> None:
    def granted() -> list[int]:
        through = Group.permissions.through.objects
        return [
            manager.count()
            for manager in (
                Group.objects,
                through,
                GroupPagePermission.objects,
                GroupCollectionPermission.objects,
                Collection.objects,
                RelayTeam.objects,
                Workflow.objects,
            )
        ]

    before = granted()
    teams = ensure_all_rights()
    assert len(teams) == 2
    assert granted() == before


def test_what_a_superuser_changed_by_hand_stays(tree: SiteTree) -> None:
    workflow = Workflow.objects.get(name=REVIEW)
    workflow.workflow_tasks.all().delete()
    team = RelayTeam.objects.get(region__slug="bretagne")
    team.contact_email = "equipe@site.invalid"
    team.save()
    set_publishes_directly(team, publishes_directly=True)
    ensure_all_rights()
    team.refresh_from_db()
    assert team.contact_email == "equipe@site.invalid"
    assert team.publishes_directly
    assert not workflow.workflow_tasks.exists()


def test_a_team_that_submits_waits_for_a_moderator(tree: SiteTree) -> None:
    draft = EventPageFactory(parent=tree.regions["bretagne"].agenda, draft=True)
    client = browser_of(relay(tree.regions["bretagne"].region))
    html = client.get(edit(draft)).content.decode()
    assert "action-publish" not in html
    assert client.post(edit(draft), page_form(client, edit(draft), **PUBLISH)).status_code == 302
    assert not EventPage.objects.get().live
    assert client.post(edit(draft), page_form(client, edit(draft), **SUBMIT)).status_code == 302
    state = EventPage.objects.get().current_workflow_task_state
    assert state.task.name == REVIEW

    stranger = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    approve = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    assert stranger.post(approve).status_code == 404
    client.post(approve)
    assert not EventPage.objects.get().live

    reviewer = browser_of(moderator())
    assert draft.title in reviewer.get(reverse("wagtailadmin_home")).content.decode()
    reviewer.post(approve, {"comment": ""})
    assert EventPage.objects.get().live


def test_a_moderator_asks_for_changes_and_the_relay_sees_it(tree: SiteTree) -> None:
    draft = EventPageFactory(parent=tree.regions["bretagne"].agenda, draft=True)
    client = browser_of(relay(tree.regions["bretagne"].region))
    client.post(edit(draft), page_form(client, edit(draft), **SUBMIT))
    state = EventPage.objects.get().current_workflow_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", state.pk])
    browser_of(moderator()).post(reject, {"comment": "Précisez le lieu."})
    assert not EventPage.objects.get().live
    assert "Précisez le lieu." in client.get(edit(draft)).content.decode()


def test_a_team_that_publishes_directly_does(tree: SiteTree) -> None:
    draft = EventPageFactory(parent=tree.regions["bretagne"].agenda, draft=True)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    assert client.post(edit(draft), page_form(client, edit(draft), **PUBLISH)).status_code == 302
    assert EventPage.objects.get().live


def test_the_communications_team_decides_who_publishes_directly(tree: SiteTree) -> None:
    team = RelayTeam.objects.get(region__slug="bretagne")
    user = relay(team.region)
    client = browser_of(communicator())
    url = reverse("equipes-relais:edit", args=[team.pk])
    contact = {"contact_name": "Équipe", "contact_email": "bretagne@site.invalid"}
    assert client.get(url).status_code == 200

    def publishes() -> bool:
        agenda = Page.objects.get(pk=tree.regions["bretagne"].agenda.pk)
        fresh = type(user).objects.get(pk=user.pk)
        return agenda.permissions_for_user(fresh).can_publish_subpage()

    assert client.post(url, {**contact, "publishes_directly": "on"}).status_code == 302
    assert publishes()
    assert client.post(url, contact).status_code == 302
    assert not publishes()
    team.refresh_from_db()
    assert (team.publishes_directly, team.contact_email) == (False, "bretagne@site.invalid")


def test_a_relay_edits_no_team(tree: SiteTree) -> None:
    team = RelayTeam.objects.get(region__slug="bretagne")
    client = browser_of(relay(team.region, publishes=True))
    for url in (reverse("equipes-relais:index"), reverse("equipes-relais:edit", args=[team.pk])):
        assert client.get(url).status_code == 302


def test_a_relay_writes_events_alliances_and_its_local_page(tree: SiteTree) -> None:
    local = tree.regions["bretagne"]
    client = browser_of(relay(local.region, publishes=True))
    url = reverse("wagtailadmin_pages:add", args=["alliances", "alliancepage", local.alliances.pk])
    written = {"title": "Alliance", "slug": "alliance", "summary": "Ensemble.", **PUBLISH}
    assert client.post(url, page_form(client, url, **written)).status_code == 302
    assert AlliancePage.objects.get().region == local.region
    introduction = page_form(client, edit(local.page), introduction="Bienvenue.", **PUBLISH)
    assert client.post(edit(local.page), introduction).status_code == 302
    assert LocalConferencePage.objects.get(pk=local.page.pk).introduction == "Bienvenue."


def test_a_relay_adds_no_page_elsewhere(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    for parent in (tree.agenda, tree.regions["la-reunion"].agenda):
        url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", parent.pk])
        assert client.get(url).status_code == 404


def images_seen(client: Client, url: str) -> set[str]:
    html = client.get(url).content.decode()
    return {name for name in ("ours", "theirs", "national", "common") if f"image-{name}" in html}


@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")
def test_a_relay_edits_its_images_and_chooses_the_national_ones(tree: SiteTree) -> None:
    collections = {
        "ours": ensure_relay_team(tree.regions["bretagne"].region).collection,
        "theirs": ensure_relay_team(tree.regions["la-reunion"].region).collection,
        "national": Collection.objects.get(name=NATIONAL_COLLECTION),
        "common": Collection.get_first_root_node(),
    }
    for name, collection in collections.items():
        file = get_test_image_file(f"{name}.png")
        Picture.objects.create(title=f"image-{name}", file=file, collection=collection)
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert images_seen(client, reverse("wagtailimages:index")) == {"ours"}
    assert images_seen(client, reverse("wagtailimages_chooser:choose")) == {"ours", "national"}
    team = browser_of(communicator())
    assert images_seen(team, reverse("wagtailimages:index")) == set(collections)
