"""The applicant, written and read by any version of the site."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events.registrations.actions.applicants import Applicant, Person
from events.registrations.models import Registration, Submission
from events.registrations.privacy.erasure import erase

from ..factories import applicant, open_event
from ..pages import TYPED, form_of, read


def test_an_applicant_is_read_as_it_was_written() -> None:
    """JSON makes lists of tuples and texts of the keys of questions."""
    aside = Person(
        first_name="Aide", last_name="Roux", mode="en-ligne", companion=True, arrangement="une boucle"
    )
    first = Person(
        first_name="Ana", last_name="Roux", email="ana@exemple.invalid", answers={3: ["vegetarien"]}
    )
    asks = Applicant(
        email="groupe@exemple.invalid", organisation_kind="autre", people=(first, aside), answers={7: True}
    )
    assert Applicant.from_json(json.loads(json.dumps(asks.to_json()))) == asks


def test_an_applicant_of_an_older_or_newer_version_is_read() -> None:
    person = {"first_name": "Aïcha", "last_name": "Boyer 1"}
    older = {"version": 1, **person, "email": "aicha.boyer.1@exemple.invalid", "answers": {"repas": "vg"}}
    assert Applicant.from_json(older) == applicant()
    newer = applicant().to_json() | {"version": 3, "colour": "bleu", "organisation_kind": None}
    newer["people"][0]["pronoun"] = "elle"
    assert Applicant.from_json(newer) == applicant()


@pytest.mark.django_db
def test_the_browser_keeps_a_key_and_the_site_what_was_typed(client: Client) -> None:
    event = open_event()
    mailbox = client.post(form_of(event), TYPED)["Location"]
    cookie = client.cookies["inscription"].value
    assert not any(typed in cookie for typed in TYPED.values())
    assert len(cookie) < 100
    Submission.objects.update(applicant={"version": 7, "email": "ancienne@exemple.invalid", "other": 1})
    assert read(client.get(mailbox)).find(id="id_email")["value"] == "ancienne@exemple.invalid"
    assert read(client.get(form_of(event))).find(id="id_first_name").get("value", "") == ""
    client.cookies["inscription"] = cookie[:-1] + ("a" if cookie[-1] != "a" else "b")
    assert client.get(mailbox)["Location"] == form_of(event)


@pytest.mark.django_db
def test_what_was_typed_goes_after_half_an_hour_or_with_the_person(client: Client) -> None:
    from events.registrations.visit.submissions import forget_submissions

    event, now = open_event(), timezone.now()
    client.post(form_of(event), TYPED)
    client.post(form_of(event), TYPED | {"email": "autre@exemple.invalid"})
    erase(Registration.objects.get(email=TYPED["email"]), by=User.objects.create_user("relais"), now=now)
    assert [kept.email_key for kept in Submission.objects.all()] == ["autre@exemple.invalid"]
    assert forget_submissions(now=now) == 0
    assert forget_submissions(now=now + timezone.timedelta(minutes=31)) == 1
