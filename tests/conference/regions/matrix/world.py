"""The people and the things of the matrix, made once for each part of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client

from ..people import administrator, browser_of, moderator, superuser
from ..rows import Rows, every_row
from ..world import Side, make_world
from .addresses import Address, every_address
from .expectations import NOT_ASKED
from .objects import urls_of
from .things import Things, shared_things, things_of

SIDES = ("own", "theirs", "national")  # as the relay of A sees them
# What is national may be chosen.
FILES = r"image|document|personne|question|étiquette|%20|\\u00e9tiquette|[._]"


@dataclass
class World:
    sides: dict[str, Side]
    things: dict[str, Things]
    people: dict[str, Client]
    before: Rows

    def secrets(self, person: str) -> list[str]:
        """Patterns of what ``person`` must never read."""
        ours, theirs, national = (side.mark for side in self.sides.values())
        if person == "r":
            return [rf"{theirs}(?! public\b)", rf"{national}(?! public\b| ?(?:{FILES}))"]
        return [rf"{mark}(?! public\b)" for mark in (ours, theirs, national)] if person == "a" else []


def make_matrix_world() -> World:
    ours, theirs, national = make_world()
    shared = shared_things()
    sides = dict(zip(SIDES, (ours, theirs, national), strict=True))
    return World(
        sides=sides,
        things={name: things_of(side, shared) for name, side in sides.items()},
        people={
            "a": Client(),
            "r": ours.client,
            "m": browser_of(moderator()),
            "c": national.client,
            "n": browser_of(administrator()),
            "s": browser_of(superuser()),
        },
        before=every_row(),
    )


def questions(world: World, address: Address) -> Iterator[tuple[str, dict[str, str]]]:
    """The name of each question that the address may be asked, and its URL for each side, once if all one."""
    by_side = {side: list(urls_of(address, things)) for side, things in world.things.items()}
    for asked in zip(*by_side.values(), strict=True):
        urls = {side: url for side, (_name, url) in zip(by_side, asked, strict=True)}
        yield asked[0][0], urls if len(set(urls.values())) > 1 else {"own": urls["own"]}


def asked_addresses() -> list[Address]:
    return [address for address in every_address() if address.name not in NOT_ASKED]


def leaks(world: World, person: str, text: str) -> list[str]:
    return [m[0] for secret in world.secrets(person) for m in re.finditer(rf"{secret}.{{0,40}}", text)]
