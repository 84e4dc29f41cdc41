"""The visitor's address is what our own proxies say, and never what the visitor says."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import RequestFactory

from conference.platform.visitor_address import HIDDEN, addresses_are_hidden, client_address, network_of

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.1"
VISITOR = "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, PROXY),
        (0, VISITOR, PROXY),  # nobody of ours wrote it
        (1, VISITOR, VISITOR),
        (1, f"198.51.100.9, {VISITOR}", VISITOR),  # the first was typed by the visitor
        (2, f"198.51.100.9, {VISITOR}, 10.0.0.2", VISITOR),
        (2, VISITOR, PROXY),  # it passed through one proxy only
        (1, None, PROXY),
        (1, "not an address", PROXY),
        (1, f"{VISITOR}:52814", VISITOR),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "::ffff:203.0.113.7", VISITOR),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "\u0661", PROXY),
    ],
)
def test_the_address_behind_proxies(
    settings: Any, proxies: int, forwarded: str | None, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=PROXY, **headers)) == expected


def test_a_socket_without_address_has_none() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""


@pytest.mark.parametrize(
    ("proxies", "direct", "forwarded", "hidden"),
    [
        (1, "", VISITOR, False),  # nginx alone, by a socket
        (0, "", VISITOR, True),
        (2, "", VISITOR, True),
        (1, "", None, True),
        (1, PROXY, VISITOR, False),
        (0, PROXY, VISITOR, True),
        (2, PROXY, VISITOR, True),
        (0, PROXY, None, False),  # somebody of our own network, and no proxy
        (0, "8.8.8.8", VISITOR, False),  # the header is the visitor's own
    ],
)
def test_a_wrong_number_of_proxies_is_told_once(
    settings: Any, caplog: Any, proxies: int, direct: str, forwarded: str | None, hidden: bool
) -> None:
    caches["limits"].delete(HIDDEN)
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    for _request in range(3):
        client_address(RequestFactory().get("/", REMOTE_ADDR=direct, **headers))
    assert addresses_are_hidden() is hidden
    told = [line for line in caplog.messages if "L’adresse des visiteurs est inconnue" in line]
    assert len(told) == int(hidden)


def test_one_subscriber_is_one_network() -> None:
    assert network_of(VISITOR) == VISITOR
    assert network_of("2001:db8:0:1::5") == network_of("2001:db8:0:1:ffff::9") == "2001:db8:0:1::"
    assert network_of("2001:db8:0:2::5") != network_of("2001:db8:0:1::5")
