"""The visitor's pages: the form, « vérifiez votre messagerie », and what one's own link opens.

event_facts.py   what each of them tells of the event
forms.py         what is typed: the address and, of each person, as little as keeps a seat
submissions.py   the form just sent, kept for half an hour behind a cookie's key
party.py         the form: who writes, the people with them, one more or one less without a script
form_pages.py    the form and « vérifiez votre messagerie »
holder.py        who opened a link: whoever registered, or one person at an address of their own
link_page.py     the page of a link, and what its buttons do
person_form.py   one person corrected
person_pages.py  correcting a person, adding people
own_data.py      all that is held of the people of a link, in words
calendar_file.py the event for a calendar, the entry that the mails join too
data_pages.py    reading, downloading, erasing it

No cache may store them (``no-store``), and GET changes nothing.
"""
