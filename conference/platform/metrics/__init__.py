"""Metrics for Prometheus (`/sante/metriques`): never a person, never an event.

processes.py   counters shared by all web processes of a machine
requests.py    what each request costs
gauges.py      what is read when the metrics are asked for; background.py: tasks and backups
views.py       the answer, for inside addresses only
"""
