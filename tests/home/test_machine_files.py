"""Icons, manifest and security.txt answer at the addresses where they are looked for."""

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from PIL import Image

from conference.core.models import SiteSettings
from tests.conference.factories import make_site_tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "sizes"),
    [("/favicon.ico", {(16, 16), (32, 32), (48, 48)}), ("/apple-touch-icon.png", {(180, 180)})],
)
def test_an_icon_is_found_at_its_usual_address(client: Client, address: str, sizes: set) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    with Image.open(finders.find(answer["Location"].removeprefix("/static/"))) as icon:
        assert icon.info.get("sizes", {icon.size}) == sizes


def test_the_manifest_names_icons_that_exist(client: Client) -> None:
    make_site_tree(regions=())
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/").content.decode()
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert manifest["name"] == "Conférence des alliances stratégiques"
    for named in manifest["icons"]:
        with Image.open(finders.find(named["src"].removeprefix("/static/"))) as icon:
            assert named["sizes"] == "{}x{}".format(*icon.size)


@pytest.mark.parametrize(
    ("contact", "said"),
    [("nous@site.invalid", "mailto:nous@site.invalid"), ("", "https://conference.test/contact/")],
)
def test_security_txt_names_a_contact_and_expires_within_a_year(
    client: Client, contact: str, said: str
) -> None:
    SiteSettings.objects.update_or_create(defaults={"contact_email": contact})
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == said
    assert fields["Canonical"] == "https://conference.test/.well-known/security.txt"
    assert (
        timedelta(days=30) < datetime.fromisoformat(fields["Expires"]) - timezone.now() < timedelta(days=365)
    )
