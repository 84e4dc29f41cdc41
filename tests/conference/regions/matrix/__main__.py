"""The whole matrix on PostgreSQL, as `make matrix` runs it; what a run takes is printed at its end."""

import sys
import time

from tests.run import prepare, run, say, server


def main() -> int:
    start = time.monotonic()
    with server() as server_url:
        prepare(server_url)
        outcome = run(["tests/conference/regions/matrix"], marks="", server_url=server_url)
    say(f"Durée totale : {time.monotonic() - start:.0f} s")
    return outcome


if __name__ == "__main__":
    sys.exit(main())
