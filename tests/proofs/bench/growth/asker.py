"""A process that asks pages of one database, told by lines of JSON (`tests.proofs.bench.growth.asker`).

Django alone, without the page cache before it; warm, with every other cache as in production. Queries are
counted once more with every fragment forgotten.
"""

import json
import sys
import time
from typing import Any

import django

Answer = dict[str, Any]


def ask(application: Any, path: str, *, times: int) -> Answer:
    """Ask ``path`` so many times; milliseconds of each, and what the last answer was."""
    from django.db import connection
    from django.test.client import FakePayload, RequestFactory
    from django.test.utils import CaptureQueriesContext

    from conference.platform.caching.fragments import memory

    environ = RequestFactory(SERVER_NAME="127.0.0.1", SERVER_PORT="8000").get(path).environ
    milliseconds, said, body = [], "", b""

    def start_response(status: str, _headers: list, _error: Any = None) -> None:
        nonlocal said
        said = status

    def once() -> None:
        nonlocal body
        answer = application(environ | {"wsgi.input": FakePayload(b"")}, start_response)
        body = b"".join(answer)
        answer.close()

    once()  # warm
    for _turn in range(times):
        start = time.perf_counter()
        once()
        milliseconds.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as asked:
        once()
    memory.cache_clear()
    with CaptureQueriesContext(connection) as cold:
        once()
    return {
        "milliseconds": milliseconds,
        "status": int(said[:3]),
        "text": body.decode(),
        "queries": len(asked),
        # Each once: the demonstration's pictures have no file here, so every row asks for its own again.
        "cold_queries": len({query["sql"] for query in cold.captured_queries}),
        "slow": [query for query in asked.captured_queries if float(query["time"]) > 0.004],
    }


def main() -> None:
    django.setup()
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(ask(application, asked["path"], times=asked["times"])), flush=True)


if __name__ == "__main__":
    main()
