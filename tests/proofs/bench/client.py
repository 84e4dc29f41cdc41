"""The load: `wrk` where it is installed, else processes of ours on raw sockets.

Either way the client shares the machine with what it measures, so that only ratios between two
targets measured by the same client mean something.
"""

import re
import shutil
import socket
import ssl
import statistics
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from .targets import READS, Form, Target

CONNECTIONS = 8
PROCESSES = 2
PEOPLE = 1_000_000  # numbers of persons that one process of one measure may give out
ANY_CERTIFICATE = ssl._create_unverified_context()  # it is the bench's own
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Sample:
    """Successes a second; median and 99th percentile in milliseconds; answers that were none; successes."""

    throughput: float
    median: float
    p99: float
    errors: int
    successes: int = 0


_crowds = count(1)  # nobody comes twice, in no measure


def name() -> str:
    return "wrk" if shutil.which("wrk") else "client Python à sockets nues"


def measure(target: Target, *, seconds: float) -> Sample:
    return (by_wrk if shutil.which("wrk") else by_sockets)(target, seconds=seconds)


def by_wrk(target: Target, *, seconds: float) -> Sample:
    command = ["wrk", "--latency", "-t", str(PROCESSES), "-c", str(CONNECTIONS), "-d", f"{round(seconds)}s"]
    command += ["-H", f"Accept-Encoding: {READS}"]
    if isinstance(target, Form):
        command += ["-s", str(Path(__file__).with_name("crowd.lua")), target.url, "--", target.cookie]
        command += [target.body, target.leads_to, str(first_person()), str(PEOPLE)]
    else:
        command.append(target.url)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    answers = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    throughput = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    successes = answers - int(refused[1]) if refused else answers
    if isinstance(target, Form):
        counted = re.search(r"Succeeded: (\d+) in (\d+) us", said)
        successes = int(counted[1])  # type: ignore[index]
        throughput = successes / int(counted[2]) * 1_000_000  # type: ignore[index]
    if not throughput:
        raise ValueError(f"{target.url} answered nothing in {seconds} s:\n{said}")
    # gunicorn closes each connection after its answer, which wrk counts as a « read » error.
    lost = sum(int(broken[place]) for place in (1, 3, 4)) if broken else 0
    return Sample(
        throughput=throughput,
        median=percentile(said, 50),
        p99=percentile(said, 99),
        errors=answers - successes + lost,
        successes=successes,
    )


def first_person() -> int:
    """The number of the first person of a measure."""
    return next(_crowds) * PROCESSES * PEOPLE


def percentile(said: str, rank: int) -> float:
    """Milliseconds on wrk's line « 50%  1.23ms »."""
    found = re.search(rf"^\s+{rank}%\s+([\d.]+)(us|ms|s)\s*$", said, re.MULTILINE)
    if found is None:
        raise ValueError(f"wrk gave no {rank}th percentile:\n{said}")
    return float(found[1]) * UNITS[found[2]]


def by_sockets(target: Target, *, seconds: float) -> Sample:
    first = first_person()
    firsts = [first + place * PEOPLE for place in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(ask_in_threads, [target] * PROCESSES, firsts, [seconds] * PROCESSES))
    times = sorted(moment for part, _errors in parts for moment in part)
    if not times:
        raise ValueError(f"{target.url} answered nothing in {seconds} s.")
    return Sample(
        throughput=len(times) / seconds,
        median=statistics.median(times),
        p99=times[int(len(times) * 0.99)],
        errors=sum(errors for _part, errors in parts),
        successes=len(times),
    )


def ask_in_threads(target: Target, first: int, seconds: float) -> tuple[list[float], int]:
    threads = CONNECTIONS // PROCESSES
    numbers = count(first)  # one after the other, whichever thread asks
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda _turn: ask_again_and_again(target, numbers, seconds), range(threads)))
    return [moment for part, _errors in parts for moment in part], sum(errors for _part, errors in parts)


def ask_again_and_again(target: Target, numbers: Iterator[int], seconds: float) -> tuple[list[float], int]:
    """Milliseconds of each answer that was a success, and how many were not."""
    times, errors, end = [], 0, time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        if target.is_success(ask(target, next(numbers))):
            times.append((time.perf_counter() - start) * 1000)
        else:
            errors += 1
    return times, errors


def ask(target: Target, number: int) -> bytes:
    """The beginning of the answer, its head at least."""
    parts = urlsplit(target.url)
    with (
        socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30) as plain,
        ANY_CERTIFICATE.wrap_socket(plain) if parts.scheme == "https" else plain as connection,
    ):
        connection.sendall(target.request(number))
        answer = connection.recv(65536)
        while more := connection.recv(65536):
            if b"\r\n\r\n" not in answer:
                answer += more
    return answer
