"""Production refuses to start on what would break it later, and names it."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.house.files import ROOT

COMPLETE = {
    "SECRET_KEY": "un secret pour un essai",
    "PUBLIC_URL": "https://conference.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "DEFAULT_FROM_EMAIL": "conference@example.org",
}


def start(**changes: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", "import conference.settings.production"],
        env=os.environ | COMPLETE | changes,
        capture_output=True,
        text=True,
    )


def test_it_starts_when_all_is_said() -> None:
    assert start().returncode == 0


@pytest.mark.parametrize("name", COMPLETE)
def test_what_is_missing_is_named(name: str) -> None:
    done = start(**{name: ""})
    assert done.returncode == 1
    assert f"La variable d’environnement {name} manque" in done.stderr


@pytest.mark.parametrize(
    "address", ["conference.example.org", "ftp://conference.example.org", "//example.org"]
)
def test_a_public_address_without_its_scheme_is_named(address: str) -> None:
    done = start(PUBLIC_URL=address)
    assert done.returncode == 1
    assert f"PUBLIC_URL={address} n’est pas une adresse complète" in done.stderr


@pytest.mark.parametrize("front", ["deploy/nginx/site.conf", "deploy/kubernetes/ingress.yaml"])
def test_the_largest_file_passes_the_web_server(front: str) -> None:
    allowed = re.findall(r"(?:client_max_body_size|proxy-body-size:) (\d+)m", (ROOT / front).read_text())
    largest = max(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    assert max(map(int, allowed)) * 1024 * 1024 > largest == 30 * 1024 * 1024
