"""The ledger of a session, and the page of the site on personal data. Three people, as in test_admin.py."""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.core.models import SiteSettings
from conference.regions.models import DataController
from events.models import EventPage
from events.registrations.models import (
    Answer,
    ErasureRecord,
    EventQuestion,
    PeopleExport,
    Question,
)
from events.registrations.privacy import erasure
from events.registrations.privacy.erasure import erase
from events.registrations.privacy.held import ABOUT_NOBODY, HELD, fields_of_texts
from events.registrations.transitions import Actor
from tests.conference.factories import LocalTree, make_site_tree
from tests.conference.regions.people import browser_of, relay
from tests.events.factories import at

from ..factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne() -> LocalTree:
    return make_site_tree().regions["bretagne"]


@pytest.fixture
def event(bretagne: LocalTree) -> EventPage:
    return open_event(parent=bretagne.agenda, start=at("2027-03-10"), end=at("2027-03-10", "17:00"))


def words(client: Client, url: str) -> str:
    page = client.get(url).content.decode().replace("<wbr>", "")
    page = re.sub(r"<[^>]+>", " ", page)
    return " ".join(page.split())


def ask(event: EventPage, label: str, **values: object) -> Question:
    question = Question.objects.create(label=label, purpose=Question.Purpose.CATERING, **values)
    EventQuestion.objects.create(event=event, question=question)
    return question


def test_every_text_is_said_to_be_of_people_or_of_nobody() -> None:
    """A new field fails until it stands in one of the two lists of privacy/held.py."""
    listed = {(held.model, name) for held in HELD for name in held.fields}
    listed |= {(model, name) for model, names in ABOUT_NOBODY.items() for name in names}
    texts = {
        (model.__name__, name)
        for model in apps.get_app_config("registrations").get_models()
        for name in fields_of_texts(model)
    }
    assert texts - listed == set()
    assert listed - texts == {("PeopleExport", "user")}


def test_what_the_ledger_lists_is_what_is_erased() -> None:
    by_model = {held.model: set(held.fields) for held in HELD}
    assert by_model["Attendee"] == erasure.ERASED_OF_PERSON.keys()
    assert by_model["Registration"] == erasure.ERASED_OF_REGISTRATION.keys()


def test_the_ledger_names_its_event_and_speaks_in_the_hour_of_the_place(
    event: EventPage, bretagne: LocalTree
) -> None:
    EventPage.objects.filter(pk=event.pk).update(time_zone="Indian/Reunion")
    PeopleExport.objects.create(event=event, kind="contacts", rows=3, at=at("2027-02-01", "23:30"))
    said = words(browser_of(relay(bretagne.region)), reverse("event_data", args=[event.pk]))
    assert f"{event.title} Qui répond des données" in said
    assert "2 février 2027 2 h 30 : contacts, 3 lignes" in said


def test_the_ledger_says_what_is_held_why_and_until_when(event: EventPage, bretagne: LocalTree) -> None:
    client, url = browser_of(relay(bretagne.region)), reverse("event_data", args=[event.pk])
    site = SiteSettings.load()
    site.legal_basis = "mission d’intérêt public"
    site.save()
    first, second = RegistrationFactory.create_batch(2, event=event)
    question = ask(event, "Votre repas")
    Answer.objects.create(registration=first, question=question, value="végétarien")
    PeopleExport.objects.create(event=event, kind="présence", rows=2)
    erase(second, by=Actor.VISITOR, now=timezone.now())

    seen = words(client, url)

    assert "Association fictive – Bretagne (responsable de traitement)" in seen
    for line in (
        "Personnes inscrites prénom, nom, organisation, courriel 1 Garder la place et accueillir"
        " Mission d’intérêt public L’équipe de la région et l’équipe nationale"
        " 6 mois après la session 10 septembre 2027",
        "Réponses ce qui a été répondu 1 Ce que dit chaque question",
        "Aménagements souhaités aménagement souhaité, message 0 Préparer l’aménagement souhaité"
        " L’accord de la personne, qu’elle peut retirer",
        "Votre repas Sert à prévoir le repas.",
        "présence, 2 lignes",
        "1 personne (personne inscrite, prénom : 1 ; personne inscrite, nom : 1 ; inscription",
        "Signature vérifiée.",
    ):
        assert line in seen
    ErasureRecord.objects.update(people=7)
    assert "cette ligne a été changée" in words(client, url)


def test_another_region_does_not_read_it(event: EventPage) -> None:
    stranger = browser_of(relay(make_site_tree().regions["la-reunion"].region))
    assert stranger.get(reverse("event_data", args=[event.pk])).status_code == 404


@pytest.mark.reference
def test_the_public_page_is_made_of_what_is_configured(
    client: Client, settings, django_assert_max_num_queries
) -> None:
    settings.REGISTRATION_RETENTION_MONTHS = 9
    bretagne = make_site_tree(regions=("bretagne",)).regions["bretagne"]
    event = open_event(parent=bretagne.agenda)
    ask(event, "Votre repas")
    ask(open_event(parent=bretagne.agenda, live=False), "Posée par un brouillon")
    DataController.objects.filter(region=bretagne.region).update(
        name="Association de Bretagne", role=DataController.Role.JOINT, rights_contact="droits@bzh.invalid"
    )

    with django_assert_max_num_queries(20):
        seen = words(client, "/donnees-personnelles/")

    for fact in (
        "Association de Bretagne (responsable conjoint, avec l’équipe nationale)",
        "droits@bzh.invalid",
        "Service national fictif (responsable de traitement)",
        "9 mois après la session",
        "Une demi-heure",
        "Votre repas Sert à prévoir le repas.",
    ):
        assert fact in seen
    assert "Posée par un brouillon" not in seen
