"""Whatever is sent to the form or to a link: a page, never an error of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from conference.platform.mails import RenderedMail
from events.registrations.access import link_for
from events.registrations.models import Registration
from events.registrations.submissions import COOKIE

from .factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db
ANY_TEXT = st.text(max_size=300)
ADDRESS = st.one_of(st.emails(), ANY_TEXT, st.just("a" * 64 + "@" + "é" * 63 + ".fr"))
FIELDS = ["first_name", "last_name", "email", "organisation", "organisation_kind", "action", "inconnu"]


@pytest.fixture
def registration() -> Registration:
    """One to confirm, the same for all that is sent in one test."""
    return RegistrationFactory(unconfirmed=True)


@given(typed=st.dictionaries(st.sampled_from(FIELDS), ANY_TEXT, max_size=7), address=ADDRESS)
@example(typed={"first_name": "A\0", "last_name": "\ud7ff", "organisation": "\n\r"}, address="İ@exemple.fr")
@example(typed={"first_name": "A", "last_name": "B"}, address="prénom@exemple.fr")
@example(typed={"first_name": "A", "last_name": "B"}, address="a@" + "b" * 250 + ".fr")
def test_any_form_is_answered(client: Client, typed: dict[str, str], address: str) -> None:
    event = open_event(capacity=None)
    path = f"{event.url}inscription/"
    assert client.post(path, typed | {"email": address}).status_code in (200, 303)
    assert client.post(f"{path}messagerie/", {"email": address}).status_code in (200, 303)
    for registration in Registration.objects.filter(event=event):
        assert len(registration.email_key) <= 254


@given(
    first=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80),
    address=st.emails(),
)
def test_any_name_and_address_that_pass_can_be_written_to(client: Client, first: str, address: str) -> None:
    event = open_event(capacity=None)
    client.post(f"{event.url}inscription/", {"first_name": first, "last_name": "B", "email": address})
    for registration in Registration.objects.filter(event=event):
        rendered = registration.mails.get().render(now=registration.created_at)
        assert isinstance(rendered, RenderedMail)
        assert client.get(link_for(registration)).status_code == 200


@given(token=st.text(min_size=1, max_size=200).filter(lambda text: "/" not in text))
@example(token=".")
@example(token="%00")
@example(token="0" * 32 + ".")
def test_any_link_is_answered(client: Client, token: str) -> None:
    path = f"/inscriptions/{quote(token, safe='')}/"
    assert client.get(path).status_code in (404, 301)
    assert client.post(path, {"action": "confirm"}).status_code == 404


@given(cut=st.integers(min_value=0, max_value=60), put=st.text(max_size=5))
def test_a_link_with_a_letter_changed_opens_nothing(
    client: Client, registration: Registration, cut: int, put: str
) -> None:
    token = link_for(registration).removeprefix("/inscriptions/").rstrip("/")
    changed = (token[:cut] + put + token[cut + 1 :]).replace("/", "")
    if changed not in ("", token):
        assert client.get(f"/inscriptions/{quote(changed, safe='')}/").status_code in (404, 301)


@given(cookie=st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=300))
@example(cookie="eyJ9:1:x")
def test_any_cookie_is_answered(client: Client, registration: Registration, cookie: str) -> None:
    event = registration.event
    client.cookies[COOKIE] = cookie
    for path in (f"{event.url}inscription/", f"{event.url}inscription/messagerie/"):
        assert client.get(path).status_code in (200, 303)


@given(action=ANY_TEXT)
def test_any_action_on_a_good_link_is_answered(
    client: Client, registration: Registration, action: str
) -> None:
    assert client.post(link_for(registration), {"action": action}).status_code in (200, 303)
