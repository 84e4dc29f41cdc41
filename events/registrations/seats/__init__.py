"""The seats of an event: how many there are, who may take one, what is left.

lock.py          the lock under which they are counted and taken
gates.py         closing, seats and closing time, at once
availability.py  whether an event takes requests, what is left of its seats
openings.py      the same in words and numbers
allotment.py     who of those that ask has a seat at once, and who waits: the one function that decides
numbers.py       how many asked, come and wait, by day and by kind
"""

from .lock import in_batches, lock_seats, lock_seats_of, lock_seats_with

__all__ = ["in_batches", "lock_seats", "lock_seats_of", "lock_seats_with"]
