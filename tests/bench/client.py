"""The load: `wrk` where it is installed, else processes of ours on raw sockets.

Either way the client shares the machine with what it measures, so that only ratios between two
targets measured by the same client mean something.
"""

import re
import shutil
import socket
import statistics
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 8
PROCESSES = 2
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Sample:
    """Requests a second; median and 99th percentile in milliseconds; answers that were not 200."""

    throughput: float
    median: float
    p99: float
    errors: int


def name() -> str:
    return "wrk" if shutil.which("wrk") else "client Python à sockets nues"


def measure(url: str, *, seconds: float) -> Sample:
    return by_wrk(url, seconds=seconds) if shutil.which("wrk") else by_sockets(url, seconds=seconds)


def by_wrk(url: str, *, seconds: float) -> Sample:
    command = [
        "wrk",
        "--latency",
        "-t",
        str(PROCESSES),
        "-c",
        str(CONNECTIONS),
        "-d",
        f"{round(seconds)}s",
        url,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    # gunicorn closes each connection after its answer, which wrk counts as a « read » error.
    errors = int(refused[1]) if refused else 0
    errors += sum(int(broken[place]) for place in (1, 3, 4)) if broken else 0
    throughput = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    if not throughput:
        raise ValueError(f"{url} answered nothing in {seconds} s:\n{said}")
    return Sample(
        throughput=throughput,
        median=percentile(said, 50),
        p99=percentile(said, 99),
        errors=errors,
    )


def percentile(said: str, rank: int) -> float:
    """Milliseconds on wrk's line « 50%  1.23ms »."""
    found = re.search(rf"^\s+{rank}%\s+([\d.]+)(us|ms|s)\s*$", said, re.MULTILINE)
    if found is None:
        raise ValueError(f"wrk gave no {rank}th percentile:\n{said}")
    return float(found[1]) * UNITS[found[2]]


def by_sockets(url: str, *, seconds: float) -> Sample:
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(ask_in_threads, [url] * PROCESSES, [seconds] * PROCESSES))
    times = sorted(moment for part, _errors in parts for moment in part)
    if not times:
        raise ValueError(f"{url} answered nothing in {seconds} s.")
    return Sample(
        throughput=len(times) / seconds,
        median=statistics.median(times),
        p99=times[int(len(times) * 0.99)],
        errors=sum(errors for _part, errors in parts),
    )


def ask_in_threads(url: str, seconds: float) -> tuple[list[float], int]:
    threads = CONNECTIONS // PROCESSES
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(ask_again_and_again, [url] * threads, [seconds] * threads))
    return [moment for part, _errors in parts for moment in part], sum(errors for _part, errors in parts)


def ask_again_and_again(url: str, seconds: float) -> tuple[list[float], int]:
    """Milliseconds of each answer that was a 200, and how many were not."""
    parts = urlsplit(url)
    request = (
        f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
    )
    times, errors, end = [], 0, time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30) as connection:
            connection.sendall(request)
            first = connection.recv(65536)
            while connection.recv(65536):
                pass
        if b" 200 " in first[:20]:
            times.append((time.perf_counter() - start) * 1000)
        else:
            errors += 1
    return times, errors
