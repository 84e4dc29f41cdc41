"""Who answers for the data: written once a team; without it no registration opens."""

import importlib

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.core.models import SiteSettings
from conference.regions.controllers import controllers_for
from conference.regions.models import DataController
from events.models import EventPage
from events.registrations.models import RegistrationSettings
from events.registrations.seats.availability import Opening, seat_availability, takes_registrations
from tests.admin_forms import page_form
from tests.conference.factories import DataControllerFactory, LocalTree, SiteTree, make_site_tree
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import open_event
from tests.events.test_forms import ENOUGH, PUBLISH

from .people import browser_of, communicator, relay

pytestmark = pytest.mark.django_db
Role = DataController.Role
NAME = "Association de Bretagne"
TYPED = {
    "name": NAME,
    "address": "2 quai d’Essai\r\n29200 Brest",
    "rights_contact": "droits@bzh.invalid",
    "role": Role.CONTROLLER,
}


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def bretagne(tree: SiteTree) -> LocalTree:
    return tree.regions["bretagne"]


def publish(client: Client, event: EventPage, **values: str) -> str:
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = page_form(client, url, **ENOUGH | PUBLISH | values)
    return client.post(url, data, follow=True).content.decode()


# --- Without it, nothing opens ---------------------------------------------------------------


def test_an_event_does_not_open_before_it_is_known_who_answers(tree: SiteTree, bretagne: LocalTree) -> None:
    client = browser_of(relay(bretagne.region, publishes=True))
    event = EventPageFactory(parent=bretagne.agenda, draft=True)
    event.registration_settings.add(RegistrationSettings(enabled=True))
    event.save_revision()
    DataController.objects.filter(region=bretagne.region).update(address="")

    refused = publish(client, event)

    assert "l’entité qui répond des données personnelles" in refused
    assert not EventPage.objects.get(pk=event.pk).live
    DataController.objects.filter(region=bretagne.region).update(address="1 rue")
    publish(client, event)
    assert EventPage.objects.get(pk=event.pk).live
    # Open already, it may be corrected whatever is missing.
    DataController.objects.filter(region=bretagne.region).update(address="")
    publish(client, event, title="Corrigée")
    assert EventPage.objects.get(pk=event.pk).title == "Corrigée"


def test_a_draft_is_kept_and_an_event_without_registrations_published(bretagne: LocalTree) -> None:
    client = browser_of(relay(bretagne.region, publishes=True))
    event = EventPageFactory(parent=bretagne.agenda, draft=True)
    event.registration_settings.add(RegistrationSettings(enabled=True))
    event.save_revision()
    DataController.objects.all().delete()
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = page_form(client, url, **ENOUGH | {"title": "Gardée"})
    client.post(url, data)
    assert EventPage.objects.get(pk=event.pk).get_latest_revision_as_object().title == "Gardée"
    data = page_form(client, url)
    del data["registration_settings-0-enabled"]
    client.post(url, data | PUBLISH)
    assert EventPage.objects.get(pk=event.pk).live


@pytest.mark.parametrize("region", ["bretagne", None])
def test_nobody_can_register_where_nobody_answers(tree: SiteTree, region: str | None) -> None:
    parent = tree.regions[region].agenda if region else tree.agenda
    event, now = open_event(parent=parent), timezone.now()
    assert seat_availability(event, now=now).opening is Opening.OPEN
    assert EventPage.objects.filter(takes_registrations(now)).exists()
    DataController.objects.filter(region__slug=region).delete()
    assert seat_availability(event, now=now).opening is Opening.CLOSED
    assert not EventPage.objects.filter(takes_registrations(now)).exists()


def test_a_region_that_answers_with_the_national_team_shows_both(tree: SiteTree, bretagne: LocalTree) -> None:
    own = DataController.objects.get(region=bretagne.region)
    national = DataController.objects.get(region=None)
    assert controllers_for(bretagne.region) == [own]
    DataController.objects.filter(pk=own.pk).update(role=Role.PROCESSOR)
    assert controllers_for(bretagne.region) == [own, national]
    assert controllers_for(None) == [national]


# --- Written by the communications team --------------------------------------------------------


@pytest.mark.reference
def test_the_national_teams_answers_for_what_visitors_report_and_is_written_nowhere_else(
    client: Client,
) -> None:
    site = SiteSettings.load()
    site.controller = "Écrit ailleurs"
    site.save()
    pages = ("/donnees-personnelles/", "/mesures/signaler/")
    DataController.objects.filter(region=None).delete()
    assert all("à compléter" in client.get(page).content.decode() for page in pages)

    DataControllerFactory(region=None, name="Mission nationale", rights_contact="droits@mission.invalid")

    for page in pages:
        html = client.get(page).content.decode()
        assert "Mission nationale" in html
        assert "droits@mission.invalid" in html.replace("<wbr>", "")
        assert "Écrit ailleurs" not in html


def test_the_team_writes_it_once_and_the_relay_reads_its_own(bretagne: LocalTree) -> None:
    DataController.objects.all().delete()
    team, own = browser_of(communicator()), browser_of(relay(bretagne.region))
    add, index = reverse("responsables-des-donnees:add"), reverse("responsables-des-donnees:index")
    region = {"region": bretagne.region.pk}
    asked = team.post(add, TYPED | region | {"role": Role.JOINT}).content.decode()
    assert "Écrivez d’abord qui est responsable pour l’équipe nationale." in asked
    assert "auprès de l’équipe nationale" in team.post(add, TYPED | {"role": Role.JOINT}).content.decode()
    team.post(add, TYPED | {"name": "Service national"})
    assert "déjà écrit" in team.post(add, TYPED | {"region": ""}).content.decode()
    team.post(add, TYPED | region)
    written = DataController.objects.get(region=bretagne.region)
    assert (written.name, written.is_complete) == (NAME, True)

    seen = own.get(index).content.decode()
    assert NAME in seen
    assert "Service national" not in seen
    assert own.post(reverse("responsables-des-donnees:edit", args=[written.pk]), TYPED).status_code == 302
    assert not DataController.objects.exclude(name__in=[NAME, "Service national"]).exists()
    DataController.objects.filter(pk=written.pk).update(fictional=True)
    changed = TYPED | {"name": "Collectivité de Bretagne", "region": ""}
    team.post(reverse("responsables-des-donnees:edit", args=[written.pk]), changed)
    written.refresh_from_db()
    assert (written.name, written.region) == ("Collectivité de Bretagne", bretagne.region)
    assert not written.fictional  # the demonstration's, written over: it stays


# --- An installation of version 1 ---------------------------------------------------------------


def test_who_answered_for_all_goes_on_until_each_team_writes_its_own(bretagne: LocalTree) -> None:
    relay(bretagne.region)
    DataController.objects.all().delete()
    migration = importlib.import_module("conference.regions.migrations.0005_controllers_as_promised")
    migration.take_over(apps, None)
    assert not DataController.objects.exists()  # nothing was written in the site's settings
    site = SiteSettings.load()
    site.controller, site.data_protection_contact = "Ministère fictif", "donnees@exemple.invalid"
    site.save()
    migration.take_over(apps, None)
    assert sorted(each.team_name for each in DataController.objects.all()) == ["Bretagne", "équipe nationale"]
    assert {(each.name, each.is_complete) for each in DataController.objects.all()} == {
        ("Ministère fictif", False)
    }
    migration.take_over(apps, None)
    DataControllerFactory(region=bretagne.region)
    assert DataController.objects.count() == 2
