"""Every address × every person × what is of A, of B, national: who comes in, what is told, what changes."""

from fnmatch import fnmatchcase

import pytest

from .addresses import Address, every_address
from .expectations import NOT_ASKED, SENT, TABLE, Unexpected, expected
from .forms import form_in
from .objects import ARGUMENTS, Unknown, values_for
from .sending import CHANGES_NOTHING, changes_nothing, fields_for
from .visits import visit
from .world import World, asked_addresses, leaks, make_matrix_world, questions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning"),
]
NOBODY_SENDS = 405
NOTED_BY_READING = {"registrations.PeopleExport"}  # who took out which list of people
PARTS = 16  # tests that run side by side, each with a world of its own
every_part = pytest.mark.parametrize("part", range(PARTS))


@pytest.fixture
def world() -> World:
    return make_matrix_world()


@pytest.mark.long
@every_part
def test_who_comes_in(world: World, part: int, subtests: pytest.Subtests) -> None:
    for address in asked_addresses()[part::PARTS]:
        with subtests.test(address.name):
            for name, urls in questions(world, address):
                who = expected(name)
                for side, url in urls.items():
                    for person, client in world.people.items():
                        answer = visit(client, url, before=world.before)
                        where = f"{person} at {name} ({side}): {answer.status} {answer.location}"
                        verdicts = ("-", "out") if who is SENT else ("out", "-")
                        if person in who.at(side):
                            assert answer.verdict == "in", where
                        else:
                            assert answer.verdict in verdicts, where
                        assert leaks(world, person, answer.text) == [], where
                        noted = NOTED_BY_READING if answer.verdict == "in" else set()
                        assert set(answer.changed) <= noted, where


@pytest.mark.long
@every_part
def test_what_is_sent(world: World, part: int, subtests: pytest.Subtests) -> None:
    """The owner's form changes rows; sent by the neighbour, not one, whichever of the two relays that is."""
    relays = {"own": world.sides["own"].client, "theirs": world.sides["theirs"].client}
    for address in asked_addresses()[part::PARTS]:
        with subtests.test(address.name):
            for name, urls in questions(world, address):
                if len(urls) == 1:
                    assert_no_harm(world, name, urls["own"])
                    continue
                for side in ("own", "theirs"):
                    other = relays["theirs" if side == "own" else "own"]
                    data = owner_sends(world, name, urls[side], side)
                    assert_refused(world, name, other, urls[side], data, world.sides[side].mark)
                data = fields_for(name, world.things["national"]) or {}
                for client in relays.values():
                    answer = visit(client, urls["national"], before=world.before, method="post", data=data)
                    assert answer.changed == [], name


def owner_sends(world: World, name: str, url: str, side: str) -> dict:
    """Send what the owner's form holds, be it nothing: it changes something. The data, for the neighbour."""
    client, things, who = world.sides[side].client, world.things[side], expected(name)
    shown = visit(client, url, before=world.before)
    data = (form_in(shown, url) or {}) | (fields_for(name, things) or {})
    answer = visit(client, url, before=world.before, method="post", data=data)
    if (who is SENT or "r" in who.own) and answer.status != NOBODY_SENDS:
        assert bool(answer.changed) != changes_nothing(name), (name, answer.status, answer.errors)
    return data


def assert_refused(world: World, name: str, client, url: str, data: dict, mark: str) -> None:
    for sent in (data, {}) if data else ({},):
        answer = visit(client, url, before=world.before, method="post", data=sent)
        assert answer.changed == [], (name, answer.status)
        assert mark not in answer.text.replace(f"{mark} public", ""), (name, answer.status)


def assert_no_harm(world: World, name: str, url: str) -> None:
    """Where no row is named, an empty sending by a relay changes nothing of anybody."""
    answer = visit(
        world.people["r"], url, before=world.before, method="post", data=fields_for(name, {}) or {}
    )
    assert answer.changed == [], (name, answer.status)
    assert leaks(world, "r", answer.text) == [], name


# --- The tables ------------------------------------------------------------------------------


def test_each_address_stands_in_the_tables_and_each_line_is_used(world: World) -> None:
    addresses, names, missing = {address.name for address in every_address()}, [], []
    for address in asked_addresses():
        try:
            for name, _urls in questions(world, address):
                names.append(name)
                expected(name)
        except (Unknown, Unexpected) as unknown:
            missing.append(str(unknown))
    assert missing == []
    unused = [pattern for pattern, _who in TABLE if not any(fnmatchcase(name, pattern) for name in names)]
    unused += [pattern for pattern in CHANGES_NOTHING if not any(fnmatchcase(n, pattern) for n in names)]
    unused += [name for name in NOT_ASKED if name not in addresses]
    unused += [name for name, _a, _v in ARGUMENTS if not any(fnmatchcase(a, name) for a in addresses)]
    assert unused == []


def test_an_address_that_is_new_fails_with_what_to_add() -> None:
    with pytest.raises(Unexpected, match=r"nouveau:index: who comes in\? Add a line to expectations"):
        expected("nouveau:index")
    with pytest.raises(Unknown, match=r"objects\.py"):
        values_for(Address("nouveau:edit", "admin/nouveau/<int:pk>/"), "pk")
