"""Backups: the whole site, database and media, kept outside it, and the way back.

manifest.py    what a backup holds, with the checksum of each file; what can go wrong with one
storage.py     where backups are kept: a folder, or a bucket of an S3-compatible server
programs.py    PostgreSQL's pg_dump and pg_restore: which version to run, and how
databases.py   dump the database at one moment; load a dump
media.py       copy the uploaded files out of their storage, and back
taking.py      make a backup, remove the oldest
restoring.py   verify a backup, restore it into an empty site, say that it was (`restored`)
moving.py      move the rows from SQLite to PostgreSQL
wording.py     describe a backup in French
"""
