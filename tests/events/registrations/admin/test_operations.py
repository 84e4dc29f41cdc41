"""What a team does to an announced event at once: its own fields, on the page and in drafts that wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail as mails
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from events.days import WAITS_FOR_A_DATE
from events.feeds.calendar import calendar_of
from events.lifecycle import (
    AlreadyOnline,
    Cancel,
    DateAlreadyOpen,
    DatePassed,
    MoveOnline,
    NothingOnline,
    Postpone,
    SameDate,
    SetLink,
)
from events.models import EventFormat, EventOperation, EventPage, EventStatus, Session
from events.operations import OperationRefused
from events.operations.running import CannotBeUndone
from events.registrations.seats.availability import Opening, seat_availability
from events.registrations.seats.gates import (
    CeilingTooLow,
    CloseRegistration,
    ClosesTooLate,
    ReopenRegistration,
    SameWaitingList,
    SetCapacity,
    SetCeiling,
    SetClosing,
    SetWaitingList,
    is_closed,
)
from tests.events.factories import at

from ..factories import RegistrationFactory
from ..operating import NEW, announced_event, closing, do, draft, first_item, fresh, take_back
from ..publishing import run_queue_once_news_leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> EventPage:
    return announced_event()


# --- The verbs ---------------------------------------------------------------------------------


def test_postponed_to_a_known_day_the_programme_follows_and_everyone_keeps_their_seat(
    event,
) -> None:
    do(event, Postpone(start=NEW, reason="La salle est prise."))

    for version in (fresh(event), draft(event)):
        assert (version.start, version.end) == (NEW, at("2099-12-22", "16:00"))
        assert first_item(version) == at("2099-12-22", "09:00")
        assert closing(version) == at("2099-12-21", "12:00")
        assert (version.status, version.status_reason) == (EventStatus.POSTPONED, "La salle est prise.")
        assert version.previous_start == at("2099-12-15", "08:30")
        assert version.sequence == event.sequence + 1
    assert seat_availability(fresh(event), now=timezone.now(), count_all=True).taken == 2
    assert seat_availability(fresh(event), now=timezone.now()).opening is Opening.OPEN

    do(event, Postpone(start=at("2099-12-29", "08:30")))
    assert fresh(event).previous_start == at("2099-12-15", "08:30")  # the first one


def test_postponed_without_a_day_it_stays_among_the_coming_ones_and_takes_nobody_else(
    event,
) -> None:
    do(event, Postpone(start=None))
    postponed = fresh(event)
    assert postponed.date_uncertain
    assert postponed.start == at("2099-12-15", "08:30")
    assert postponed.listed_until == postponed.end + WAITS_FOR_A_DATE
    assert postponed in EventPage.objects.shown().upcoming(at("2100-02-01"))
    assert seat_availability(postponed, now=timezone.now()).opening is Opening.POSTPONED
    with pytest.raises(DateAlreadyOpen):
        do(event, Postpone(start=None))

    do(event, Postpone(start=NEW))
    assert (fresh(event).start, fresh(event).date_uncertain) == (NEW, False)
    assert fresh(event).listed_until == fresh(event).end


def test_calendars_learn_a_postponement_and_lose_what_has_no_day_any_more(event) -> None:
    def entry() -> Any:
        [found] = Calendar.from_ical(calendar_of(fresh(event))).walk("VEVENT")
        return found

    first = entry()
    do(event, Postpone(start=None))
    without = entry()
    assert (without["status"], without["uid"]) == ("CANCELLED", first["uid"])
    assert without["sequence"] > first["sequence"]
    do(event, Postpone(start=NEW))
    moved = entry()
    assert (moved["status"], moved["dtstart"].dt) == ("CONFIRMED", NEW)
    assert moved["sequence"] > without["sequence"]


def test_moved_on_line_the_place_stays_for_the_record(event) -> None:
    do(event, MoveOnline(online_url="https://visio.invalid/salon", reason="Neige."))
    for version in (fresh(event), draft(event)):
        assert (version.format, version.status) == (EventFormat.ONLINE, EventStatus.MOVED_ONLINE)
        assert (version.town, version.online_url) == ("Rennes", "https://visio.invalid/salon")
    assert fresh(event).sequence == event.sequence + 1
    with pytest.raises(AlreadyOnline):
        do(event, MoveOnline())


def test_seats_and_closing_act_at_once_on_the_page_and_in_its_draft(event) -> None:
    do(event, SetCapacity(capacity=2))
    do(event, SetClosing(closes_at=at("2099-12-01", "12:00")))
    for version in (fresh(event), draft(event)):
        [settings] = version.registration_settings.get_object_list()
        assert (settings.capacity, settings.closes_at) == (2, at("2099-12-01", "12:00"))
    assert seat_availability(fresh(event), now=timezone.now()).is_full
    run_queue_once_news_leave()
    assert mails.outbox == []


def test_registration_is_closed_and_reopened(event) -> None:
    closed = do(event, CloseRegistration())
    assert is_closed(event)
    do(event, ReopenRegistration())
    assert not is_closed(event)
    with pytest.raises(CannotBeUndone):
        take_back(closed)


@pytest.mark.parametrize(
    ("operation", "refusal"),
    [
        (Postpone(start=at("2020-01-01")), DatePassed),
        (Postpone(start=at("2099-12-15", "08:30")), SameDate),
        (SetLink(online_url="https://visio.invalid/"), NothingOnline),
        (SetClosing(closes_at=at("2100-01-01")), ClosesTooLate),
        (SetCeiling(ceiling=1), CeilingTooLow),
        (SetWaitingList(waiting_list=False), SameWaitingList),
        (ReopenRegistration(), OperationRefused),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_no_trace(event, operation, refusal) -> None:
    with pytest.raises(refusal):
        do(event, operation)
    assert not EventOperation.objects.exists()
    assert fresh(event).sequence == event.sequence


def test_a_ceiling_is_not_taken_back_below_the_people_who_came_since(event) -> None:
    do(event, SetCeiling(ceiling=2))
    raised = do(event, SetCeiling(ceiling=5))
    for _each in range(2):
        RegistrationFactory(event=event)
    with pytest.raises(CeilingTooLow):
        take_back(raised)
    assert fresh(event).registration_settings.get().ceiling == 5


# --- A draft that waits --------------------------------------------------------------------------

OPERATIONS = [
    Postpone(start=NEW),
    MoveOnline(online_url="https://visio.invalid/salon"),
    SetCapacity(capacity=77),
    SetCeiling(ceiling=77),
    SetWaitingList(waiting_list=True),
    SetClosing(closes_at=at("2099-12-02", "12:00")),
    Cancel(reason="Neige."),
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.verb)
def test_a_draft_in_moderation_keeps_its_own_words_and_loses_no_operation(event, operation) -> None:
    waiting = fresh(event).get_latest_revision_as_object()
    waiting.title = "Un autre titre"
    waiting.sessions.get_object_list()[0].title = "Café"
    waiting.sessions.add(Session(title="Ajouté", start=at("2099-12-15", "10:00")))
    revision = waiting.save_revision()
    workflow = waiting.get_workflow()
    if workflow is not None:
        workflow.start(fresh(event), User.objects.create_user("autrice"))

    do(event, operation)

    live = fresh(event)
    assert live.title == event.title  # nothing is published early
    assert [item.title for item in live.sessions.all()] == ["Accueil"]
    before = {name: getattr(live, name) for name in (*operation.fields, *operation.happened)}
    seats = live.registration_settings.get()

    revision.refresh_from_db()
    revision.publish()

    published = fresh(event)
    assert published.title == "Un autre titre"
    assert sorted(item.title for item in published.sessions.all()) == ["Ajouté", "Café"]
    assert {name: getattr(published, name) for name in before} == before
    after = published.registration_settings.get()
    assert (after.capacity, after.closes_at) == (seats.capacity, seats.closes_at)


def test_a_publication_that_was_planned_keeps_the_operation_too(event) -> None:
    planned = fresh(event).get_latest_revision_as_object()
    planned.summary = "Plus tard."
    planned.go_live_at = timezone.now() + timedelta(days=1)
    planned.save_revision(approved_go_live_at=planned.go_live_at)
    later = fresh(event).get_latest_revision_as_object()
    later.summary = "Autre chose."
    later.save_revision()
    do(event, SetCapacity(capacity=77))
    for revision in event.revisions.order_by("-pk")[:2]:
        [settings] = revision.as_object().registration_settings.get_object_list()
        assert settings.capacity == 77
    assert fresh(event).summary == event.summary


def test_undone_a_draft_gets_back_what_it_had_itself(event) -> None:
    waiting = fresh(event).get_latest_revision_as_object()
    waiting.registration_settings.get_object_list()[0].capacity = 80
    waiting.save_revision()
    done = do(event, SetCapacity(capacity=60))
    assert draft(event).registration_settings.get_object_list()[0].capacity == 60
    take_back(done)
    assert fresh(event).registration_settings.get().capacity == 10
    assert draft(event).registration_settings.get_object_list()[0].capacity == 80


def test_what_an_editor_saves_at_the_same_moment_waits(event) -> None:
    with CaptureQueriesContext(connection) as queries:
        do(event, SetCapacity(capacity=60))
    reads = [q["sql"] for q in queries if q["sql"].startswith("SELECT") and '"content", ' in q["sql"]]
    assert reads
    assert all(("FOR UPDATE" in sql) == connection.features.has_select_for_update for sql in reads)
