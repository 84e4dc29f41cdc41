"""Every address of the site, found by walking the URL resolver."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import URLPattern, URLResolver, get_resolver

_ARGUMENT = re.compile(
    r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|\((?!\?)(?:[^()]|\([^()]*\))*\)"
)


@dataclass(frozen=True)
class Address:
    """A pattern: ``name`` with its namespaces (its route, where it has none), ``route`` from the root."""

    name: str
    route: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of what changes in it; nameless groups are « 0 », « 1 »…"""
        found = _ARGUMENT.finditer(self.route)
        return tuple(match[1] or match[2] or str(place) for place, match in enumerate(found))

    def url(self, values: dict[str, object]) -> str:
        """The path, with ``values`` in the place of the arguments."""
        names = iter(self.arguments)
        filled = _ARGUMENT.sub(lambda _match: str(values[next(names)]), self.route)
        return "/" + filled.replace("^", "").replace("$", "").replace("\\.", ".").lstrip("/")


def every_address() -> list[Address]:
    """All of them, once each: an address of ours that stands before one of Wagtail's is that one.

    Two of one name are told apart by their arguments.
    """
    found: dict[str, Address] = {}
    for address in _walk(get_resolver()):
        shape = re.sub(r"\w+:(?=\w+>)", "", address.route)
        if shape not in found or found[shape].name == found[shape].route:
            found[shape] = address
    times = Counter(address.name for address in found.values())
    return [_told_apart(address) if times[address.name] > 1 else address for address in found.values()]


def _told_apart(address: Address) -> Address:
    return replace(address, name=f"{address.name}/{','.join(address.arguments)}")


def _walk(resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(":".join((*spaces, pattern.name)) if pattern.name else route, route)
        else:
            yield from _walk(pattern, route, (*spaces, pattern.namespace) if pattern.namespace else spaces)
