"""Where a request comes from, behind as many proxies as the settings say.

``X-Forwarded-For`` is a list to which each proxy adds, at its end, the address that spoke to it; what
stands before the entries of our own proxies was typed by whoever sent the request, and proves nothing.
"""

import ipaddress
import logging

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from conference.platform.counters import CountersAway

logger = logging.getLogger(__name__)

HIDDEN = "visitor_address:hidden"  # kept a day in the cache « limits »
DAY = 24 * 3600


def client_address(request: HttpRequest) -> str:
    """The visitor's address, "" when there is none that can be believed.

    ``TRUSTED_PROXIES`` proxies stand in front: 0 believes no header at all. Where the address is that of
    a proxy of ours, or none, limits by address do not hold: that is said in the log, once a day.
    """
    direct = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if found := _forwarded(forwarded.split(",")):
        return found
    if not direct or (forwarded and not ipaddress.ip_address(direct).is_global):
        _tell_once()
    return direct


def addresses_are_hidden() -> bool:
    """Whether, within a day, a request came whose visitor's address could not be known."""
    try:
        return bool(caches["limits"].get(HIDDEN))
    except CountersAway:
        return False


def _forwarded(entries: list[str]) -> str:
    """The entry that the outermost proxy of ours wrote; "" where the request did not pass through all."""
    proxies: int = settings.TRUSTED_PROXIES
    return _address(entries[-proxies]) if 1 <= proxies <= len(entries) else ""


def _tell_once() -> None:
    try:
        first = caches["limits"].add(HIDDEN, value=True, timeout=DAY)
    except CountersAway:
        return
    if first:
        logger.warning(
            "L’adresse des visiteurs est inconnue : TRUSTED_PROXIES=%d n’est pas le nombre de mandataires.",
            settings.TRUSTED_PROXIES,
        )


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
