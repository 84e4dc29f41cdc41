"""The term is kept: nothing names the person any more, in any table."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail as mails
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.core.times.delays import months_before
from conference.platform.tasks.schedule import DAY, MINUTE, chores_of, discover_chores
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm, expire_unconfirmed
from events.registrations.actions.signup import register
from events.registrations.errors import RegistrationErased
from events.registrations.models import (
    Attendee,
    Registration,
    RegistrationLogEntry,
    RegistrationMail,
)
from events.registrations.privacy.erasure import erase, erase_at_term
from events.registrations.privacy.held import HELD
from events.registrations.seats import lock
from events.registrations.states import Status
from events.registrations.transitions import Actor
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from ..factories import RegistrationFactory, applicant, open_event, party
from ..planted import PLANTED, plant, tables_that_name_the_person

pytestmark = pytest.mark.django_db


def test_six_months_after_the_event_no_table_names_the_person() -> None:
    registration = plant(now=at("2026-12-01"))
    assert tables_that_name_the_person() == {
        *(held.model_class._meta.db_table for held in HELD if held.model != "PeopleExport"),
        "wagtailcore_modellogentry",
        "django_tasks_database_dbtaskresult",
    }

    assert erase_at_term(now=at("2027-06-15", "15:59")) == 0
    assert erase_at_term(now=at("2027-06-15", "16:00")) == 1

    assert tables_that_name_the_person() == set()
    registration.refresh_from_db()
    assert registration.first_attendee.status == Status.ANONYMISED
    assert registration.first_attendee.anonymised_at == at("2027-06-15", "16:00")
    assert erase_at_term(now=at("2030-01-01")) == 0
    mails.outbox.clear()
    run_queue()
    assert mails.outbox == []


def test_a_registration_names_someone_until_the_last_of_its_people_is_erased() -> None:
    now = timezone.now()
    made = register(open_event(), applicant=party("Ana Roux", "Ben Roux"), now=now)
    _ana, ben = made.attendees.order_by("pk")
    erase(made, attendees=[ben.pk], by=Actor.VISITOR, now=now)
    assert list(Registration.objects.naming_someone()) == [made]
    erase(made, by=Actor.VISITOR, now=now)
    assert not Registration.objects.naming_someone().exists()


def test_a_person_who_asks_is_erased_at_once_and_the_seat_is_free() -> None:
    now, team = at("2026-12-02"), get_user_model().objects.create_user("relais")
    registration = plant(now=at("2026-12-01"))

    erase(registration, by=team, now=now)

    # What was told to all, and the organiser's mails, wait for the term: they are not about this person.
    of_all = {f"registrations_{name}" for name in ("notice", "organisermail", "arrangementmail")}
    assert tables_that_name_the_person() == of_all
    registration.refresh_from_db()
    assert (registration.first_attendee.status, registration.first_attendee.anonymised_at) == (
        Status.ANONYMISED,
        now,
    )
    assert not Attendee.objects.holding_a_seat(now).exists()
    last = registration.log.order_by("-pk").values_list("from_status", "to_status", "user")[:2]
    assert list(last) == [
        (Status.CANCELLED, Status.ANONYMISED, team.pk),
        (Status.CONFIRMED, Status.CANCELLED, team.pk),
    ]
    mails.outbox.clear()
    run_queue()
    assert mails.outbox == []
    with pytest.raises(RegistrationErased):
        erase(registration, by=team, now=now)


@pytest.mark.parametrize("state", [s for s in Status if s != Status.ANONYMISED])
def test_a_person_is_erased_from_any_state_and_may_come_again(state: Status) -> None:
    known = RegistrationFactory(status=state, event=open_event(capacity=1))
    team, now = get_user_model().objects.create_user("relais"), timezone.now()
    erase(known, by=team, now=now)
    again = register(known.event, applicant=applicant(email=known.email), now=now)
    assert again.pk != known.pk


def test_many_people_are_erased_by_batches_in_as_many_statements_as_one(monkeypatch) -> None:
    monkeypatch.setattr(lock, "BATCH", 4)
    statements = []
    for people in (1, 1, 3, 10):  # the first one fills what the process keeps
        RegistrationFactory.create_batch(people, event=open_event(start=at("2026-12-15")))
        with CaptureQueriesContext(connection) as asked:
            assert erase_at_term(now=at("2028-01-01")) == people
        statements.append(len(asked))
    _first, one, three, ten = statements
    assert three == one
    assert ten <= 3 * one  # 4, 4 and 2
    assert not Registration.objects.naming_someone().exists()
    assert RegistrationLogEntry.objects.filter(to_status=Status.ANONYMISED).count() == 15
    assert Registration.objects.values("uuid").distinct().count() == 15


def test_the_count_and_the_kinds_stay() -> None:
    event = open_event(start=at("2026-12-15"))
    for kind in ("association", "association", "etat"):
        RegistrationFactory(event=event, organisation_kind=kind)
    erase_at_term(now=at("2028-01-01"))
    kept = Registration.objects.order_by("pk").values_list("organisation_kind", flat=True)
    assert list(kept) == ["association", "association", "etat"]


def test_the_term_is_the_setting_that_the_notice_prints(settings) -> None:
    settings.REGISTRATION_RETENTION_MONTHS = 2
    RegistrationFactory(event=open_event(start=at("2026-12-15"), end=at("2026-12-15", "12:00")))
    assert erase_at_term(now=at("2027-02-15", "11:59")) == 0
    assert erase_at_term(now=at("2027-02-15", "12:00")) == 1


def test_what_was_typed_and_not_confirmed_in_time_is_erased_at_once() -> None:
    registration = register(open_event(start=at("2027-12-15")), applicant=PLANTED, now=at("2026-12-01"))
    Attendee.objects.update(held_until=at("2026-12-02"))
    expire_unconfirmed(now=at("2026-12-02"))
    assert tables_that_name_the_person() == set()
    (record,) = registration.event.erasure_records.all()
    assert (record.reason, record.people) == ("sans-confirmation", 1)


def test_a_seat_cancelled_before_it_was_confirmed_is_forgotten_within_days() -> None:
    event, now = open_event(start=at("2027-12-15")), at("2026-12-01")
    registration = register(event, applicant=PLANTED, now=now)
    cancel(registration, now=now)
    other = RegistrationFactory(event=event)

    assert erase_at_term(now=now + timedelta(days=7, seconds=-1)) == 0
    assert erase_at_term(now=now + timedelta(days=7)) == 1

    assert tables_that_name_the_person() == set()
    other.refresh_from_db()
    assert other.first_attendee.first_name == "Aïcha"


def test_another_persons_mails_and_tasks_are_left_alone() -> None:
    """A last name can be any word: « Mail » stands in the arguments of every mail's task."""
    event = open_event(start=at("2026-12-15"), end=at("2026-12-15", "16:00"))
    RegistrationFactory(event=event, first_name="Registrations", last_name="Mail")
    now = timezone.now()
    other = register(open_event(), applicant=applicant(), now=now)

    erase_at_term(now=at("2027-06-16"))

    run_queue()
    assert [sent.to for sent in mails.outbox] == [[other.email]]


def test_an_anonymised_persons_link_and_address_are_free_again() -> None:
    registration = RegistrationFactory(status=Status.EXPIRED, changed_at=timezone.now() - timedelta(days=8))
    before = registration.uuid
    erase_at_term(now=timezone.now())
    registration.refresh_from_db()
    assert registration.uuid != before
    assert not registration.mails.exclude(to="").exists()
    again = register(registration.event, applicant=applicant(), now=timezone.now())
    assert again.pk != registration.pk


def test_the_worker_does_both_by_itself() -> None:
    discover_chores()
    assert "events.registrations.chores.free_unconfirmed_seats" in chores_of(MINUTE)
    assert "events.registrations.chores.erase_what_has_had_its_time" in chores_of(DAY)
    now = timezone.now()
    lapsed = RegistrationFactory(lapsed=True)
    chores_of(MINUTE)["events.registrations.chores.free_unconfirmed_seats"](now=now)
    lapsed.refresh_from_db()
    assert lapsed.first_attendee.status == Status.ANONYMISED
    cancelled = RegistrationFactory(status=Status.CANCELLED)
    chores_of(DAY)["events.registrations.chores.erase_what_has_had_its_time"](now=now + timedelta(days=8))
    cancelled.refresh_from_db()
    assert cancelled.first_attendee.status == Status.ANONYMISED
    assert not RegistrationMail.objects.exclude(to="").exists()


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        ("2026-08-31", 6, "2026-02-28"),
        ("2028-08-31", 6, "2028-02-29"),
        ("2027-01-15", 1, "2026-12-15"),
        ("2027-12-15", 12, "2026-12-15"),
        ("2026-06-30", 0, "2026-06-30"),
    ],
)
def test_months_are_those_of_the_calendar(moment: str, months: int, expected: str) -> None:
    assert months_before(at(moment), months) == at(expected)


def test_a_name_that_the_team_typed_in_a_reason_leaves_the_mails_and_the_log_of_the_others() -> None:
    now, event = timezone.now(), open_event()
    team = get_user_model().objects.create_user("relais")
    group = party("Ana Roux", "Ben Roux", "Léo Roux")
    people = (*group.people, replace(PLANTED.people[0], email=""))
    registration = register(event, applicant=replace(group, people=people), now=now)
    confirm(registration, now=now)
    ben, leo, planted = registration.attendees.order_by("pk")[1:]
    Attendee.objects.filter(pk=ben.pk).update(email="ben.roux@exemple.invalid")
    cancel(registration, attendees=[ben.pk], by=team, now=now, reason="Zélimène Quillévéré vient à sa place.")
    run_queue()
    cancel(registration, attendees=[leo.pk], by=team, now=now, reason="Double de Mme Quillévéré.")
    erase(registration, attendees=[planted.pk], by=team, now=now)
    run_queue()
    assert tables_that_name_the_person() == set()
    assert "Quillévéré" not in mails.outbox[-1].body
    kept = RegistrationMail.objects.get(attendee=ben, kind=RegistrationMail.Kind.CANCELLED)
    assert (kept.to, kept.facts["attendees"]) == ("ben.roux@exemple.invalid", [ben.pk])


def test_a_reason_that_names_nobody_erased_stays() -> None:
    now, event = timezone.now(), open_event()
    team = get_user_model().objects.create_user("relais")
    registration = register(event, applicant=party("Ana Roux", "Ben Roy", "Sal Lebon"), now=now)
    confirm(registration, now=now)
    _ana, ben, sal = registration.attendees.order_by("pk")
    cancel(registration, attendees=[ben.pk], by=team, now=now, reason="Salle trop petite.")
    erase(registration, attendees=[sal.pk], by=team, now=now)
    kept = RegistrationMail.objects.get(kind=RegistrationMail.Kind.CANCELLED)
    assert kept.facts["reason"] == "Salle trop petite."
    assert ben.log.last().note == "Salle trop petite."
