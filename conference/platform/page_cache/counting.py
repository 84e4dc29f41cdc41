"""How many answers the memory gave: Django, which counts its own, never saw these requests."""

from functools import cache
from typing import Any

from prometheus_client import Counter

from conference.platform.metrics.processes import count_together
from conference.platform.metrics.requests import made_once


@made_once
def answers_from_memory() -> Counter:
    count_together()
    return Counter(
        "conference_answers_from_memory_total", "Answers given from the memory of pages.", ["answer"]
    )


@cache  # `labels` looks its child up under a lock
def counter_of(answer: str) -> Any:
    """The counter of one kind of answer: « hit », « not modified », « database away »."""
    return answers_from_memory().labels(answer)
