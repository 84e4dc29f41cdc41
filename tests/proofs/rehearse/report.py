"""What the rehearsal says: each step as it goes, then a table."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Report:
    """Steps with their durations, figures, and what failed."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, float]] = []
        self.figures: list[tuple[str, str]] = []
        self.failures: list[str] = []
        self.start = time.monotonic()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        print(f"→ {title}", flush=True)
        start = time.monotonic()
        yield
        self.steps.append((title, time.monotonic() - start))

    def note(self, what: str, figure: object) -> None:
        self.figures.append((what, str(figure)))

    def expect(self, what: str, found: object, expected: object) -> None:
        """A figure that must be this one."""
        self.note(what, found if found == expected else f"{found} (attendu : {expected})")
        if found != expected:
            self.failures.append(f"{what} : {found}, attendu {expected}")

    def failed(self, failure: BaseException) -> None:
        self.failures.append(f"{type(failure).__name__} : {failure}")

    def show(self) -> int:
        """Print the table; the code to leave with."""
        print(f"\n{'étape':<62}{'durée':>9}")
        for title, seconds in self.steps:
            print(f"{title:<62}{seconds:>7.1f} s")
        print(f"{'en tout':<62}{time.monotonic() - self.start:>7.1f} s\n")
        for what, figure in self.figures:
            print(f"{what:<50}{figure:>21}")
        for failure in self.failures:
            print(f"\nÉCHEC  {failure}")
        print("\n" + ("La répétition a échoué." if self.failures else "La répétition a réussi."))
        return bool(self.failures)
