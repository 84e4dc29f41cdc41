"""Tasks that tests enqueue: slow, failing, or leaving a trace in a file."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from django_tasks import task


def trace(path: str, line: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())  # one write: two processes never mix their lines
    os.close(descriptor)


@task()
def write_line(path: str, line: str) -> None:
    trace(path, line)


@task()
def take_a_while(path: str, name: str, seconds: float) -> None:
    """Leaves the moments of its beginning and of its end."""
    trace(path, f"{name} begins {time.time()}")
    time.sleep(seconds)
    trace(path, f"{name} ends {time.time()}")


@task()
def take_long_the_first_time(path: str, seconds: float) -> str:
    first = not Path(path).exists()
    trace(path, "started")
    if first:
        time.sleep(seconds)
    trace(path, "finished")
    return "done"


@task()
def fail() -> None:
    raise RuntimeError("Rien à faire")


@task()
def stumble_over_a_name() -> None:
    raise RuntimeError("Le message à zoe@exemple.invalid est revenu")


@task(queue_name="mail")
def fail_in_mail_queue() -> None:
    raise RuntimeError("Rien à faire")


@task()
def give_a_date() -> datetime:
    return datetime.now(UTC)


@task()
def give(value: object) -> object:
    return value
