"""What nobody should send: the values that break programs, as bytes, which is what travels."""

import json
from random import Random

# The longest that is sent often; longer ones are rare, they cost much and find little.
LONG = 3_000

WORDS = [
    "", " ", "\t\r\n", "\0", "a\0b", "'", '"', "\\", "%", "%s%n", "{}", "{{ 7 }}", "{% now %}",
    "<script>alert(1)</script>", "../../../etc/passwd", "..\\..\\win.ini", "\u202e\u2066", "\ufeff",
    "\u2028", "\xa0", "İı", "ﷺ" * 40, "é" * 300, "🧵" * 90, "a\r\nSet-Cookie: a=b", "\x1b[31m", "null",
    "None", "undefined", "true", "on", "[]", "[[]]", "NaN", "Infinity", "-inf", "1e999", "a" * LONG, "-",
    "_", ".", "..", "/", "//", "?", "#", "&", "=", ";", ",", "*", "@", "a@b", "=1+1",
    "javascript:alert(1)", "http://[", "http://[::1", "//exemple.invalid", "\u0300" * 50, "Å", "ﬀ", "ß",
    "__all__", "pk__in", "-pk", "latest", "earliest", "live", "x,y", "1,2,3", "Europe/Nulle-Part",
    "\ud7ff\uffff", "\U0010ffff",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "1", "2", "21", "22", "99", "1.5", "1,5", "1e5", "1_000", "0x10", "007", "+1", " 1 ",
    "1 ", "١٢٣", "²", "½", "𝟏", "32768", "65536", "2147483647", "2147483648", "-2147483649",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1" + "0" * 30, "9" * 400,
    "9" * 5000, "0." + "3" * 200, "1e400", "-1e-400",
]  # fmt: skip
DATES = [
    "0000-00-00", "0001-01-01", "01/01/0001", "01/01/0001 00:00", "31/12/9999 23:59", "9999-12-31",
    "9999-12-31T23:59:59Z", "10000-01-01", "30/02/2027", "2027-02-30", "2027-13-01", "29/02/2027 10:00",
    "28/03/2027 02:30", "31/10/2027 02:30", "2027-06-01T10:00:00+99:99", "01/06/2027 24:00",
    "01/06/2027 10:00:61", "-2027-06-01", "01/06/27", "1900-01-01", "01/06/2027 10:00", "02/06/2027",
    "12/03/1582 10:00", "today", "2027-W01",
]  # fmt: skip
BROKEN = [
    b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\xe9", b"\xfe\xff\x00a",
    b"\x80" * 30, b"%", b"%zz", b"%00", b"%u00e9", b"%ed%a0%80", b"+", b"\x00", b"\x7f",
]  # fmt: skip


def anything(rng: Random) -> bytes:
    """One bad value."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(WORDS).encode("utf-8", "surrogatepass")
    if kind < 0.65:
        return rng.choice(NUMBERS).encode()
    if kind < 0.78:
        return rng.choice(DATES).encode()
    if kind < 0.88:
        return rng.choice(BROKEN)
    if kind < 0.95:
        return scrap(rng)
    if kind < 0.998:
        return json_text(rng)
    return b"x" * rng.choice((70_000, 300_000))


def like(rng: Random, value: bytes) -> bytes:
    """``value``, changed so that it is still taken for what it was: cut, doubled, one byte changed…"""
    if not value or rng.random() < 0.5:
        return anything(rng)
    place = rng.randrange(len(value))
    kind = rng.randrange(6)
    if kind == 0:
        return value[:place]
    if kind == 1:
        return value + value
    if kind == 2:
        return value[:place] + bytes([rng.randrange(256)]) + value[place + 1 :]
    if kind == 3:
        return value[:place] + rng.choice(WORDS).encode("utf-8", "surrogatepass") + value[place:]
    if kind == 4:
        return json_like(rng, value)
    return b" " + value + b"\0"


def scrap(rng: Random) -> bytes:
    """Bytes or signs at random."""
    if rng.random() < 0.5:
        return bytes(rng.randrange(256) for _place in range(rng.randrange(40)))
    return "".join(chr(rng.randrange(1, 0xD7FF)) for _place in range(rng.randrange(40))).encode()


# --- JSON ------------------------------------------------------------------------------------


def json_text(rng: Random) -> bytes:
    """A JSON text, deep, odd or torn."""
    kind = rng.random()
    if kind < 0.06:
        return b"[" * 100_000
    if kind < 0.12:
        return b'{"a":' * 3_000 + b"1" + b"}" * 3_000
    text = json.dumps(json_value(rng, depth=rng.randrange(6)), ensure_ascii=rng.random() < 0.5)
    raw = text.encode("utf-8", "surrogatepass")
    return raw[: rng.randrange(len(raw) + 1)] if rng.random() < 0.2 else raw


def json_value(rng: Random, *, depth: int) -> object:
    if depth and rng.random() < 0.6:
        inside = [json_value(rng, depth=depth - 1) for _place in range(rng.randrange(4))]
        if rng.random() < 0.5:
            return inside
        names = ("type", "value", "id", "blocks", "entityMap", "key", "text", "data", "0", "")
        return {rng.choice(names): each for each in inside}
    plain = (
        None,
        True,
        False,
        0,
        -1,
        2**31,
        2**63,
        10**30,
        1.5,
        float("nan"),
        float("inf"),
        "",
        "a",
        "\0",
        "\ud800",
        "1",
    )
    return rng.choice(plain) if rng.random() < 0.8 else rng.choice(WORDS)


def json_like(rng: Random, value: bytes) -> bytes:
    """The JSON text ``value`` with one leaf or branch changed; anything when it is no JSON."""
    try:
        tree = json.loads(value)
    except (ValueError, RecursionError):
        return json_text(rng)
    return json.dumps(changed(rng, tree)).encode()


def changed(rng: Random, tree: object) -> object:
    if isinstance(tree, list) and tree and rng.random() < 0.85:
        place = rng.randrange(len(tree))
        return [*tree[:place], changed(rng, tree[place]), *tree[place + 1 :]]
    if isinstance(tree, dict) and tree and rng.random() < 0.85:
        name = rng.choice(sorted(tree))
        if rng.random() < 0.25:
            return {key: each for key, each in tree.items() if key != name}
        return tree | {name: changed(rng, tree[name])}
    return json_value(rng, depth=2)
