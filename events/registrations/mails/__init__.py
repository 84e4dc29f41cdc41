"""Mails to registrants: what they say, the communications team's words in them, what is joined to them.

wanted.py      whether a mail would still say something true
writing.py     one mail as it leaves
about_event.py what every mail about an event has
writers.py     what each kind says beside its text; news.py, queueing.py: the event's, the queue's
texts.py       the built-in texts, those of the team, their placeholders
attached.py    the personal calendar file and the ticket
reminders.py   reminders and thanks, by themselves
letters.py     letters of a team to the people of its event
samples.py     a mail shown before it exists, or tried
"""

from .wanted import is_still_wanted
from .writing import render_registration_mail

__all__ = ["is_still_wanted", "render_registration_mail"]
