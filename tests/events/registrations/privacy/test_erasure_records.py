"""One person of a party is erased and the others stay; what was erased is proved; logs have their term."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import PageLogEntry

from events.models import EventPage
from events.registrations.actions.people import hand_over, set_address, set_own_address
from events.registrations.errors import RegistrationErased, WritesForOthers
from events.registrations.mails.letters import send_letter, stop_letter
from events.registrations.models import (
    Answer,
    Arrangement,
    Attendee,
    ErasureRecord,
    PeopleExport,
    Question,
    Registration,
    RegistrationLogEntry,
    RegistrationMail,
)
from events.registrations.outbox import write_to
from events.registrations.privacy.erasure import erase, erase_again, erase_at_term, erase_unconfirmed
from events.registrations.privacy.records import is_genuine
from events.registrations.privacy.terms import forget_logs
from events.registrations.seats import lock_seats
from events.registrations.states import Status
from events.registrations.transitions import Actor
from tests.events.factories import at

from ..factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db
Reason = ErasureRecord.Reason


@pytest.fixture
def party() -> tuple[Registration, Attendee, Attendee]:
    """Paul, who wrote, and Zoé, who has an address of her own, an answer and an arrangement."""
    registration = RegistrationFactory(
        first_name="Paul", last_name="Martin", email="paul@exemple.invalid", note="Zoé arrive par le train."
    )
    zoe = Attendee.objects.create(
        registration=registration,
        event=registration.event,
        first_name="Zoé",
        last_name="Quillévéré",
        email="zoe@exemple.invalid",
        status=Status.CONFIRMED,
    )
    question = Question.objects.create(label="Votre repas", purpose=Question.Purpose.CATERING)
    for whose in (None, registration.first_attendee, zoe):
        Answer.objects.create(registration=registration, attendee=whose, question=question, value="oui")
    Arrangement.objects.create(attendee=zoe, wish="Près de la porte.")
    return registration, registration.first_attendee, zoe


def test_one_person_of_a_party_is_erased_and_the_others_stay(party) -> None:
    registration, paul, zoe = party
    now = timezone.now()
    write_to(registration, RegistrationMail.Kind.ATTENDEE, now=now, attendee=zoe)
    write_to(registration, RegistrationMail.Kind.TICKET, now=now)
    RegistrationMail.objects.filter(attendee=None).update(text="Deux places : Paul Martin, Zoé Quillévéré.")
    numbers = (registration.uuid, zoe.uuid)

    erase(registration, attendees=[zoe.pk], by=Actor.VISITOR, now=now)

    for person in party:
        person.refresh_from_db()
    assert (str(paul), paul.status) == ("Paul Martin", Status.CONFIRMED)
    assert (zoe.status, zoe.first_name, zoe.last_name, zoe.email) == (Status.ANONYMISED, "", "", "")
    assert (registration.email, registration.note) == ("paul@exemple.invalid", "")
    assert registration.uuid == numbers[0]
    assert zoe.uuid != numbers[1]
    assert set(registration.given_answers.values_list("attendee", flat=True)) == {None, paul.pk}
    assert not Arrangement.objects.exists()
    assert RegistrationMail.objects.get(attendee=zoe).to == ""
    whole = RegistrationMail.objects.get(attendee=None)
    assert (whole.to, whole.text) == ("paul@exemple.invalid", "")
    assert Attendee.objects.holding_a_seat(now).count() == 1
    with pytest.raises(RegistrationErased):
        erase(registration, attendees=[zoe.pk], by=Actor.VISITOR, now=now)


def test_the_team_keeps_a_note_that_names_somebody_else(party) -> None:
    registration, _paul, zoe = party
    Registration.objects.update(note="Paul apporte le projecteur.")
    erase(registration, attendees=[zoe.pk], by=Actor.VISITOR, now=timezone.now())
    registration.refresh_from_db()
    assert registration.note == "Paul apporte le projecteur."


def test_whoever_wrote_is_not_erased_alone_and_last_takes_everything_along(party) -> None:
    registration, paul, zoe = party
    now = timezone.now()
    with pytest.raises(WritesForOthers):
        erase(registration, attendees=[paul.pk], by=Actor.VISITOR, now=now)
    erase(registration, attendees=[zoe.pk], by=Actor.VISITOR, now=now)
    erase(registration, attendees=[paul.pk], by=Actor.VISITOR, now=now)
    registration.refresh_from_db()
    assert (registration.email, registration.email_key, registration.organisation) == ("", "", "")
    assert not Answer.objects.exists()


def test_neither_is_whoever_telephoned_whose_number_would_stay(party) -> None:
    registration, paul, _zoe = party
    Registration.objects.update(email="", email_key="", phone="01 99 00 12 34")
    with pytest.raises(WritesForOthers):
        erase(registration, attendees=[paul.pk], by=Actor.VISITOR, now=timezone.now())


def test_somebody_elses_number_erases_nobody(party) -> None:
    registration = party[0]
    other = RegistrationFactory(event=registration.event)
    with pytest.raises(RegistrationErased):
        erase(registration, attendees=[other.first_attendee.pk], by=Actor.VISITOR, now=timezone.now())
    assert Attendee.objects.naming_someone().count() == 3


def test_one_person_erased_stays_so_after_a_restored_backup(
    party, django_capture_on_commit_callbacks, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    registration, paul, zoe = party
    backup = Attendee.objects.filter(pk=zoe.pk).values("uuid", "status", "first_name", "last_name").get()
    set_own_address(zoe, email="zoe.autre@exemple.invalid", by=Actor.VISITOR, now=timezone.now())
    hand_over(zoe, to=paul, by=Actor.VISITOR, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration, attendees=[zoe.pk], by=Actor.VISITOR, now=timezone.now())
    Attendee.objects.filter(pk=zoe.pk).update(**backup)

    assert erase_again(now=timezone.now()) == 1

    names = Attendee.objects.order_by("pk").values_list("first_name", flat=True)
    assert list(names) == ["Paul", ""]


def test_a_registration_erased_stays_so_whatever_its_link_was_in_the_backup(
    party, django_capture_on_commit_callbacks, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    registration, paul, _zoe = party
    backup = Registration.objects.filter(pk=registration.pk).values("uuid", "email", "email_key").get()
    named = Attendee.objects.filter(pk=paul.pk).values("uuid", "status", "first_name", "last_name").get()
    set_address(registration, email="paul.autre@exemple.invalid", by=Actor.TEAM, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration, by=Actor.TEAM, now=timezone.now())
    Registration.objects.filter(pk=registration.pk).update(**backup)
    Attendee.objects.filter(pk=paul.pk).update(**named)

    assert erase_again(now=timezone.now()) == 1
    assert not Attendee.objects.naming_someone().exists()


def test_a_note_erases_nobody_who_was_given_the_same_key_after_a_restored_backup(
    django_capture_on_commit_callbacks, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    gone = RegistrationFactory()
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone, by=Actor.TEAM, now=timezone.now())
    registration, attendee = gone.pk, gone.first_attendee.pk
    Attendee.objects.all().delete()
    Registration.objects.all().delete()
    later = timezone.now() + timedelta(hours=1)
    newcomer = Registration.objects.create(pk=registration, event=gone.event, created_at=later)
    Attendee.objects.create(
        pk=attendee, registration=newcomer, event=gone.event, first_name="Ana", status=Status.CONFIRMED
    )
    assert erase_again(now=timezone.now()) == 0


def test_a_note_of_before_is_still_obeyed(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    registration = RegistrationFactory()
    default_storage.save(f"effacements/{registration.uuid}", ContentFile(b""))
    assert erase_again(now=timezone.now()) == 1


def test_a_request_never_confirmed_is_erased_and_its_link_stays() -> None:
    registration = RegistrationFactory(unconfirmed=True)
    number, now = registration.uuid, timezone.now()
    event, _gate = lock_seats(registration.event_id)
    erase_unconfirmed([registration.first_attendee], now=now, event=event)
    registration.refresh_from_db()
    assert (registration.uuid, registration.email) == (number, "")
    assert ErasureRecord.objects.get().reason == Reason.UNCONFIRMED


# --- The proof -------------------------------------------------------------------------------


def test_an_erasure_is_signed_and_dated_and_names_fields_only(party) -> None:
    registration = party[0]
    now = timezone.now()
    team = get_user_model().objects.create_user("relais")
    erase(registration, by=team, now=now)
    record = ErasureRecord.objects.get()
    assert (record.event, record.at, record.reason, record.people) == (
        registration.event,
        now,
        Reason.ASKED,
        2,
    )
    assert record.counts == {
        "Attendee.first_name": 2,
        "Attendee.last_name": 2,
        "Attendee.email": 1,
        "Registration.email": 1,
        "Registration.email_key": 1,
        "Registration.note": 1,
        "Answer.value": 3,
        "Arrangement.wish": 1,
    }
    assert is_genuine(ErasureRecord.objects.get())


@pytest.mark.parametrize(
    "change",
    [{"people": 3}, {"reason": Reason.ASKED}, {"at": at("2026-01-01")}, {"counts": {}}, {"signature": "x"}],
)
def test_a_record_that_was_changed_is_seen_to_be(change: dict[str, object]) -> None:
    RegistrationFactory(event=open_event(start=at("2026-01-15")))
    erase_at_term(now=at("2028-01-01"))
    ErasureRecord.objects.update(**change)
    assert not is_genuine(ErasureRecord.objects.get())


def test_a_proof_outlives_a_new_secret_while_the_former_is_kept(settings) -> None:
    RegistrationFactory(event=open_event(start=at("2026-01-15")))
    erase_at_term(now=at("2028-01-01"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "une nouvelle clé", [settings.SECRET_KEY]
    assert is_genuine(ErasureRecord.objects.get())
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_genuine(ErasureRecord.objects.get())


def test_nothing_erased_leaves_no_proof() -> None:
    erase_at_term(now=timezone.now())
    assert not ErasureRecord.objects.exists()


def test_the_subject_of_a_letter_that_was_stopped_goes_with_the_other_letters() -> None:
    team = get_user_model().objects.create_user("relais")
    registration = RegistrationFactory(event=open_event(start=at("2026-12-15")))
    written = {"subject": "Madame Quillévéré", "text": "…", "states": ["confirmees"]}
    letter = send_letter(registration.event, **written, by=team, now=at("2026-12-01"))
    stop_letter(letter, by=team)
    logged = PageLogEntry.objects.get(action="registrations.stop_letter")
    assert logged.data == {"subject": "Madame Quillévéré"}

    erase_at_term(now=at("2028-01-01"))

    logged.refresh_from_db()
    assert logged.data == {}
    assert ErasureRecord.objects.get(people=0).counts == {"Notice.facts": 1}


# --- Logs ------------------------------------------------------------------------------------


def acts(event: EventPage, moment: datetime) -> None:
    registration = RegistrationFactory(event=event, created_at=moment)
    RegistrationLogEntry.objects.create(
        registration=registration, attendee=registration.first_attendee, at=moment, actor=Actor.TEAM
    )
    PeopleExport.objects.create(event=event, at=moment, kind="presence")


def test_acts_and_exports_are_forgotten_after_a_year(settings) -> None:
    now = timezone.now()
    over = open_event(start=now - timedelta(days=500), end=now - timedelta(days=499))
    coming = open_event()
    acts(over, now - timedelta(days=367))
    acts(over, now - timedelta(days=360))
    acts(coming, now - timedelta(days=367))

    forget_logs(now=now)

    kept = RegistrationLogEntry.objects.values_list("attendee__event", flat=True).order_by("pk")
    assert list(kept) == [over.pk, coming.pk]  # while the event is to come, its log says who has which seat
    assert PeopleExport.objects.count() == 1
    settings.REGISTRATION_LOG_MONTHS = 1
    forget_logs(now=now)
    assert not PeopleExport.objects.exists()
