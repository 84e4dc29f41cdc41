"""The people of a registration, changed by the link or by the team."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from events.models import EventFormat
from events.registrations.actions.applicants import Person
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm
from events.registrations.actions.people import add_people, hand_over, rename, set_mode, set_own_address
from events.registrations.actions.signup import register
from events.registrations.errors import (
    AlreadyRegistered,
    EventFull,
    EventOver,
    HandoverRefused,
    NotHybrid,
    PartyTooLarge,
    RegistrationErased,
    WritesForOthers,
)
from events.registrations.models import Arrangement, Attendee, Mode, Registration, RegistrationMail
from events.registrations.privacy.erasure import erase
from events.registrations.seats.availability import seat_availability
from events.registrations.states import Status
from events.registrations.transitions import Actor

from ..factories import RegistrationFactory, open_event, party

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind
VISITOR = Actor.VISITOR


def kinds() -> list[str]:
    return list(RegistrationMail.objects.order_by("pk").values_list("kind", flat=True))


def called(attendee: Attendee, name: str, *, by=VISITOR, organisation: str = "") -> Attendee:
    first_name, _space, last_name = name.partition(" ")
    return rename(
        attendee,
        first_name=first_name,
        last_name=last_name,
        organisation=organisation,
        by=by,
        now=timezone.now(),
    )


def registered(name: str, **values) -> Attendee:
    first_name, _space, last_name = name.partition(" ")
    return RegistrationFactory(first_name=first_name, last_name=last_name, **values).first_attendee


# --- Names ---------------------------------------------------------------------------------------


def test_a_name_typed_wrong_is_mended_by_the_link_and_logged() -> None:
    attendee = registered("Mari Lefevre")

    called(attendee, "Marie Lefèvre", organisation="Les Jardins")

    mended = Attendee.objects.get()
    assert (str(mended), mended.organisation, mended.uuid) == ("Marie Lefèvre", "Les Jardins", attendee.uuid)
    [line] = mended.log.all()
    assert (line.from_status, line.to_status, line.note) == (
        Status.CONFIRMED,
        Status.CONFIRMED,
        "nom corrigé",
    )
    assert kinds() == [Kind.UPDATED]


def test_mending_twice_before_the_mail_leaves_sends_one() -> None:
    attendee = registered("Mari Lefevre")
    called(attendee, "Marie Lefevre")
    called(attendee, "Marie Lefèvre")
    called(attendee, "Marie Lefèvre")
    assert kinds() == [Kind.UPDATED]
    assert attendee.log.count() == 2


def test_a_seat_is_handed_over_to_anybody_while_nobody_waits() -> None:
    attendee = registered("Marie Lefèvre", organisation="Les Jardins")
    set_own_address(attendee, email="marie@exemple.invalid", by=VISITOR, now=timezone.now())
    Arrangement.objects.create(attendee=attendee, wish="une place en fauteuil")

    called(attendee, "Paul Martin")

    other = Attendee.objects.get()
    assert (str(other), other.email) == ("Paul Martin", "")
    assert other.uuid != attendee.uuid, "her own link is not his"
    assert not Arrangement.objects.exists()
    assert other.log.last().note == "place cédée"


@pytest.mark.parametrize("status", [Status.WAITLISTED, Status.OFFERED])
def test_while_people_wait_no_visitor_hands_a_seat_over_to_a_stranger(status: Status) -> None:
    event = open_event(capacity=1, waiting_list=True)
    attendee = registered("Marie Lefèvre", event=event)
    RegistrationFactory(event=event, status=status, queued_at=timezone.now())

    with pytest.raises(HandoverRefused):
        called(attendee, "Paul Martin")
    called(attendee, "Maria Lefebvre")
    called(attendee, "Paul Martin", by=get_user_model().objects.create_user("relais"))

    assert str(Attendee.objects.get(pk=attendee.pk)) == "Paul Martin"


def test_two_of_a_party_exchange_their_seats_while_people_wait() -> None:
    event, now = open_event(capacity=1, waiting_list=True), timezone.now()
    registration = register(event, applicant=party("Ana Roux", "Ben Roux"), now=now)
    confirm(registration, now=now)
    ana, ben = Attendee.objects.order_by("pk")
    Arrangement.objects.create(attendee=ana, wish="une boucle magnétique")

    hand_over(ana, to=ben, by=VISITOR, now=now)

    waiting, seated = Attendee.objects.order_by("pk")
    assert (str(seated), seated.status, seated.uuid) == ("Ben Roux", Status.CONFIRMED, ben.uuid)
    assert registration.first_attendee == waiting, "whoever wrote is still the first"
    assert (str(waiting), waiting.status, waiting.queued_at) == ("Ana Roux", Status.WAITLISTED, now)
    assert Arrangement.objects.get().attendee == waiting


def test_whoever_wrote_still_does_after_handing_the_seat_over() -> None:
    event, now = open_event(capacity=2), timezone.now()
    registration = register(event, applicant=party("Ana Roux", "Ben Roux"), now=now)
    confirm(registration, now=now)
    ana, ben = Attendee.objects.order_by("pk")
    hand_over(ana, to=ben, by=VISITOR, now=now)
    with pytest.raises(WritesForOthers):
        erase(registration, attendees=[ana.pk], by=VISITOR, now=now)
    erase(registration, attendees=[ben.pk], by=VISITOR, now=now)
    assert [str(each) for each in Attendee.objects.naming_someone()] == ["Ana Roux"]


def test_nobody_exchanges_seats_with_another_address() -> None:
    event = open_event()
    mine, theirs = registered("Ana Roux", event=event), registered("Ben Roux", event=event)
    with pytest.raises(HandoverRefused):
        hand_over(mine, to=theirs, by=VISITOR, now=timezone.now())


def test_nothing_is_changed_once_it_is_over_or_erased() -> None:
    attendee = registered("Mari Lefevre")
    with pytest.raises(EventOver):
        rename(
            attendee,
            first_name="Marie",
            last_name="Lefevre",
            organisation="",
            by=VISITOR,
            now=attendee.event.end,
        )
    erase(attendee.registration, by=get_user_model().objects.create_user("relais"), now=timezone.now())
    with pytest.raises(RegistrationErased):
        called(attendee, "Marie Lefevre")


# --- More people ---------------------------------------------------------------------------------


def people(*names: str) -> list[Person]:
    return list(party(*names).people)


def test_people_are_added_by_the_link_and_confirmed_at_once() -> None:
    event, now = open_event(capacity=3), timezone.now()
    registration = register(event, applicant=party("Ana Roux"), now=now)
    confirm(registration, now=now)

    add_people(registration, people=people("Ben Roux", "Chloé Roux"), by=VISITOR, now=now)

    assert set(registration.attendees.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert registration.attendees.count() == 3
    assert kinds() == [Kind.CONFIRM, Kind.TICKET, Kind.TICKET]


def test_people_added_before_the_address_is_confirmed_wait_for_that() -> None:
    event, now = open_event(capacity=3), timezone.now()
    registration = register(event, applicant=party("Ana Roux"), now=now)
    add_people(registration, people=people("Ben Roux"), by=VISITOR, now=now)
    assert set(registration.attendees.values_list("status", flat=True)) == {Status.UNCONFIRMED}
    assert kinds() == [Kind.CONFIRM, Kind.CONFIRM]


def test_people_are_added_to_the_queue_where_no_seat_is_left() -> None:
    event, now = open_event(capacity=1, waiting_list=True), timezone.now()
    registration = register(event, applicant=party("Ana Roux"), now=now)
    confirm(registration, now=now)
    add_people(registration, people=people("Ben Roux"), by=VISITOR, now=now)
    assert list(registration.attendees.values_list("status", flat=True)) == [
        Status.CONFIRMED,
        Status.WAITLISTED,
    ]


@pytest.mark.parametrize(("waiting_list", "by_team"), [(True, False), (True, True), (False, True)])
def test_a_companion_added_to_who_has_a_seat_comes_while_the_room_holds_them(waiting_list, by_team) -> None:
    event = open_event(capacity=1, ceiling=2, waiting_list=waiting_list)
    now, registration = timezone.now(), registered("Ana Roux", event=event).registration
    companion = Person(first_name="Aide", last_name="Roux", companion=True)
    by = get_user_model().objects.create_user("relais") if by_team else VISITOR
    add_people(registration, people=[companion], by=by, now=now)
    assert set(registration.attendees.values_list("status", flat=True)) == {Status.CONFIRMED}


def test_nobody_is_added_beyond_the_maximum_of_the_address_but_by_the_team() -> None:
    event, now = open_event(capacity=9, party_size=2), timezone.now()
    email = "groupe.1@exemple.invalid"
    first = RegistrationFactory(event=event, email=email)
    RegistrationFactory(event=event, email=email)
    with pytest.raises(PartyTooLarge):
        add_people(first, people=people("Ben Roux"), by=VISITOR, now=now)
    team = get_user_model().objects.create_user("relais")
    assert add_people(first, people=people("Ben Roux"), by=team, now=now).attendees.count() == 2


def test_nobody_is_added_twice_or_where_no_seat_is_left() -> None:
    event, now = open_event(capacity=1), timezone.now()
    attendee = registered("Ana Roux", event=event)
    with pytest.raises(AlreadyRegistered, match="Ana Roux"):
        add_people(attendee.registration, people=people("Ana Roux"), by=VISITOR, now=now)
    with pytest.raises(EventFull):
        add_people(attendee.registration, people=people("Ben Roux"), by=VISITOR, now=now)
    cancel(attendee.registration, now=now)
    with pytest.raises(RegistrationErased):
        add_people(attendee.registration, people=people("Ben Roux"), by=VISITOR, now=now)


# --- On site or on line --------------------------------------------------------------------------


def hybrid(**settings):
    return open_event(format=EventFormat.HYBRID, online_url="https://visio.invalid/salon", **settings)


def test_whoever_goes_on_line_gives_the_seat_to_those_who_wait() -> None:
    event, now = hybrid(capacity=1, waiting_list=True), timezone.now()
    attendee = registered("Ana Roux", event=event, mode=Mode.ON_SITE)
    waits = RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now, mode=Mode.ON_SITE)

    set_mode(attendee, mode=Mode.ONLINE, by=VISITOR, now=now)

    assert Attendee.objects.get(pk=attendee.pk).mode == Mode.ONLINE
    assert Registration.objects.get(pk=waits.pk).first_attendee.status == Status.OFFERED


def test_whoever_comes_after_all_needs_a_seat_that_nobody_waits_for() -> None:
    event, now = hybrid(capacity=1, waiting_list=True), timezone.now()
    attendee = registered("Ana Roux", event=event, mode=Mode.ONLINE)
    set_mode(attendee, mode=Mode.ON_SITE, by=VISITOR, now=now)
    assert seat_availability(event, now=now).taken == 1
    other = registered("Ben Roux", event=event, mode=Mode.ONLINE)
    with pytest.raises(EventFull):
        set_mode(other, mode=Mode.ON_SITE, by=VISITOR, now=now)


def test_whoever_waits_for_the_room_is_confirmed_on_line_at_once() -> None:
    event, now = hybrid(capacity=0, waiting_list=True), timezone.now()
    attendee = registered("Ana Roux", event=event, status=Status.WAITLISTED, queued_at=now, mode=Mode.ON_SITE)
    assert set_mode(attendee, mode=Mode.ONLINE, by=VISITOR, now=now).status == Status.CONFIRMED
    assert kinds() == [Kind.TICKET]


def test_one_does_not_choose_at_an_event_that_is_not_hybrid() -> None:
    with pytest.raises(NotHybrid):
        set_mode(registered("Ana Roux"), mode=Mode.ONLINE, by=VISITOR, now=timezone.now())


# --- An address of one's own ---------------------------------------------------------------------


def test_a_person_gets_an_address_and_a_link_of_their_own() -> None:
    attendee, now = registered("Ana Roux"), timezone.now()
    given = set_own_address(attendee, email="ana@exemple.invalid", by=VISITOR, now=now)
    assert given.uuid == attendee.uuid, "the ticket that they have stays good"
    told = RegistrationMail.objects.get()
    assert (told.kind, told.to, told.attendee) == (Kind.ATTENDEE, "ana@exemple.invalid", attendee)
    taken_back = set_own_address(given, email="", by=VISITOR, now=now)
    assert taken_back.email == ""
    assert taken_back.uuid != given.uuid, "the link given before is dead"
    assert set_own_address(taken_back, email=attendee.registration.email, by=VISITOR, now=now).email == ""


def test_nobody_floods_strangers_by_giving_people_their_addresses() -> None:
    attendee, now = registered("Ana Roux"), timezone.now()
    for number in range(9):
        set_own_address(attendee, email=f"{number}@exemple.invalid", by=VISITOR, now=now)
    assert RegistrationMail.objects.filter(kind=Kind.ATTENDEE).count() == 5
    assert RegistrationMail.objects.filter(kind=Kind.UPDATED).count() == 1  # the ticket, made anew
