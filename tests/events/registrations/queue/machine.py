"""Everything that people and the team can do to the seats of one event, in any order, with what must hold."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from events.models import EventPage
from events.registrations.actions.applicants import Applicant, Person
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm, deadline, expire_unconfirmed
from events.registrations.actions.signup import correct_address, register, register_by_hand
from events.registrations.errors import RegistrationError
from events.registrations.models import (
    Attendee,
    BeyondReason,
    Registration,
    RegistrationMail,
    RegistrationSettings,
)
from events.registrations.queue.feeding import feed_all, feed_event, may_move
from events.registrations.queue.offers import accept, decline, lapse_offers, leave_over, lengthen
from events.registrations.queue.order import OrderReason, reorder
from events.registrations.queue.ranks import in_queue, waiting
from events.registrations.seats.availability import seat_availability
from events.registrations.seats.openings import SeatAvailability
from events.registrations.states import LIVE, Status

from .people import NOW, queued, seated

ANY = st.integers(0, 1_000)  # which of those there are
FEW = st.integers(0, 4)


class QueueMachine(RuleBasedStateMachine):
    """``event`` and ``team`` are given by the test; all of an example is undone at its end."""

    event: EventPage
    team: User

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        RegistrationSettings.objects.filter(event=self.event).update(
            capacity=3, ceiling=5, party_size=4, waiting_list=True
        )
        self.now = NOW
        self.asked: list[Applicant] = []
        self.seats, self.ranks = self._seats(), self._ranks()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    # --- What people do --------------------------------------------------------------------------

    @initialize(parties=st.lists(st.integers(1, 4), min_size=2, max_size=5))
    def begin(self, parties: list[int]) -> None:
        """Three people have a seat, some parties wait."""
        for _place in range(3):
            seated(self.event)
        for minute, people in enumerate(parties):
            queued(self.event, people, after=minute)
        self._do(lambda now: None)

    @rule(people=st.integers(1, 4), companion=st.booleans(), confirmed=st.booleans())
    def ask(self, people: int, companion: bool, confirmed: bool) -> None:
        number = len(self.asked)
        party = [Person(first_name="Ana", last_name=f"Rivière {number} {each}") for each in range(people)]
        if companion:
            party.append(Person(first_name="Léo", last_name=f"Rivière {number}", companion=True))
        applicant = Applicant(email=f"ana.{number}@exemple.invalid", people=tuple(party))
        self.asked.append(applicant)
        self._do(lambda now: register(self.event, applicant=applicant, now=now))
        if confirmed and (made := Registration.objects.filter(email=applicant.email).first()):
            self._do(lambda now: confirm(made, now=now))

    @rule(which=ANY, confirmed=st.booleans())
    def ask_for_a_companion(self, which: int, confirmed: bool) -> None:
        """A later request of the same address, for one companion more."""
        if not self.asked:
            return
        email = self.asked[which % len(self.asked)].email
        companion = Person(first_name="Léa", last_name=f"Rivière {self.now.timestamp()}", companion=True)
        later = Applicant(email=email, people=(companion,))
        self._do(lambda now: register(self.event, applicant=later, now=now))
        if confirmed and (made := Registration.objects.filter(email=email).last()):
            self._do(lambda now: confirm(made, now=now))

    @rule(which=ANY)
    def confirm(self, which: int) -> None:
        self._with_one(which, lambda one, now: confirm(one, now=now))

    @rule(which=ANY)
    def correct(self, which: int) -> None:
        def act(one: Registration, now: datetime) -> None:
            [applicant] = [each for each in self.asked if each.email == one.email] or [None]
            if applicant is not None:
                right = Applicant(email=f"right.{applicant.email}", people=applicant.people)
                self.asked.append(right)
                correct_address(
                    self.event, wrong=one.email, asked_at=one.created_at, applicant=right, now=now
                )

        self._with_one(which, act)

    @rule(which=ANY, people=st.integers(1, 4))
    def cancel_some(self, which: int, people: int) -> None:
        def act(one: Registration, now: datetime) -> None:
            keys = list(one.attendees.order_by("-pk").values_list("pk", flat=True)[:people])
            cancel(one, attendees=keys, now=now)

        self._with_one(which, act)

    @rule(which=ANY, number=FEW)
    def accept_part(self, which: int, number: int) -> None:
        self._with_one(which, lambda one, now: accept(one, number=number, now=now), offered=True)

    @rule(which=ANY)
    def decline(self, which: int) -> None:
        self._with_one(which, lambda one, now: decline(one, now=now), offered=True)

    @rule(which=ANY)
    def lengthen(self, which: int) -> None:
        self._with_one(which, lambda one, now: lengthen(one, now=now), offered=True)

    # --- What the team does ----------------------------------------------------------------------

    @rule(capacity=st.integers(0, 8), reserved=st.integers(0, 3))
    def change_places(self, capacity: int, reserved: int) -> None:
        def act(now: datetime) -> None:
            settings = RegistrationSettings.objects.filter(event=self.event)
            settings.update(capacity=capacity, ceiling=capacity + reserved)
            feed_event(self.event, now=now)

        self._do(act)

    @rule(beyond=st.sampled_from(["", BeyondReason.GUEST]), to_queue=st.booleans())
    def register_by_hand(self, beyond: str, to_queue: bool) -> None:
        person = Person(first_name="Zoé", last_name=f"Técher {self.now.timestamp()}")
        guest = Applicant(people=(person,))
        self._do(
            lambda now: register_by_hand(
                self.event, applicant=guest, by=self.team, beyond=beyond, to_queue=to_queue, now=now
            )
        )

    @rule(which=ANY, before=ANY)
    def reorder(self, which: int, before: int) -> None:
        def act(now: datetime) -> None:
            if queue := list(waiting(self.event)):
                one, other = queue[which % len(queue)], queue[before % len(queue)]
                reorder(one, before=other, reason=OrderReason.ACCESS, by=self.team, now=now)

        self._do(act, ranks_may_worsen=True)

    @rule(minutes=st.sampled_from([1, 30, 125, 600, 1_500, 4_000]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self._do(lambda now: None)

    # --- What must hold --------------------------------------------------------------------------

    def _with_one(
        self, which: int, act: Callable[[Registration, datetime], object], *, offered: bool = False
    ) -> None:
        there = Registration.objects.filter(event=self.event).order_by("pk")
        if offered:
            there = there.filter(attendees__status=Status.OFFERED).distinct()
        if registrations := list(there):
            self._do(lambda now: act(registrations[which % len(registrations)], now))

    def _do(self, act: Callable[[datetime], object], *, ranks_may_worsen: bool = False) -> None:
        """Act, have the worker pass, and look."""
        self.now += timedelta(seconds=1)
        try:
            with transaction.atomic():
                act(self.now)
        except RegistrationError:
            pass
        self._have_worker_pass()
        self._check_seats()
        self._check_who_is_beyond()
        self._check_ranks(may_worsen=ranks_may_worsen)

    def _have_worker_pass(self) -> None:
        RegistrationMail.objects.update(state=RegistrationMail.State.SENT)
        unconfirmed = Attendee.objects.filter(status=Status.UNCONFIRMED, held_until=None)
        unconfirmed.update(held_until=deadline(self.event, sent_at=self.now))
        for chore in (expire_unconfirmed, lapse_offers, feed_all, leave_over):
            chore(now=self.now)

    def _check_seats(self) -> None:
        """Nobody is put where no seat is; none stays free while somebody waits for it."""
        before, seats = self.seats, self._seats()
        assert seats.capacity is not None
        assert seats.ceiling is not None
        assert seats.in_room <= max(seats.ceiling, before.in_room)
        assert seats.taken <= max(seats.capacity, before.taken)
        willing = waiting(self.event).filter(declined_at=None, beyond="")
        if may_move(self.event, seats, now=self.now) and willing.exists():
            assert seats.free == 0
        self.seats = seats

    def _check_who_is_beyond(self) -> None:
        """Beyond the open places: those whom the team put there, and companions, who never wait alone."""
        people = Attendee.objects.filter(event=self.event)
        companions = people.filter(beyond=BeyondReason.COMPANION)
        others = people.exclude(beyond=BeyondReason.COMPANION)
        assert not others.exclude(beyond="").filter(registration__created_by=None).exists()
        wait = companions.filter(status=Status.WAITLISTED)
        come = others.filter(status__in=LIVE, registration__email_key=OuterRef("registration__email_key"))
        assert not wait.exclude(Exists(come)).exists()

    def _check_ranks(self, *, may_worsen: bool) -> None:
        """No rank gets worse but by an offer that nobody answered, or by the team with a reason."""
        before, ranks = self.ranks, self._ranks()
        for pk, (rank, lapsed) in ranks.items():
            if pk in before and not may_worsen and lapsed == before[pk][1]:
                assert rank <= before[pk][0]
        self.ranks = ranks

    def _seats(self) -> SeatAvailability:
        return seat_availability(self.event, now=self.now, count_all=True)

    def _ranks(self) -> dict[int, tuple[int, int]]:
        people = in_queue(self.event).values_list("pk", "offers_lapsed")
        return {pk: (rank, lapsed) for rank, (pk, lapsed) in enumerate(people, 1)}
