"""Backups: the whole site, database and media, in one place outside it, and the way back.

errors.py      what goes wrong, as a sentence for whoever runs the site
places.py      where backups lie: a folder, or a bucket of an S3-compatible server
manifest.py    what a backup holds, with the checksum of each file
programs.py    PostgreSQL's own programs: where they are, which version fits
databases.py   the database at one moment, and back
media.py       uploaded files out of the storage, and back
taking.py      one backup, and the oldest ones away
verifying.py   is it whole, and what does it hold
restoring.py   into an empty site
moving.py      from SQLite to PostgreSQL
signals.py     `restored`: what the folders above have to do then
"""
