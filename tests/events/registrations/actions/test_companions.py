"""A companion comes with somebody of the same address, whichever request either was part of."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from events.models import EventPage
from events.registrations.actions.applicants import Applicant, Person
from events.registrations.actions.approvals import refuse
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm, expire_unconfirmed
from events.registrations.actions.signup import register
from events.registrations.models import Attendee, BeyondReason, Registration, RegistrationMail
from events.registrations.privacy.erasure import erase
from events.registrations.queue.clock import offer_ends
from events.registrations.queue.offers import decline, lapse_offers
from events.registrations.seats.availability import seat_availability
from events.registrations.states import Status

from ..factories import applicant, open_event, party
from ..queue.people import NOW, add_places, all_sent, full_event, offered, queued, seated, states

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
COMPANION = BeyondReason.COMPANION


def ana_and(*companions: str) -> Applicant:
    group = party("Ana Roux")
    helpers = [Person(first_name=name, last_name="Roux", companion=True) for name in companions]
    return Applicant(email=group.email, people=(*group.people, *helpers))


def registered(event: EventPage, asked: Applicant) -> Registration:
    now = timezone.now()
    return confirm(register(event, applicant=asked, now=now), now=now)


def accompanies(registration: Registration, status: Status, **values) -> Attendee:
    return Attendee.objects.create(
        registration=registration, event=registration.event, status=status, beyond=COMPANION, **values
    )


def test_a_companion_asked_for_later_comes_with_whoever_has_a_seat_with_that_address() -> None:
    event = open_event(capacity=3, ceiling=5, waiting_list=True)
    registered(event, ana_and())
    later = registered(event, ana_and("Aide"))
    assert states(later) == [Status.CONFIRMED]
    newcomer = registered(event, applicant())
    assert states(newcomer) == [Status.CONFIRMED]


def test_a_second_companion_of_the_same_person_is_not_added() -> None:
    event = open_event(capacity=3, ceiling=5, waiting_list=True)
    first = registered(event, ana_and("Aide"))
    assert registered(event, ana_and("Autre")) == first
    assert Attendee.objects.count() == 2
    assert RegistrationMail.objects.order_by("pk").last().kind == RegistrationMail.Kind.HELD


def test_who_waits_is_offered_a_seat_together_with_the_companion_of_a_later_request() -> None:
    event = full_event(capacity=1, ceiling=5)
    waits = queued(event, email="groupe@exemple.invalid")
    later = queued(event, after=5, email="groupe@exemple.invalid", beyond=COMPANION)
    add_places(event, 1)
    assert offered(waits, later) == [1, 1]


# --- Whoever they came with leaves; nobody is cancelled for it --------------------------------


def test_a_companion_left_alone_takes_the_open_place_that_is_free() -> None:
    event = full_event(capacity=1, ceiling=5)
    ana = event.registrations.get()
    companion = accompanies(ana, Status.CONFIRMED)
    waits = queued(event)
    cancel(ana, attendees=[ana.attendee.pk], now=NOW)
    companion.refresh_from_db()
    assert (companion.status, companion.beyond) == (Status.CONFIRMED, "")
    assert seat_availability(event, now=NOW).taken == 1
    assert offered(waits) == [0]


def test_neither_an_erasure_nor_a_refusal_leaves_a_companion_beyond_the_places() -> None:
    team = get_user_model().objects.create_user("relais")
    event = full_event(capacity=2, ceiling=5)
    ana, ben = event.registrations.order_by("pk")
    Registration.objects.filter(pk=ana.pk).update(email="", email_key="")
    ben.attendees.update(status=Status.PENDING_APPROVAL)
    for each in (ana, ben):
        accompanies(each, Status.CONFIRMED)
    erase(ana, attendees=[ana.attendee.pk], by=team, now=NOW)
    refuse(event, attendees=[ben.attendee.pk], reason="Complet.", by=team, now=NOW)
    assert not Attendee.objects.filter(beyond=COMPANION).exists()
    assert seat_availability(event, now=NOW).taken == 2


def test_a_companion_left_alone_keeps_the_seat_where_no_open_place_is_free() -> None:
    event = full_event(capacity=1, ceiling=5)
    ana = seated(event)  # one more than the places
    companion = accompanies(ana, Status.CONFIRMED)
    cancel(ana, attendees=[ana.attendee.pk], now=NOW)
    companion.refresh_from_db()
    assert (companion.status, companion.beyond) == (Status.CONFIRMED, COMPANION)


def test_a_companion_of_somebody_who_stays_is_left_where_they_are() -> None:
    event = full_event(capacity=2, ceiling=5)
    ana = event.registrations.order_by("pk")[0]
    ben = Attendee.objects.exclude(registration=ana).get()
    Registration.objects.update(email="groupe@exemple.invalid", email_key="groupe@exemple.invalid")
    companion = accompanies(ana, Status.CONFIRMED)
    cancel(ana, attendees=[ana.attendee.pk], now=NOW)
    companion.refresh_from_db()
    assert (ben.status, companion.beyond) == (Status.CONFIRMED, COMPANION)


def test_a_companion_who_waits_alone_waits_for_an_open_place() -> None:
    event = full_event(capacity=1, ceiling=5)
    ana = queued(event)
    companion = accompanies(ana, Status.WAITLISTED, queued_at=NOW)
    cancel(ana, attendees=[ana.attendee.pk], now=NOW)
    add_places(event, 1)
    companion.refresh_from_db()
    assert (companion.status, companion.beyond) == (Status.OFFERED, "")


def test_a_companion_is_left_alone_by_a_second_offer_that_nobody_answers() -> None:
    event = full_event(capacity=1, ceiling=5)
    ana = queued(event, offers_lapsed=1)
    add_places(event, 1)
    all_sent()
    companion = accompanies(ana, Status.WAITLISTED, queued_at=NOW)
    lapse_offers(now=offer_ends(event, now=NOW))
    companion.refresh_from_db()
    assert states(ana) == [Status.EXPIRED, Status.OFFERED]
    assert companion.beyond == ""


def test_a_companion_whose_own_offer_lapses_once_alone_waits_for_an_open_place() -> None:
    event = full_event(capacity=1, ceiling=5)
    ana = seated(event)  # one more than the places
    companion = accompanies(ana, Status.OFFERED, queued_at=NOW, held_until=NOW + timedelta(hours=1))
    cancel(ana, attendees=[ana.attendee.pk], now=NOW)
    all_sent()
    lapse_offers(now=NOW + timedelta(hours=2))
    companion.refresh_from_db()
    assert (companion.status, companion.beyond) == (Status.WAITLISTED, "")


def test_a_companion_who_declines_once_alone_waits_for_an_open_place() -> None:
    event = full_event(capacity=1, ceiling=5)
    ana = seated(event)  # one more than the places
    companion = accompanies(ana, Status.OFFERED, queued_at=NOW, held_until=NOW + timedelta(hours=1))
    cancel(ana, attendees=[ana.attendee.pk], now=NOW)
    decline(ana, now=NOW)
    companion.refresh_from_db()
    assert (companion.status, companion.beyond) == (Status.WAITLISTED, "")


def test_a_companion_is_left_alone_by_a_request_that_nobody_confirms() -> None:
    event = full_event(capacity=2, ceiling=5)
    ana, _other = event.registrations.order_by("pk")
    Registration.objects.filter(pk=ana.pk).update(email_key="ana@exemple.invalid", confirmed_at=None)
    ana.attendees.update(status=Status.UNCONFIRMED, held_until=NOW, confirmed_at=None)
    companion = accompanies(seated(event, email="ana@exemple.invalid"), Status.CONFIRMED)
    companion.registration.attendees.exclude(pk=companion.pk).delete()
    waits = queued(event)
    assert expire_unconfirmed(now=NOW) == 1
    companion.refresh_from_db()
    assert (companion.status, companion.beyond) == (Status.CONFIRMED, "")
    assert (seat_availability(event, now=NOW).taken, offered(waits)) == (2, [0])
