"""What is held of people, until when, and the proof of what was erased.

held.py     what is held, field by field
terms.py    the terms of mails, logs and exports
erasure.py  the term of people, the right to erasure before it
noted.py    who was erased because they asked, kept through a restored backup
beside.py   what other tables hold of whoever is erased
records.py  the signed record of each erasure
"""
