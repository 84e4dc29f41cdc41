"""Figures for whoever watches the site (Prometheus reads `/sante/metriques`): never a person, never an event.

processes.py   one figure for all web processes of a machine
requests.py    what each request costs, counted as it passes
sources.py     what is read at the moment one asks: queues, mails, registrations, backups
views.py       the answer, for inside addresses only

An app gives its own figures in a module `figures.py`:

    @source
    def registrations(*, now: datetime) -> Iterator[Figure]: ...
"""
