"""An answer that is kept, and how long it is true."""

from dataclasses import dataclass

from ..watching import Stamps
from .answers import Answer


@dataclass(slots=True, eq=False)
class Kept:
    """True under these stamps, up to an instant (seconds since 1970); ``size`` as it was last shelved."""

    answer: Answer
    stamps: Stamps
    made_at: float
    until: float
    size: int = 0
