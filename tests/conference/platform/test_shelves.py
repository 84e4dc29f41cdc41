"""What is kept in memory weighs what it says, and never more than was allowed."""

from conference.platform.shelves import Shelf


def test_the_least_lately_used_leaves_first_and_what_is_too_large_never_comes() -> None:
    shelf: Shelf[str, str] = Shelf(bytes_at_most=10)
    for name in ("a", "b"):
        shelf.put(name, name, size=4)
    assert shelf.get("a") == "a"
    shelf.put("c", "c", size=4)
    assert [shelf.get(name) for name in "abc"] == ["a", None, "c"]
    shelf.put("a", "too large", size=11)
    assert (shelf.get("a"), len(shelf), shelf.bytes_now) == (None, 1, 4)


def test_what_has_grown_is_weighed_again_only_where_it_still_stands() -> None:
    shelf: Shelf[str, list[int]] = Shelf(bytes_at_most=10)
    old, new = [1], [2]
    shelf.put("a", old, size=2)
    shelf.weigh("a", old, size=3)
    assert shelf.bytes_now == 3
    shelf.put("a", new, size=1)
    shelf.weigh("a", old, size=4)
    shelf.weigh("b", old, size=4)
    assert (shelf.get("a"), shelf.get("b"), shelf.bytes_now) == (new, None, 1)
    shelf.drop("a")
    shelf.drop("a")
    assert (len(shelf), shelf.bytes_now) == (0, 0)
