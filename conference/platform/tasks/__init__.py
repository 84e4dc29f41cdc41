"""Background work: one worker runs the task queue and, beside it, the chores of the minute and of the day.

schedule.py  what is due every minute and every day, claimed so that it runs once overall
leases.py    each worker's sign of life
queue.py     taking a task, settling it, giving back what a killed worker held
retries.py   failed tasks again, after growing delays
pruning.py   finished rows away; nothing that names an erased person stays
worker.py    the process itself
"""
