"""No network, and no undefined variable in a template of ours."""

import socket
from pathlib import Path

import pytest
from django.template import Context, Template, engines
from django.template.base import Origin

from tests import strict_templates
from tests.network import NetworkForbidden

OURS = str(strict_templates.OURS / "home" / "page.html")


def render(source: str, *, origin: str) -> str:
    template = Template(source, origin=Origin(origin), engine=engines["django"].engine)
    return template.render(Context({"known": "connu", "none": None}))


def test_an_undefined_variable_of_our_template_fails() -> None:
    with pytest.raises(strict_templates.UndefinedVariable, match=r"unknown.*home/page.html"):
        render("{{ known }} {{ unknown|default:'x' }}", origin=OURS)


def test_what_is_known_or_only_asked_about_does_not_fail() -> None:
    assert render("{{ known }}{{ none }}{% if unknown %}!{% endif %}", origin=OURS) == "connuNone"


def test_templates_of_others_keep_their_habits() -> None:
    assert render("{{ unknown|default:'x' }}{{ unknown }}", origin=str(Path("/elsewhere/page.html"))) == "x"


def test_another_machine_is_out_of_reach() -> None:
    with pytest.raises(NetworkForbidden):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]):
        pass
