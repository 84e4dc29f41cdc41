"""Who opened a link, and what it is about: a whole registration, or one person of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..access import attendee_for, registration_for
from ..models import Attendee, Registration
from ..states import LIVE, Status


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whoever registered, for all; or, with ``attendee``, one person who has a link of their own."""

    registration: Registration
    attendee: Attendee | None = None

    @property
    def is_limited(self) -> bool:
        """Whether the link is about one person only, whom somebody else registered."""
        return self.attendee is not None

    @property
    def people(self) -> list[Attendee]:
        """Those whom the link is about, whoever was erased left out."""
        if self.attendee is not None:
            return [self.attendee]
        return [each for each in self.registration.attendees.all() if not each.is_anonymised]

    @property
    def live(self) -> list[Attendee]:
        """Those who hold a seat or wait for one, their time to answer over or not."""
        return [each for each in self.people if each.status in LIVE]

    def with_status(self, *statuses: Status) -> list[Attendee]:
        return [each for each in self.people if each.status in statuses]

    def to_confirm(self, now: datetime) -> list[Attendee]:
        """Those who are confirmed by the button of the link, in time."""
        return [each for each in self.with_status(Status.UNCONFIRMED) if not each.has_lapsed(now)]

    def chosen(self, keys: Iterable[int]) -> list[int]:
        """The people of the link among these keys."""
        own = {each.pk for each in self.people}
        return [key for key in dict.fromkeys(keys) if key in own]

    def person(self, key: int) -> Attendee | None:
        """One of the people of the link; None for anybody else."""
        return next((each for each in self.people if each.pk == key), None)


def holder_of(token: str) -> Holder | None:
    """Who holds the link that ``token`` was made for; None when it is forged, or erased meanwhile."""
    if registration := registration_for(token):
        holder = Holder(registration=registration)
        # Of what nobody confirmed in time the link stays, and says so.
        return holder if holder.people or registration.confirmed_at is None else None
    if attendee := attendee_for(token):
        return Holder(registration=attendee.registration, attendee=attendee)
    return None
