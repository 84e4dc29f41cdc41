"""What is done with a registration: asked for, confirmed, corrected, approved, given back.

applicants.py     who asks and for whom
names.py          names tidied and compared
signup.py         asking for seats; the address corrected before it is confirmed
parties.py        the people of one address, seated and saved together
companions.py     with whom a companion comes, and what becomes of one left alone
confirmations.py  the address confirmed; what lapses unconfirmed
cancellations.py  seats given back
approvals.py      the organiser's yes or no
people.py         names mended, seats handed over, people added, on site or on line
comebacks.py      who comes back when an operation is undone
rate_limits.py    how often a seat may be asked for

Each takes the event's lock, then decides, writes, logs and queues its mails in one transaction.
"""
