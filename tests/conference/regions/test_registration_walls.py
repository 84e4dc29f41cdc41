"""What a region knows of the people of its events, asked for by the neighbour in roundabout ways."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from events.models import EventPage
from events.registrations.models import Attendee, EventQuestion, MailKind, Notice, PeopleExport
from events.registrations.questions import fields_for
from events.registrations.states import Status
from tests.admin_forms import page_form
from tests.events.registrations.factories import RegistrationFactory

from .rows import changed_since, every_row, undone, watched
from .test_walls import text_of
from .world import Side, make_sides

pytestmark = pytest.mark.django_db
XLSX = "spreadsheetml"


@pytest.fixture
def sides() -> tuple[Side, Side]:
    ours, theirs = make_sides()
    for side in (ours, theirs):
        RegistrationFactory(
            event=event_of(side), first_name=side.mark, status=Status.WAITLISTED, queued_at=timezone.now()
        )
        Notice.objects.create(
            event=event_of(side),
            kind=MailKind.LETTER,
            facts={"subject": f"{side.mark} lettre", "text": f"{side.mark} lettre"},
            leaves_at=timezone.now() + timedelta(days=1),
        )
    return ours, theirs


def event_of(side: Side) -> EventPage:
    return side.registration.event


def waiting_at(side: Side) -> Attendee:
    return Attendee.objects.get(event=event_of(side), status=Status.WAITLISTED)


def letter_of(side: Side) -> Notice:
    return Notice.objects.get(event=event_of(side), kind=MailKind.LETTER)


def assert_nothing_of(theirs: Side, response: HttpResponse) -> None:
    """Not a name, not an address, not a word; their event is public, under its title."""
    page = text_of(response).replace(f"{theirs.mark} public", "")
    assert theirs.mark not in page
    for each in Attendee.objects.filter(event=event_of(theirs)).select_related("registration"):
        assert each.registration.email not in page


BELOW_ONE_S_OWN: dict[str, Callable[[Side], int]] = {
    "event_arrangement": lambda side: side.arrangement.pk,
    "event_stop_letter": lambda side: letter_of(side).pk,
    "event_queue_order": lambda side: waiting_at(side).pk,
    "event_undo": lambda side: side.operation.pk,
}


@pytest.mark.parametrize("name", BELOW_ONE_S_OWN)
def test_theirs_is_not_found_below_one_s_own_event(sides: tuple[Side, Side], name: str) -> None:
    ours, theirs = sides
    key, before = BELOW_ONE_S_OWN[name], every_row()
    own = reverse(name, args=[event_of(ours).pk, key(ours)])
    url = reverse(name, args=[event_of(ours).pk, key(theirs)])
    assert ours.client.get(own).status_code == 200
    with watched() as watch:
        sent = {"state": "possible", "reason": "ordre-role"}
        for answer in (ours.client.get(url), ours.client.post(url, sent)):
            assert answer.status_code == 404
            assert_nothing_of(theirs, answer)
    assert watch.changed(before) == []


def test_nobody_goes_before_somebody_of_another_queue(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    url = reverse("event_queue_order", args=[event_of(ours).pk, waiting_at(ours).pk])
    rank = waiting_at(ours).queued_at

    answer = ours.client.post(url, {"reason": "ordre-role", "before": waiting_at(theirs).pk})

    assert answer.status_code == 200
    assert_nothing_of(theirs, answer)
    assert waiting_at(ours).queued_at == rank


@pytest.mark.parametrize("address", ["inscriptions:index", "inscriptions:index_results", "courriels:index"])
@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_no_filter_search_or_export_reaches_theirs(
    sides: tuple[Side, Side], address: str, export: str
) -> None:
    ours, theirs = sides
    asked = (
        {},
        {"event": event_of(theirs).pk},
        {"q": theirs.registration.email},
        {"region": theirs.tree.region.pk},
        {"status": "waitlisted"},
    )
    for query in asked:
        wanted = query | ({"export": export} if export else {})
        answer = ours.client.get(reverse(address), wanted)
        assert answer.status_code == 200
        told = cells_of(answer) if XLSX in answer.headers["Content-Type"] else text_of(answer)
        assert theirs.mark not in told
        assert waiting_at(theirs).registration.email not in told
        if "q" not in query:  # else it stands in the field that asks
            assert theirs.registration.email not in told


def cells_of(response: HttpResponse) -> str:
    """All that a workbook says."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    book = load_workbook(BytesIO(content))
    return " ".join(str(value) for sheet in book for row in sheet.values for value in row)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("accept", {}),
        ("refuse", {"reason": "Pris"}),
        ("cancel", {"reason": "Pris"}),
        ("write", {"subject": "Pris", "text": "Pris"}),
    ],
)
def test_a_bulk_act_touches_one_s_own_alone(sides: tuple[Side, Side], action: str, words: dict) -> None:
    ours, theirs = sides
    url = reverse("wagtail_bulk_action", args=["registrations", "attendee", action])
    index = reverse("inscriptions:index")
    theirs_before = people_of(theirs)
    both = [f"id={key}" for side in sides for key in people_of(side)]
    for query in (
        "&".join(both),
        f"id=all&next={index}%3Fevent={event_of(theirs).pk}",
        f"id=all&next={index}",
    ):
        with undone():
            for answer in (ours.client.get(f"{url}?{query}"), ours.client.post(f"{url}?{query}", words)):
                assert_nothing_of(theirs, answer)
            assert people_of(theirs) == theirs_before
            assert letter_of(theirs).recipients == []
            assert Notice.objects.filter(event=event_of(theirs)).count() == 1


def people_of(side: Side) -> dict[int, str]:
    return dict(Attendee.objects.filter(event=event_of(side)).values_list("pk", "status"))


def test_their_question_is_asked_by_no_event_of_ours(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    EventQuestion.objects.create(event=event_of(ours), question=theirs.question)
    theirs.question.approved_at = timezone.now()
    theirs.question.save()
    asked = fields_for(event_of(ours))
    assert [*asked.once, *asked.of_each] == []

    url = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    data = page_form(ours.client, url)
    data |= {
        "registration_questions-TOTAL_FORMS": "1",
        "registration_questions-INITIAL_FORMS": "0",
        "registration_questions-0-question": theirs.question.pk,
        "registration_questions-0-ORDER": "1",
    }
    answer = ours.client.post(url, data)

    assert theirs.mark not in text_of(answer)
    latest = EventPage.objects.get(pk=ours.draft.pk).get_latest_revision_as_object()
    assert [each.question_id for each in latest.registration_questions.all()] == []


def test_nobody_is_registered_by_hand_at_theirs(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    people = people_of(theirs)
    typed = {"first_name": "Ana", "last_name": "Roux", "event": event_of(theirs).pk, "seat": "invite"}

    answer = ours.client.post(reverse("inscriptions:add"), typed)

    assert answer.status_code == 200
    assert_nothing_of(theirs, answer)
    assert people_of(theirs) == people


@pytest.mark.parametrize(
    "address",
    ["event_contacts", "event_door_list", "inscriptions:index?export=csv", "inscriptions:index?export=xlsx"],
)
def test_an_export_is_noted_for_the_team_that_takes_it_and_never_for_the_neighbour(
    sides: tuple[Side, Side], address: str
) -> None:
    ours, theirs = sides
    name, _sign, query = address.partition("?")
    key = event_of(theirs).pk
    url = f"{reverse(name)}?event={key}&{query}" if query else reverse(name, args=[key])
    before = every_row()
    for answer in (ours.client.get(url), ours.client.post(url)):
        text_of(answer)  # streamed to its end
    assert changed_since(before) == [] or query  # of a list, one's own part is noted
    assert not PeopleExport.objects.filter(event=key).exists()

    text_of(theirs.client.get(url))
    assert PeopleExport.objects.filter(event=key).exists()
