"""Each free seat is offered at once, in the order of the requests; a queue that stands still says why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.lifecycle import cancel_event
from events.models import EventFormat, EventPage, EventStatus
from events.registrations.actions.cancellations import cancel
from events.registrations.models import Attendee, BeyondReason, MailKind, Mode, Notice, RegistrationMail
from events.registrations.notices import concerned
from events.registrations.queue.clock import offer_ends
from events.registrations.queue.feeding import feed_all, why_stuck
from events.registrations.queue.offers import decline
from events.registrations.queue.ranks import place_of
from events.registrations.states import Status
from events.registrations.transitions import Actor
from tests.queries import check_few, check_same

from .people import NOW, START, add_places, full_event, mails, offered, queued, seated, states

pytestmark = pytest.mark.django_db


def test_a_seat_given_back_is_offered_to_the_first_who_asked() -> None:
    event = full_event(capacity=1)
    second, first = queued(event, after=5), queued(event)
    cancel(event.registrations.order_by("pk")[0], by=Actor.VISITOR, now=NOW)
    assert offered(first, second) == [1, 0]
    [person] = first.attendees.all()
    assert person.held_until == offer_ends(event, now=NOW)
    [mail] = RegistrationMail.objects.filter(registration=first)
    assert (mail.kind, mail.to, mail.facts) == (MailKind.OFFER, first.email, {"offered": 1})


def test_a_party_is_offered_what_is_free() -> None:
    event = full_event(capacity=2)
    party, behind = queued(event, 4), queued(event, after=5)
    assert add_places(event, 2) == 2
    assert offered(party, behind) == [2, 0]
    assert add_places(event, 3) == 3
    assert offered(party, behind) == [4, 1]


def test_two_seats_freed_one_after_the_other_are_told_by_one_mail() -> None:
    event = full_event(capacity=2)
    pair = queued(event, 2)
    for _place in range(2):
        add_places(event, 1)
    first, last = RegistrationMail.objects.filter(registration=pair).order_by("pk")
    assert [first.is_still_wanted(now=NOW), last.is_still_wanted(now=NOW)] == [False, True]


def test_of_two_who_asked_in_the_same_instant_the_first_written_down_is_first() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event)
    add_places(event, 1)
    assert offered(first, second) == [1, 0]


def test_nobody_is_offered_a_seat_that_is_held() -> None:
    event = full_event(capacity=2)
    waits = queued(event)
    assert add_places(event, 0) == 0
    assert (states(waits), mails(waits)) == ([Status.WAITLISTED], [])


def test_the_ceiling_of_the_room_stops_the_queue_before_the_places_do() -> None:
    event = full_event(capacity=2, ceiling=3)
    seated(event, beyond=BeyondReason.GUEST)
    waits = queued(event)
    assert add_places(event, 5) == 0
    assert "jauge" in why_stuck(event, now=NOW)
    assert offered(waits) == [0]


def test_without_a_limit_everybody_is_offered_a_seat() -> None:
    event = full_event(capacity=None)
    waits = queued(event, 3)
    assert feed_all(now=NOW) == 3
    assert offered(waits) == [3]


def test_a_companion_is_offered_a_seat_beyond_the_places_once_somebody_to_accompany_has_one() -> None:
    event = full_event(capacity=1, ceiling=5)
    party = queued(event)
    since = party.created_at
    companion = Attendee.objects.create(
        registration=party,
        event=event,
        status=Status.WAITLISTED,
        queued_at=since,
        beyond=BeyondReason.COMPANION,
    )
    feed_all(now=NOW)
    assert offered(party) == [0]
    add_places(event, 1)
    assert offered(party) == [2]
    companion.refresh_from_db()
    assert companion.held_until == offer_ends(event, now=NOW)


def test_two_companions_of_one_person_take_one_seat_beyond_the_places() -> None:
    event = full_event(capacity=1, ceiling=9)
    party = queued(event)
    for _companion in range(2):
        Attendee.objects.create(
            registration=party,
            event=event,
            status=Status.WAITLISTED,
            queued_at=party.created_at,
            beyond=BeyondReason.COMPANION,
        )
    add_places(event, 1)
    assert states(party) == [Status.OFFERED, Status.OFFERED, Status.WAITLISTED]
    add_places(event, 1)
    assert offered(party) == [2]


def test_a_guest_who_waits_needs_a_seat_of_the_room_alone() -> None:
    event = full_event(capacity=1, ceiling=2)
    guest = queued(event, beyond=BeyondReason.GUEST)
    assert feed_all(now=NOW) == 1
    assert offered(guest) == [1]


def test_who_follows_on_line_waits_for_no_seat() -> None:
    event = full_event(capacity=1)
    EventPage.objects.filter(pk=event.pk).update(format=EventFormat.HYBRID)
    ahead, online = queued(event, mode=Mode.ON_SITE), queued(event, after=5, mode=Mode.ONLINE)
    feed_all(now=NOW)
    assert offered(ahead, online) == [0, 1]


def test_whoever_telephoned_is_offered_a_seat_without_a_mail() -> None:
    event = full_event(capacity=1)
    by_phone = queued(event)
    type(by_phone).objects.filter(pk=by_phone.pk).update(email="", email_key="")
    add_places(event, 1)
    assert (offered(by_phone), mails(by_phone)) == ([1], [])


def test_as_many_queries_for_thirty_people_as_for_two() -> None:
    def queries_for(people: int) -> list[str]:
        event = full_event(capacity=1)
        for minute in range(people):
            queued(event, after=minute)
        add_places(event, 1)
        with CaptureQueriesContext(connection) as captured:
            assert add_places(event, people - 1) == people - 1
        return [query["sql"] for query in captured.captured_queries]

    few, many = queries_for(2), queries_for(30)
    check_same(few, many)
    check_few(few, most=16)


def test_closing_registration_keeps_nobody_waiting_longer() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    event.registration_settings.update(closes_at=NOW - timedelta(days=1))
    add_places(event, 1)
    assert offered(waits) == [1]


def test_a_queue_of_nobody_says_nothing() -> None:
    assert why_stuck(full_event(), now=NOW) == ""


def test_a_queue_that_stands_still_says_why() -> None:
    event = full_event(capacity=2)
    waits = queued(event)
    assert why_stuck(event, now=NOW) == (
        "Toutes les places sont prises : la liste avance dès que l’une d’elles est rendue."
    )
    add_places(event, -1)
    assert "une personne inscrite de plus" in why_stuck(event, now=NOW)
    add_places(event, 2)
    queued(event, after=10)
    assert why_stuck(event, now=NOW) == (
        "Une place est proposée : réponse attendue d’ici au mercredi 2 décembre 2099 à 21 h."
    )
    decline(waits, now=NOW)  # the one behind is asked
    assert offered(waits) == [0]
    late = START - timedelta(minutes=119)
    assert "deux heures" in why_stuck(event, now=late)
    assert "terminé" in why_stuck(event, now=START + timedelta(days=1))


def test_a_seat_that_everybody_declined_is_said_to_be_free() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)
    decline(waits, now=NOW)
    assert "ont décliné" in why_stuck(event, now=NOW)
    assert (offered(waits), place_of(waits).rank) == ([0], 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": EventStatus.POSTPONED, "date_uncertain": True}, "la date est connue"),
        ({"status": EventStatus.CANCELLED}, "annulé"),
        ({"live": False}, "ne sont pas ouvertes"),
    ],
)
def test_an_event_that_does_not_take_place_offers_nothing(change: dict, words: str) -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    EventPage.objects.filter(pk=event.pk).update(**change)
    assert add_places(event, 1) == 0
    assert feed_all(now=NOW) == 0
    assert words in why_stuck(EventPage.objects.get(pk=event.pk), now=NOW)
    assert offered(waits) == [0]


def test_nothing_is_offered_when_no_time_is_left_to_answer() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    assert add_places(event, 1, now=START - timedelta(minutes=90)) == 0
    assert offered(waits) == [0]


def test_who_waits_is_told_that_the_event_is_cancelled() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    cancel_event(event, by=None, reason="Neige.", now=NOW)
    [notice] = Notice.objects.filter(event=event)
    assert waits.pk in notice.recipients


def test_who_waits_is_told_of_it_at_the_address_of_their_own_too() -> None:
    event = full_event(capacity=1)
    waits = queued(event, email="groupe@exemple.invalid")
    waits.attendees.update(email="zoe@exemple.invalid")
    notice = Notice.objects.create(event=event, kind=MailKind.EVENT_CANCELLED)
    assert waits.attendees.get() in concerned(notice, now=NOW)


def test_who_waits_is_told_of_a_change_and_that_the_rank_is_kept() -> None:
    event = full_event(capacity=1)
    has_a_seat, waits = event.registrations.get(), queued(event)
    facts = {"became": EventStatus.MOVED_ONLINE, "was": EventStatus.SCHEDULED, "changes": [], "reason": ""}
    notice = Notice.objects.create(event=event, kind=MailKind.CHANGED, facts=facts)
    for registration, words in (
        (has_a_seat, "votre place vous est gardée"),
        (waits, "vous gardez votre rang en liste d’attente"),
    ):
        mail = RegistrationMail.objects.create(
            registration=registration,
            event=event,
            kind=MailKind.CHANGED,
            to=registration.email,
            notice=notice,
        )
        assert mail.is_still_wanted(now=NOW)
        assert words in mail.render(now=NOW).text
