"""Where a request comes from, behind as many proxies as the settings say.

``X-Forwarded-For`` is a list to which each proxy adds, at its end, the address that spoke to it; what
stands before the entries of our own proxies was typed by whoever sent the request, and proves nothing.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address, "" when there is none that can be believed.

    ``TRUSTED_PROXIES`` proxies stand in front: 0 believes no header at all.
    """
    direct = _address(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.TRUSTED_PROXIES
    if proxies < 1:
        return direct
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(entries) < proxies:  # it did not pass through all of them: the header is somebody else's
        return direct
    return _address(entries[-proxies]) or direct


def network_of(address: str) -> str:
    """What one subscriber holds: an IPv4 address, or the 64 first bits of an IPv6 one (RFC 6177)."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def _address(written: str) -> str:
    """The address in its usual form, without a port or a zone; "" if it is not one."""
    written = written.strip()
    if written.startswith("["):
        written = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        written = written.partition(":")[0]
    try:
        found = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(found, "ipv4_mapped", None) or found)
