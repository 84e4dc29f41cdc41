"""An answer that is kept, and how long it is true."""

from dataclasses import dataclass

from conference.platform.page_cache.answers import Answer
from conference.platform.watching import Stamps


@dataclass(slots=True, eq=False)
class Kept:
    """True under these stamps, up to an instant (seconds since 1970); ``size`` as it was last weighed."""

    answer: Answer
    stamps: Stamps
    until: float
    size: int
