"""A person sees their open logins and ends them; what is known of them goes with them."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from conference.accounts.chores import forget_past_sessions
from conference.accounts.sessions import device_of
from tests.conference.regions.people import person

from .doors import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

PAGE = "/comptes/securite/connexions/"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
)


def came_in(name: str, agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent})
    log_in(client, name)
    return client


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.fixture
def alix() -> User:
    return person("alix")


def test_one_of_ones_logins_is_ended_and_really_ends(alix: User) -> None:
    here, phone, third = came_in("alix"), came_in("alix", PHONE), came_in("alix")
    page = here.get(PAGE).content.decode()
    assert page.count("open-logins__one") == 3
    assert page.count("Cette connexion-ci") == 1
    assert "Safari, iPhone" in page
    ended = UserSession.objects.get(user_agent=PHONE)
    assert (
        "Cette connexion est fermée." in here.post(PAGE, {"session": ended.pk}, follow=True).content.decode()
    )
    assert [is_in(client) for client in (here, phone, third)] == [True, False, True]
    assert not Session.objects.filter(session_key=ended.session_key).exists()


def test_all_the_others_are_ended_at_once(alix: User) -> None:
    here, phone, third = came_in("alix"), came_in("alix", PHONE), came_in("alix")
    here.post(PAGE)
    assert [is_in(client) for client in (here, phone, third)] == [True, False, False]


def test_nobody_sees_or_ends_those_of_another(alix: User) -> None:
    person("dominique")
    mine, theirs = came_in("alix", PHONE), came_in("dominique")
    assert "iPhone" not in theirs.get(PAGE).content.decode()
    session = UserSession.objects.get(user=alix)
    for sent in (session.pk, "0", "x", "9" * 30, "-1"):
        answer = theirs.post(PAGE, {"session": sent}, follow=True).content.decode()
        assert "était déjà fermée" in answer
    assert is_in(mine)


def test_what_is_known_of_a_login_goes_with_it(alix: User) -> None:
    over, open_still = came_in("alix"), came_in("alix")
    Session.objects.filter(session_key=over.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    forget_past_sessions(now=timezone.now())
    assert [known.session_key for known in UserSession.objects.all()] == [open_still.session.session_key]
    assert Session.objects.count() == 1


def test_the_box_says_how_long(alix: User) -> None:
    client = Client()
    log_in(client, "alix")
    assert client.cookies["sessionid"]["max-age"] == ""  # ends with the browser
    log_in(kept := Client(), "alix", remember="on")
    assert kept.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8", "Navigateur inconnu"),
        ("", "Navigateur inconnu"),
    ],
)
def test_a_browser_is_named_as_people_name_it(agent: str, said: str) -> None:
    assert device_of(agent) == said
