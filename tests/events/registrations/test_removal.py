"""An event on which people count is cancelled, not removed."""

import logging
from datetime import timedelta
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from conference.core.chores import publish_scheduled
from events.models import EventPage
from events.registrations.models import Registration
from events.registrations.removal import People, people_of, refuse_removal
from tests.admin_forms import page_form
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, superuser

from .factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db


def test_the_number_is_named_and_another_way_offered() -> None:
    event = open_event(title="Rencontre d’automne")
    for _ in range(2):
        RegistrationFactory(event=event)

    sentence = refuse_removal(event)

    assert sentence is not None
    assert "2 inscriptions" in sentence
    assert "«\xa0Rencontre d’automne\xa0»" in sentence
    assert "«\xa0Annuler l’événement\xa0»" in sentence
    assert "1 inscription\xa0" not in sentence


def test_what_holds_such_an_event_is_refused_too_and_its_neighbours_are_not() -> None:
    tree = make_site_tree()
    RegistrationFactory(event=open_event(parent=tree.regions["bretagne"].agenda))
    assert refuse_removal(tree.regions["bretagne"].page)
    assert refuse_removal(tree.home)
    assert refuse_removal(tree.regions["la-reunion"].page) is None
    assert refuse_removal(open_event()) is None


def test_a_list_of_pages_is_counted_at_once(django_assert_num_queries) -> None:
    tree = make_site_tree()
    event = RegistrationFactory(event=open_event(parent=tree.regions["bretagne"].agenda)).event
    free = open_event(parent=tree.regions["la-reunion"].agenda)
    pages = [tree.regions["bretagne"].page, tree.regions["la-reunion"].page, tree.home, event, free]
    with django_assert_num_queries(2):
        numbers = people_of(pages, now=timezone.now())
    assert [numbers.get(page.pk, People()) for page in pages] == [(1, 1), (0, 0), (1, 1), (1, 1), (0, 0)]
    later = people_of([event], now=timezone.now() + timedelta(days=3650))
    assert later == {event.pk: (1, 0)}  # over: they were there, and hold nothing any more


def test_the_database_refuses_as_well() -> None:
    event = RegistrationFactory().event
    for page in (event, event.get_parent()):
        with pytest.raises(ProtectedError), transaction.atomic():
            page.delete()
    assert EventPage.objects.filter(pk=event.pk).exists()
    assert Registration.objects.count() == 1


def test_an_event_without_registrations_goes_with_its_settings_and_gate() -> None:
    event = open_event()
    event.delete()
    assert not EventPage.objects.exists()


# --- By no other way, not even a superuser's ------------------------------------------------------


@pytest.fixture
def almighty() -> Client:
    return browser_of(superuser())


@pytest.fixture
def counted_on() -> EventPage:
    event = open_event()
    RegistrationFactory(event=event, last_name="Quartaud")
    return event


def ask(client: Client, page: Page, action: str):
    return client.post(f"/admin/api/main/pages/{page.pk}/action/{action}/")


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_admins_api_refuses(almighty: Client, counted_on: EventPage, action: str) -> None:
    assert ask(almighty, counted_on, action).status_code == 403
    assert EventPage.objects.live().filter(pk=counted_on.pk).exists()


@pytest.mark.parametrize(("action", "status"), [("delete", 204), ("unpublish", 200)])
def test_the_api_still_acts_where_nobody_registered(almighty: Client, action: str, status: int) -> None:
    event = open_event()
    assert ask(almighty, event, action).status_code == status
    assert not EventPage.objects.live().exists()


def test_what_stands_above_is_not_deleted_through_the_api_either(almighty: Client) -> None:
    tree = make_site_tree()
    RegistrationFactory(event=open_event(parent=tree.regions["bretagne"].agenda))
    assert ask(almighty, tree.regions["bretagne"].page, "delete").status_code == 403
    assert Registration.objects.exists()


def test_an_event_with_registrations_may_still_move(counted_on: EventPage) -> None:
    assert counted_on.permissions_for_user(superuser()).can_move()


@pytest.mark.parametrize("address", ["/admin/api/main/pages/{}/action/delete/", "/admin/pages/{}/delete/"])
def test_somebody_who_registers_meanwhile_is_an_answer_and_named_in_no_log(
    almighty: Client, counted_on: EventPage, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    with (
        mock.patch("events.registrations.listeners.refuse_removal", return_value=None),
        caplog.at_level(logging.DEBUG),
    ):
        response = almighty.post(address.format(counted_on.pk))
    assert response.status_code == (409 if "api" in address else 302)
    assert Registration.objects.exists()
    assert "Quartaud" not in caplog.text


# --- Nor later ------------------------------------------------------------------------------------


def test_the_end_of_publication_waits_until_the_event_is_over(counted_on: EventPage) -> None:
    now = timezone.now()
    empty = open_event()
    EventPage.objects.update(expire_at=now - timedelta(minutes=1))
    publish_scheduled(now=now)
    assert list(EventPage.objects.live()) == [counted_on]
    assert not EventPage.objects.get(pk=empty.pk).live
    publish_scheduled(now=counted_on.end + timedelta(minutes=1))
    assert not EventPage.objects.live().exists()


@pytest.mark.parametrize("field", ["expire_at", "go_live_at"])
@pytest.mark.parametrize("action", ["action-publish", "no action"])
def test_the_form_refuses_a_date_that_would_take_the_page_off_line(
    almighty: Client, counted_on: EventPage, field: str, action: str
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[counted_on.pk])
    sooner = (counted_on.start - timedelta(hours=1)).strftime("%d/%m/%Y %H:%M")
    response = almighty.post(url, page_form(almighty, url, **{field: sooner, action: "1"}))
    assert list(response.context["form"].errors) == [field]
    assert "Annuler l’événement" in response.content.decode()


@pytest.mark.parametrize("people", [0, 1])
def test_a_date_after_the_event_or_without_anybody_is_accepted(almighty: Client, people: int) -> None:
    event = open_event()
    RegistrationFactory.create_batch(people, event=event)
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    day = event.end + timedelta(days=2) if people else event.start - timedelta(hours=1)
    data = page_form(almighty, url, **{"expire_at": day.strftime("%d/%m/%Y %H:%M"), "action-publish": "1"})
    almighty.post(url, data)
    assert EventPage.objects.get(pk=event.pk).expire_at is not None
