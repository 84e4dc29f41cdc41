"""Query sets of registrations and attendees. ``now`` is an aware moment, passed in by the caller."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from .states import HELD_FOR_A_TIME, HOLDS_A_SEAT, NAMES_SOMEONE, Status

NO_ADDRESS = Q(email="", registration__email="")  # of an attendee


def holding(now: datetime) -> Q:
    """The attendees that hold a seat: confirmed, to be approved, or held and still in time.

    A seat whose time is over is free at that very moment, whether or not the chore has passed. No
    ``held_until`` yet: the mail server has not taken the mail, so the time does not run. Whoever is to join
    the queue once the address is confirmed holds none.
    """
    in_time = Q(held_until__isnull=True) | Q(held_until__gt=now)
    to_queue = Q(status=Status.UNCONFIRMED, queued_at__isnull=False)
    lasting = Q(status__in=HOLDS_A_SEAT - HELD_FOR_A_TIME)
    return lasting | (Q(status__in=HELD_FOR_A_TIME) & in_time & ~to_queue)


class AttendeeQuerySet(models.QuerySet):
    """Attendees by what they hold."""

    def holding_a_seat(self, now: datetime) -> "AttendeeQuerySet":
        """Those that count against the capacity (see ``holding``)."""
        return self.filter(holding(now))

    def held_until_later(self, now: datetime) -> "AttendeeQuerySet":
        """Those that hold a seat which is free at its ``held_until`` unless it is confirmed."""
        return self.filter(status__in=HELD_FOR_A_TIME, held_until__gt=now)

    def in_the_room(self) -> "AttendeeQuerySet":
        """Those that a seat of the room is counted for: at a hybrid event, not those who follow on line."""
        return self.exclude(mode="en-ligne")

    def told_of_news(self, now: datetime) -> "AttendeeQuerySet":
        """Those who are told what becomes of the event: who holds a seat, or waits for one."""
        return self.filter(holding(now) | Q(status=Status.WAITLISTED))

    def without_address(self) -> "AttendeeQuerySet":
        """Those whom no mail reaches: they registered by telephone, and the team rings them."""
        return self.filter(NO_ADDRESS)

    def in_the_queue(self) -> "AttendeeQuerySet":
        """Those that wait for a seat of the room and are offered none yet; a newcomer joins behind them."""
        return self.filter(status=Status.WAITLISTED).in_the_room()

    def lapsed(self, now: datetime) -> "AttendeeQuerySet":
        """Those whose time to confirm is over at ``now``."""
        return self.filter(status=Status.UNCONFIRMED, held_until__lte=now)

    def naming_someone(self) -> "AttendeeQuerySet":
        """Those that still hold personal data."""
        return self.filter(status__in=NAMES_SOMEONE)


class RegistrationQuerySet(models.QuerySet):
    """Registrations, each with its attendees."""

    def with_attendees(self) -> "RegistrationQuerySet":
        """Load the attendees of each in one query for all of them."""
        return self.prefetch_related("attendees")

    def naming_someone(self) -> "RegistrationQuerySet":
        """Those that still hold personal data: of one of their people, at least."""
        named = self.model._default_manager.filter(attendees__status__in=NAMES_SOMEONE)
        return self.filter(pk__in=named.values("pk"))
