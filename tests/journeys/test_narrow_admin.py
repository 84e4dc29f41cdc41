"""A relay works on a telephone: every screen that one uses fits 390 px, or scrolls where one can reach it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.lifecycle import Cancel, MoveOnline, Postpone
from events.models import EventOperation, EventPage
from events.operations import Operation, operate
from events.registrations.admin.bulk import BULK_ACTIONS
from events.registrations.models import RegistrationSettings
from events.registrations.seats.gates import CloseRegistration
from events.registrations.states import Status
from measures.models import RegionalContribution
from tests.accessibility import faults_of_screen, out_of_reach
from tests.conference.regions.world import Side, make_world
from tests.events.factories import EventPageFactory, SpeakerFactory
from tests.events.registrations.factories import RegistrationFactory
from tests.home.desk.test_desk import submit
from tests.journeys.admin import PASSWORD, Desk
from tests.measures.factories import ContributionFactory, make_measures

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 390, "height": 844}  # px
LONG = (
    "La salle est inondée : https://exemple.invalid/une/adresse/qui/ne/se/coupe/nulle/part/et/dure/longtemps"
)
VERBS = (
    "event_cancel",
    "event_postpone",
    "event_move_online",
    "event_close_registration",
    "event_capacity",
    "event_closing",
    "event_ceiling",
    "event_waiting_list",
)
PARTS_OF_A_SESSION = ["L’essentiel", "Programme", "Inscriptions", "Mesures et liens", "Diffusion"]
SNIPPETS = ("events_speaker", "measures_regionalcontribution")


def page_screens(side: Side) -> Iterator[str]:
    """The explorer, and what is done to pages."""
    yield reverse("wagtailadmin_explore", args=[side.tree.page.pk])
    yield reverse("wagtailadmin_pages:add_subpage", args=[side.tree.page.pk])
    yield reverse("wagtailadmin_pages:edit", args=[side.tree.page.pk])
    for container, model in (
        (side.tree.agenda, "events/eventpage"),
        (side.tree.news, "news/newspage"),
        (side.tree.alliances, "alliances/alliancepage"),
    ):
        yield f"/admin/pages/add/{model}/{container.pk}/"
    for page in (side.live, side.draft, side.news, side.alliance):
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
    for action in ("history", "copy", "move", "delete", "unpublish", "usage", "workflow_history"):
        yield reverse(f"wagtailadmin_pages:{action}", args=[side.live.pk])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[side.live.pk, "live", "latest"])


def beginning_screens(side: Side) -> Iterator[str]:
    """Where a session begins: from nothing, from a model, from another one, from a series, from a file."""
    model = EventPageFactory(
        title="Modèle : conférence locale", is_model=True, draft=True, parent=side.tree.agenda
    )
    yield reverse("event_announce")
    yield f"{reverse('event_announce')}?q=corrige"
    for event in (model, side.live, side.of_series):
        yield reverse("event_copy", args=[event.pk])
    for event in (side.live, side.draft, side.of_series):
        yield reverse("event_repeat", args=[event.pk])
    yield reverse("event_series", args=[side.of_series.pk])
    yield reverse("series:index")
    yield reverse("series:edit", args=[side.of_series.series_id])
    yield reverse("event_import")


def operation_screens(side: Side) -> Iterator[str]:
    """The board of a session and the page of each verb."""
    event = side.registration.event

    def after(operation: Operation, *screens: str) -> Iterator[str]:
        operate(event, operation, by=side.user, now=timezone.now())
        yield from (reverse(screen, args=[event.pk]) for screen in screens)
        yield reverse("event_undo", args=[event.pk, EventOperation.objects.filter(event=event).first().pk])

    yield from (reverse(screen, args=[event.pk]) for screen in ("event_board", *VERBS))
    yield from after(Postpone(start=event.start + timedelta(days=7), reason=LONG), "event_board")
    yield from after(CloseRegistration(), "event_reopen_registration")
    yield from after(MoveOnline(online_url="", reason=LONG), "event_link")
    yield from after(Cancel(reason=LONG))


def list_screens(side: Side) -> Iterator[str]:
    """The home, the guides, the lists and their rows."""
    yield reverse("wagtailadmin_home")
    yield reverse("wagtailadmin_account")
    yield from (reverse("guide", args=[key]) for key in ("redaction", "relais"))
    for name in ("evenements", "actualites", "alliances"):
        yield reverse(f"{name}:index")
        yield reverse(f"{name}:choose_parent")
    yield f"{reverse('wagtailadmin_pages:search')}?q=a"
    for report in ("workflow", "workflow_tasks", "aging_pages", "locked_pages"):
        yield reverse(f"wagtailadmin_reports:{report}")
    for name in SNIPPETS:
        yield reverse(f"wagtailsnippets_{name}:list")
        yield reverse(f"wagtailsnippets_{name}:add")
    for row, name in ((side.speaker, SNIPPETS[0]), (RegionalContribution.objects.get(), SNIPPETS[1])):
        for action in ("edit", "history", "usage"):
            yield reverse(f"wagtailsnippets_{name}:{action}", args=[row.pk])


def registration_screens(side: Side) -> Iterator[str]:
    """Who registered, the mails."""
    yield reverse("inscriptions:index")
    yield f"{reverse('inscriptions:index')}?event={side.registration.event_id}"
    yield f"{reverse('inscriptions:add')}?event={side.registration.event_id}"
    for action in ("inspect", "cancel", "link", "erase", "note", "address", "add_person"):
        yield reverse(f"inscriptions:{action}", args=[side.registration.pk])
    for action in ("person", "cancel_person", "erase_person"):
        yield reverse(f"inscriptions:{action}", args=[side.registration.first_attendee.pk])
    yield reverse("courriels:index")
    yield reverse("courriels:inspect", args=[side.mail.pk])
    yield reverse("wagtailsnippets_registrations_question:list")
    yield reverse("wagtailsnippets_registrations_question:add")
    yield reverse("wagtailsnippets_registrations_question:edit", args=[side.question.pk])


def full_room_screens(side: Side) -> Iterator[str]:
    """A session where people wait, for a seat or for the team's yes, and what is taken out of it."""
    event = side.registration.event
    RegistrationSettings.objects.filter(event=event).update(capacity=1, ceiling=3, waiting_list=True)
    asked = RegistrationFactory(event=event, status=Status.PENDING_APPROVAL, last_name="D’Avenel-Le Goff")
    first, _second = (
        RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=timezone.now()) for _each in "ab"
    )
    yield reverse("event_board", args=[event.pk])
    yield f"{reverse('inscriptions:index')}?event={event.pk}"
    yield reverse("event_queue", args=[event.pk])
    yield reverse("event_queue_order", args=[event.pk, first.first_attendee.pk])
    for screen in ("event_answers", "event_door_list", "event_data", "event_letter"):
        yield reverse(screen, args=[event.pk])
    yield reverse("event_arrangement", args=[event.pk, side.arrangement.pk])
    for action in BULK_ACTIONS:
        address = reverse("wagtail_bulk_action", args=["registrations", "attendee", action.action_type])
        yield f"{address}?id={asked.first_attendee.pk}&id={first.first_attendee.pk}"


def file_screens(side: Side) -> Iterator[str]:
    """Images and documents."""
    for name, kind, file in (
        ("wagtailimages", "image", side.image),
        ("wagtaildocs", "document", side.document),
    ):
        yield reverse(f"{name}:index")
        yield reverse(f"{name}:add_multiple")
        yield reverse(f"{name}:edit", args=[file.pk])
        yield reverse(f"{name}:delete", args=[file.pk])
        yield reverse(f"{name}:{kind}_usage", args=[file.pk])
    yield f"{reverse('wagtailimages:index')}?layout=list"


PARTS = [
    page_screens,
    beginning_screens,
    operation_screens,
    list_screens,
    registration_screens,
    full_room_screens,
    file_screens,
]


@pytest.fixture
def side(transactional_db: None) -> Side:
    """Bretagne, whose team submitted a session and a change of another, and wrote a contribution."""
    ours, _theirs, _national = make_world()
    submit(EventPage.objects.get(pk=ours.draft.pk), ours.user)
    submit(EventPage.objects.get(pk=ours.live.pk).get_latest_revision_as_object(), ours.user)
    ContributionFactory(measure=make_measures(16)[16], region=ours.tree.region)
    SpeakerFactory(name="Une personne dont le nom est d’une longueur rare", region=ours.tree.region)
    return ours


@pytest.fixture
def desk(page: Tab, live_server: LiveServer, side: Side) -> Desk:
    """The relay's telephone."""
    side.user.set_password(PASSWORD)
    side.user.save()
    page.emulate_media(reduced_motion="reduce")
    desk = Desk(page, live_server.url)
    desk.log_in(side.user)
    page.set_viewport_size(TELEPHONE)
    return desk


@pytest.mark.parametrize("screens", PARTS, ids=lambda screens: screens.__name__)
def test_every_screen_of_a_relay_fits_a_telephone(
    desk: Desk, side: Side, screens: Callable[[Side], Iterator[str]]
) -> None:
    wrong = {}
    for address in screens(side):
        answer = desk.tab.goto(desk.address + address)
        assert answer is not None
        assert answer.status == 200, address
        desk.tab.wait_for_load_state("networkidle")
        if faults := out_of_reach(desk.tab) + faults_of_screen(desk.tab):
            wrong[address] = faults
    assert wrong == {}


def test_what_opens_stays_on_the_telephone(desk: Desk, side: Side) -> None:
    """The verbs of a row, of a head and of a foot, the filters, and what is chosen in a form."""
    tab = desk.tab
    for address in (
        reverse("evenements:index"),
        reverse("inscriptions:index"),
        reverse("wagtailimages:index"),
        reverse("wagtailadmin_explore", args=[side.tree.page.pk]),
    ):
        desk.go(address)
        tab.wait_for_load_state("networkidle")
        toggles = tab.locator("main").locator("[data-w-dropdown-target=toggle]:visible")
        assert toggles.count() > 0
        for toggle in toggles.all()[:4]:
            toggle.click()
            opened = tab.locator(".tippy-box:visible")
            expect(opened.first).to_be_visible()
            box = opened.first.bounding_box()
            assert box is not None
            assert box["x"] >= 0, address
            assert box["x"] + box["width"] <= TELEPHONE["width"], address
            assert out_of_reach(tab) == [], address
            tab.keyboard.press("Escape")
            expect(opened).to_have_count(0)


def test_what_is_done_to_several_people_at_once_is_reached_on_a_telephone(desk: Desk, side: Side) -> None:
    desk.go(reverse("inscriptions:index"))
    desk.tab.locator("tbody input[type=checkbox]").first.check()
    chosen = desk.tab.locator("[data-bulk-action-footer]")
    expect(chosen.get_by_role("link", name="Écrire")).to_be_in_viewport()
    assert out_of_reach(desk.tab) == []
    assert faults_of_screen(desk.tab) == []


@pytest.mark.parametrize("width", [TELEPHONE["width"], 1350])
def test_each_part_of_a_session_is_whole_in_both_themes(desk: Desk, side: Side, width: int) -> None:
    """Its five tabs, with all that unfolds."""
    tab = desk.tab
    tab.set_viewport_size({"width": width, "height": 900})
    desk.go(reverse("wagtailadmin_pages:edit", args=[side.live.pk]))
    tab.wait_for_load_state("networkidle")
    parts = tab.locator("main").get_by_role("tab")
    assert parts.all_inner_texts() == PARTS_OF_A_SESSION
    wrong = {}
    for part in parts.all():
        part.click()
        folded = tab.locator("main [data-panel-toggle][aria-expanded=false]:visible")
        while folded.count():
            folded.first.click()
        if faults := out_of_reach(tab) + faults_of_screen(tab):
            wrong[part.inner_text()] = faults
    assert wrong == {}


def test_choosers_fit_a_telephone(desk: Desk, side: Side) -> None:
    tab = desk.tab
    desk.go(f"/admin/pages/add/events/eventpage/{side.tree.agenda.pk}/")
    tab.wait_for_load_state("networkidle")
    for part, name in (("L’essentiel", "Choisir une image"), ("Programme", "Ajouter : personne")):
        tab.get_by_role("tab", name=part).click()
        tab.get_by_role("button", name=name).first.click()
        window = tab.get_by_role("dialog").filter(visible=True).first
        expect(window).to_be_visible()
        tab.wait_for_load_state("networkidle")
        assert out_of_reach(tab) == [], name
        assert faults_of_screen(tab) == [], name
        window.get_by_role("button", name="Fermer").first.click()
        expect(window).to_be_hidden()
