"""What the site keeps in memory, and how it learns that it changed (docs/decisions/0033).

generation.py  one number for all that public pages show; every write that changes them raises it
memory.py      a bounded memory whose entries are true under one generation, until an instant
fragments.py   costly parts of pages, kept in that memory
pages.py       whole public answers, kept in that memory before Django (answers.py: how they are sent)
headers.py     what browsers and proxies are told
"""
