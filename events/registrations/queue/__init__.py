"""The waiting list of an event: who is next, what is offered to whom and for how long.

clock.py         how long an offer stands
ranks.py         who waits, in which order
feeding.py       offering every free seat; why none can be
offers.py        taking, declining, prolonging an offer; what becomes of one that nobody answers
calls.py         the team is told whom to ring, for want of a mail address
order.py         the team changes the order, for a reason
still_coming.py  « toujours partant ? »
rules.py         all of it in words, for the page and the mail

The rules are the issue's own, one text for all: rules.py. Every change is made under the event's lock.
"""
