"""A private document opens to its team, logged in as the admin asks, and to nobody else."""

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from conference.core.models import Resource
from tests.conference.regions.matrix.things import private_document
from tests.conference.regions.people import browser_of, moderator, superuser
from tests.conference.regions.world import Side, make_sides

from .doors import gives_a_factor, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> tuple[Side, Side]:
    ours, theirs = make_sides()
    return ours, theirs


@pytest.fixture
def kept(sides: tuple[Side, Side]) -> Resource:
    return private_document(sides[0])


def address_of(document: Resource) -> str:
    return f"/documents/{document.pk}/{document.filename}"


def is_the_file(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and b"contenu" in b"".join(answer.streaming_content)


def test_a_visitor_logs_in_and_gets_the_file(client: Client, sides, kept) -> None:
    address = address_of(kept)
    led = client.get(address)
    assert led.status_code == 302
    page = client.get(led["Location"])
    assert (page.status_code, page.request["PATH_INFO"]) == (200, "/comptes/connexion/")
    inside = log_in(client, sides[0].user.username, next=address)
    assert (inside.status_code, inside["Location"]) == (302, address)
    assert is_the_file(client.get(address))


def test_an_account_of_another_team_is_refused_and_not_sent_round_in_circles(sides, kept) -> None:
    assert browser_of(sides[1].user).get(address_of(kept)).status_code == 403
    assert browser_of(moderator()).get(address_of(kept)).status_code == 403
    assert is_the_file(browser_of(sides[0].user).get(address_of(kept)))


def test_a_national_account_opens_none_without_its_second_factor(settings: Settings, kept) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = superuser()
    client = browser_of(user)
    led = client.get(address_of(kept))
    assert (led.status_code, led["Location"]) == (302, "/comptes/securite/")
    assert "no-store" in led["Cache-Control"]
    assert client.post(address_of(kept)).status_code == 403
    gives_a_factor(user)
    assert is_the_file(client.get(address_of(kept)))


def test_a_public_document_asks_nobody_who_they_are(settings: Settings, sides) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    document = sides[0].document
    answer = browser_of(superuser()).get(address_of(document))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert "Cookie" not in answer.get("Vary", "")
