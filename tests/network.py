"""No test talks to the world: only loopback addresses and local sockets may be reached."""

import socket
from ipaddress import ip_address
from typing import Any


class NetworkForbidden(RuntimeError):
    """A test tried to reach another machine."""


def is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a path: a local socket
    host = str(address[0])
    if host in ("localhost", ""):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def forbid() -> None:
    """Refuse connections to other machines, and look-ups of their names, for this whole process."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        refuse_unless_local(address)
        return connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_unless_local(address)
        return connect_ex(self, address)

    def checked_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        refuse_unless_local((name or "localhost",))
        return look_up(host, *arguments, **options)

    socket.socket.connect = checked_connect  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = checked_connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = checked_look_up


def refuse_unless_local(address: Any) -> None:
    if not is_local(address):
        raise NetworkForbidden(f"A test tried to reach {address!r}.")
