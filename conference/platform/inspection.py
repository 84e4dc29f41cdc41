"""Is the installation complete: each app looks at its own part, `manage.py check_installation` tells.

An app registers its looks in a module `inspections.py`:

    @inspects(_("Sauvegardes"))
    def last_backup(*, now: datetime) -> Iterator[Finding]: ...

A look yields what is missing or weak, each with what to do; nothing means that all is well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import DatabaseError, InterfaceError
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _


class Weight(Enum):
    """How much a finding matters: a site that is blocked must not be opened to visitors."""

    BLOCKS = "blocks"
    WEAK = "weak"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """``said``: what is missing or weak; ``to_do``: what to do. Both are sentences."""

    weight: Weight
    problem: str
    to_do: str


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """One subject and what was found; nothing when it is in order."""

    subject: str
    findings: tuple[Finding, ...]


Look = Callable[..., Iterable[Finding]]
_looks: list[tuple[str | Promise, Look]] = []


def inspects(subject: str | Promise) -> Callable[[Look], Look]:
    """Register a look at ``subject``; it takes ``now``."""

    def register(look: Look) -> Look:
        _looks.append((subject, look))
        return look

    return register


def blocks(problem: str, to_do: str) -> Finding:
    """Something without which the site must not be opened."""
    return Finding(weight=Weight.BLOCKS, problem=problem, to_do=to_do)


def weak(problem: str, to_do: str) -> Finding:
    """Something that works and should be better."""
    return Finding(weight=Weight.WEAK, problem=problem, to_do=to_do)


def inspect(*, now: datetime) -> list[Inspected]:
    """Every look, the platform's first. A database that does not answer stops no other look."""
    autodiscover_modules("inspections")
    ordered = sorted(_looks, key=lambda look: not look[1].__module__.startswith("conference.platform."))
    return [_inspected(subject, look, now=now) for subject, look in ordered]


def _inspected(subject: str | Promise, look: Look, *, now: datetime) -> Inspected:
    try:
        findings = tuple(look(now=now))
    except (DatabaseError, InterfaceError):
        findings = (
            blocks(
                _("La base de données n’a pas répondu."),
                _("Voyez la ligne « Base de données », puis recommencez."),
            ),
        )
    return Inspected(subject=str(subject), findings=findings)
