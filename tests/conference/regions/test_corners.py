"""Corners of the admin that a list of doors does not reach: choosers, reports, forms that name numbers."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from conference.models import NationalConferencePage
from events.models import EventPage, EventSpeaker
from tests.admin_forms import page_form
from tests.conference.factories import NationalConferencePageFactory

from .people import browser_of, communicator, person, relay
from .rows import changed_since, every_row, undone
from .world import Side, make_sides

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return make_sides()


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


# --- The page chooser ------------------------------------------------------------------------


def test_a_neighbours_live_page_is_offered_under_its_public_title(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    html = ours.client.get(f"/admin/choose-page/{theirs.tree.agenda.pk}/").json()["html"]
    assert theirs.live.title in html
    assert "en secret" not in html
    assert theirs.draft.title not in html


def test_a_neighbours_draft_cannot_be_looked_into(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    url = f"/admin/choose-page/{theirs.draft.pk}/"
    assert ours.client.get(url).status_code == 404
    assert theirs.client.get(url).status_code == 200


def test_chosen_numbers_are_filtered(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    ids = "&".join(f"id={page.pk}" for page in (theirs.live, theirs.draft, ours.draft))
    result = json.loads(ours.client.get(f"{url}?{ids}&id=x").content)["result"]
    assert {page["adminTitle"] for page in result} == {theirs.live.title, ours.draft.title}


def test_speakers_chosen_together_are_filtered(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    url = reverse("wagtailsnippetchoosers_events_speaker:chosen_multiple")
    ids = f"?id={theirs.speaker.pk}&id={ours.speaker.pk}"
    result = json.loads(ours.client.get(url + ids).content)["result"]
    assert [speaker["string"] for speaker in result] == [ours.speaker.name]


def test_the_national_teams_choose_any_draft(sides: tuple[Side, Side]) -> None:
    client = browser_of(communicator())
    for side in sides:
        html = client.get(f"/admin/choose-page/{side.tree.agenda.pk}/").json()["html"]
        assert side.draft.title in html


# --- Reports and menus -----------------------------------------------------------------------

NATIONAL_REPORTS = ("site_history", "site_history_results", "page_types_usage", "page_types_usage_results")


@pytest.mark.parametrize("report", NATIONAL_REPORTS)
def test_reports_that_cannot_be_cut_are_national(sides: tuple[Side, Side], report: str) -> None:
    url = reverse(f"wagtailadmin_reports:{report}")
    assert sides[0].client.get(url).headers["Location"] == "/admin/"
    assert browser_of(communicator()).get(url).status_code == 200


def test_a_relay_is_not_led_to_them(sides: tuple[Side, Side]) -> None:
    shown = sides[0].client.get("/admin/").content.decode()
    assert reverse("wagtailadmin_reports:site_history") not in shown
    assert reverse("wagtailadmin_reports:aging_pages") in shown


@pytest.mark.parametrize("report", ["aging_pages", "workflow", "workflow_tasks"])
def test_the_other_reports_hold_ones_own(sides: tuple[Side, Side], report: str) -> None:
    ours, theirs = sides
    theirs.client.post(
        edit(theirs.draft), page_form(theirs.client, edit(theirs.draft), **{"action-submit": "1"})
    )
    answer = ours.client.get(reverse(f"wagtailadmin_reports:{report}"))
    assert answer.status_code == 200
    assert theirs.mark not in answer.content.decode()
    assert theirs.user.username not in answer.content.decode()
    assert theirs.mark in theirs.client.get(reverse(f"wagtailadmin_reports:{report}")).content.decode()


def test_whoever_changes_team_no_longer_sees_what_they_edited(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    theirs.client.post(
        edit(theirs.draft), page_form(theirs.client, edit(theirs.draft), **{"action-submit": "1"})
    )
    Page.objects.filter(pk=theirs.live.pk).update(
        locked=True, locked_by=theirs.user, locked_at=timezone.now()
    )
    shown = theirs.client.get("/admin/").content.decode()
    panels = ("Vos pages verrouillées", "En attente de relecture", theirs.draft.title)
    assert [panel for panel in panels if panel not in shown] == []
    theirs.user.groups.set([ours.team.group])
    shown = theirs.client.get("/admin/").content.decode()
    assert theirs.mark not in shown


def test_somebody_without_a_team_sees_nothing(sides: tuple[Side, Side]) -> None:
    client = browser_of(person("sans-equipe"))
    assert client.get("/admin/").status_code == 302
    assert client.get(edit(sides[0].draft)).status_code == 302


# --- Workflow --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
def test_moderation_says_nothing_to_the_neighbour(sides: tuple[Side, Side], name: str) -> None:
    ours, theirs = sides
    theirs.client.post(
        edit(theirs.draft), page_form(theirs.client, edit(theirs.draft), **{"action-submit": "1"})
    )
    state = EventPage.objects.get(pk=theirs.draft.pk).current_workflow_task_state
    assert state is not None
    before = every_row()
    for page in (theirs.draft, theirs.live):
        answer = ours.client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, "approve", state.pk]))
        assert answer.status_code == 404
    assert changed_since(before) == []
    assert theirs.mark not in ours.client.get("/admin/").content.decode()


# --- Across the wall -------------------------------------------------------------------------


def test_nothing_is_moved_or_copied_across(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    before = every_row()
    for source, target in ((ours.draft, theirs.tree.agenda), (theirs.draft, ours.tree.agenda)):
        for method in ("get", "post"):
            move = reverse("wagtailadmin_pages:move_confirm", args=[source.pk, target.pk])
            assert getattr(ours.client, method)(move).status_code == 404
    copy = reverse("wagtailadmin_pages:copy", args=[ours.draft.pk])
    ours.client.post(copy, {"new_title": "C", "new_slug": "c", "new_parent_page": theirs.tree.agenda.pk})
    assert changed_since(before) == []


def test_an_image_is_not_put_in_the_neighbours_collection(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    url = reverse("wagtailimages:edit", args=[ours.image.pk])
    ours.client.post(url, {"title": "x", "collection": theirs.team.collection_id})
    ours.image.refresh_from_db()
    assert ours.image.collection == ours.team.collection


# --- Forms that name numbers -----------------------------------------------------------------


def body(kind: str, value: dict[str, object]) -> dict[str, object]:
    """A page's body of one block, as the editor sends it."""
    block = {"deleted": "", "order": "0", "type": kind, "id": ""}
    return {
        "body-count": 1,
        **{f"body-0-{name}": given for name, given in block.items()},
        **{f"body-0-value-{name}": given for name, given in value.items()},
    }


def paragraph(text: str) -> dict[str, object]:
    """A body of one text."""
    block = {"deleted": "", "order": "0", "type": "paragraph", "id": "", "value": text}
    return {"body-count": 1, **{f"body-0-{name}": given for name, given in block.items()}}


def named(side: Side) -> dict[str, dict[str, object]]:
    """Ways in which a form of an event names something of ``side``."""
    speakers = {
        "event_speakers-TOTAL_FORMS": 1,
        "event_speakers-0-speaker": side.speaker.pk,
        "event_speakers-0-id": "",
        "event_speakers-0-ORDER": 1,
        "event_speakers-0-DELETE": "",
    }
    link = json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "type": "unstyled",
                    "depth": 0,
                    "text": "lien",
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": side.draft.pk}}},
        }
    )
    file = link.replace('"LINK"', '"DOCUMENT"').replace(f'"id": {side.draft.pk}', f'"id": {side.document.pk}')
    return {
        "share image": {"share_image": side.image.pk},
        "image block": body("image", {"image": side.image.pk, "alternative": "", "caption": ""}),
        "button": body("call_to_action", {"text": "Voir", "page": side.draft.pk, "url": ""}),
        "documents block": body(
            "documents",
            {
                "title": "",
                "documents-count": 1,
                "documents-0-deleted": "",
                "documents-0-order": 0,
                "documents-0-type": "item",
                "documents-0-id": "",
                "documents-0-value": side.document.pk,
            },
        ),
        "link in a text": paragraph(link),
        "file in a text": paragraph(file),
        "speaker": speakers,
    }


def assert_unnamed(side: Side, answer: HttpResponse) -> None:
    """The answer says neither what ``side`` calls its things nor where they are read."""
    files = [side.document.filename, *side.image.renditions.values_list("file", flat=True)]
    words = [side.mark, side.draft.get_url(), *files]
    assert [word for word in words if word in answer.content.decode()] == []


def test_a_form_takes_ones_own_and_refuses_the_neighbours(
    sides: tuple[Side, Side], subtests: pytest.Subtests
) -> None:
    ours, theirs = sides
    url = edit(ours.draft)
    typed = page_form(ours.client, url)
    before = every_row()
    for way, foreign in named(theirs).items():
        with subtests.test(way), undone():
            refused = ours.client.post(url, typed | foreign)
            assert refused.status_code == 200
            assert "n’est pas de votre région" in refused.content.decode()
            assert_unnamed(theirs, refused)
            assert changed_since(before) == []
            assert ours.client.post(url, typed | named(ours)[way]).status_code == 302
            assert changed_since(before)


def test_what_the_communications_team_placed_may_stay(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    url = edit(ours.draft)
    team = browser_of(communicator())
    assert team.post(url, page_form(team, url, **named(theirs)["speaker"])).status_code == 302
    data = page_form(ours.client, url, title="Relu", **{"action-publish": "1"})
    assert ours.client.post(url, data).status_code == 302
    assert EventPage.objects.get(pk=ours.draft.pk).title == "Relu"
    assert EventSpeaker.objects.get(event=ours.draft).speaker == theirs.speaker


def test_a_national_draft_is_no_edition_for_a_relay(sides: tuple[Side, Side]) -> None:
    ours, _theirs = sides
    live, draft = NationalConferencePageFactory(), NationalConferencePageFactory(live=False)
    url = edit(ours.draft)

    def answer(edition: NationalConferencePage) -> int:
        return ours.client.post(url, page_form(ours.client, url, edition=edition.pk)).status_code

    assert answer(draft) == 200
    assert answer(live) == 302


def test_a_relay_of_two_regions_uses_both(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    ours.user.groups.add(theirs.team.group)
    url = edit(ours.draft)
    client: Client = ours.client
    assert client.post(url, page_form(client, url, **named(theirs)["share image"])).status_code == 302
    assert client.get(edit(theirs.draft)).status_code == 200


def test_a_new_account_of_the_team_has_the_same_wall(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    client = browser_of(relay(ours.tree.region, username="nouvelle"))
    assert client.get(edit(ours.draft)).status_code == 200
    assert client.get(edit(theirs.draft)).status_code == 404
