"""The team's side: its lists, what it may do to a registration and to an event. Three people each time."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.models import EventPage, EventStatus
from events.registrations.admin import filters
from events.registrations.models import (
    Registration,
    RegistrationGate,
    RegistrationMail,
    RegistrationSettings,
)
from events.registrations.outbox import write_to
from events.registrations.states import Status
from tests.admin_forms import page_form
from tests.conference.regions.people import browser_of, communicator, moderator, superuser

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory, open_event
from ..publishing import run_queue_once_news_leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def text(response) -> str:
    return response.content.decode()


def of(name: str, desk: Desk) -> str:
    return reverse(f"inscriptions:{name}", args=[desk.registration.pk])


# --- Lists -------------------------------------------------------------------------------------


def test_a_team_sees_its_registrations_and_nobody_else_does(desk):
    index = reverse("inscriptions:index")
    assert "Le Goff" in text(desk.owner.get(index))
    assert "Le Goff" in text(desk.mate.get(index))
    assert "Le Goff" in text(browser_of(communicator()).get(index))
    assert "Le Goff" not in text(desk.stranger.get(index))
    assert "Rencontre de Rennes" not in text(desk.stranger.get(index))
    assert browser_of(moderator()).get(index).status_code == 302


@pytest.mark.parametrize(("query", "found"), [("goff", True), ("nolwenn", True), ("inconnue", False)])
def test_the_list_is_searched(desk, query, found):
    page = text(desk.owner.get(reverse("inscriptions:index"), {"q": query}))
    assert ("Le Goff" in page) is found


def test_the_list_is_filtered_by_event_and_state(desk):
    other = open_event(title="Autre", parent=desk.event.get_parent().specific, capacity=None)
    RegistrationFactory(event=other, last_name="Kermarrec", status=Status.CANCELLED)
    index = reverse("inscriptions:index")
    of_event = text(desk.owner.get(index, {"event": desk.event.pk}))
    cancelled = text(desk.owner.get(index, {"status": "cancelled"}))
    assert "Le Goff" in of_event
    assert "Kermarrec" not in of_event
    assert "Le Goff" not in cancelled
    assert "Kermarrec" in cancelled


def test_the_head_of_an_event_s_list_says_its_seats(desk):
    page = text(desk.owner.get(reverse("inscriptions:index"), {"event": desk.event.pk}))
    assert "1 place prise sur 3, reste 2." in " ".join(page.split())


def test_the_filter_by_another_region_s_event_says_nothing_of_it(desk):
    page = text(desk.stranger.get(reverse("inscriptions:index"), {"event": desk.event.pk}))
    assert "Rencontre de Rennes" not in page
    assert "data-seats" not in page


def test_a_list_of_thirty_asks_as_many_questions_as_a_list_of_one(desk, django_assert_num_queries):
    index = reverse("inscriptions:index")
    desk.owner.get(index)
    with django_assert_num_queries(LIST_QUERIES):
        desk.owner.get(index)
    RegistrationFactory.create_batch(29, event=desk.event)
    with django_assert_num_queries(LIST_QUERIES):
        desk.owner.get(index)


LIST_QUERIES = 13


def test_the_list_of_one_event_asks_a_literal_number_of_questions(desk, django_assert_num_queries):
    index = f"{reverse('inscriptions:index')}?event={desk.event.pk}"
    RegistrationFactory.create_batch(60, event=desk.event)  # more than a page
    desk.owner.get(index)
    with django_assert_num_queries(15):
        desk.owner.get(index)


# --- One registration --------------------------------------------------------------------------


def test_a_registration_shows_its_log_and_its_mails(desk):
    write_to(desk.registration, RegistrationMail.Kind.TICKET, now=timezone.now())
    page = text(desk.owner.get(of("inspect", desk)))
    assert desk.registration.email in page
    assert "billet" in page
    assert desk.stranger.get(of("inspect", desk)).status_code == 404


def test_the_team_cancels_a_registration_and_the_seat_is_free(desk):
    asked = desk.owner.get(of("cancel", desk))
    assert "La place est rendue" in text(asked)
    assert desk.stranger.post(of("cancel", desk)).status_code == 404
    desk.registration.refresh_from_db()
    assert desk.registration.first_attendee.status == Status.CONFIRMED
    desk.mate.post(of("cancel", desk))
    desk.registration.refresh_from_db()
    assert desk.registration.first_attendee.status == Status.CANCELLED
    assert desk.registration.log.get().user.username == "relais-bretagne-2"


def test_the_team_sends_the_link_again(desk):
    assert desk.stranger.post(of("link", desk)).status_code == 404
    assert not RegistrationMail.objects.exists()
    desk.owner.post(of("link", desk))
    assert RegistrationMail.objects.get().to == desk.registration.email


def test_a_registration_is_neither_edited_nor_deleted_by_hand(desk):
    pk = desk.registration.pk
    for address in (f"edit/{pk}/", f"delete/{pk}/", f"copy/{pk}/", f"history/{pk}/"):
        assert desk.owner.get(f"/admin/inscriptions/{address}").status_code == 404


# --- An event, at once -------------------------------------------------------------------------


def at(name: str, event: EventPage) -> str:
    return reverse(f"event_{name}", args=[event.pk])


def test_the_team_cancels_its_event_without_waiting_for_anybody(desk):
    assert desk.stranger.post(at("cancel", desk.event), {"reason": "x"}).status_code == 404
    asked = text(desk.owner.get(at("cancel", desk.event)))
    assert "1 personne sera prévenue par courriel." in asked
    desk.owner.post(at("cancel", desk.event), {"reason": "La salle est inondée."})
    desk.event.refresh_from_db()
    assert (desk.event.status, desk.event.status_reason) == (EventStatus.CANCELLED, "La salle est inondée.")
    assert desk.event.live
    run_queue_once_news_leave()
    assert RegistrationMail.objects.get().kind == RegistrationMail.Kind.EVENT_CANCELLED


def test_an_event_is_not_cancelled_without_a_reason(desk):
    response = desk.owner.post(at("cancel", desk.event), {"reason": "  "})
    assert "Dites pourquoi" in text(response)
    desk.event.refresh_from_db()
    assert desk.event.status == EventStatus.SCHEDULED


def test_the_team_closes_and_reopens_registration_at_once(desk):
    assert desk.stranger.post(at("close_registration", desk.event)).status_code == 404
    assert not RegistrationGate.objects.filter(closed_at__isnull=False).exists()
    desk.owner.post(at("close_registration", desk.event))
    assert RegistrationGate.objects.get(event=desk.event).closed_by.username == "relais-bretagne"
    page = text(desk.owner.get(reverse("wagtailadmin_pages:edit", args=[desk.event.pk])))
    assert "Rouvrir les inscriptions" in page
    desk.owner.post(at("reopen_registration", desk.event))
    assert RegistrationGate.objects.get(event=desk.event).closed_at is None


def test_a_moderation_in_progress_keeps_nobody_from_acting(desk):
    desk.event.locked = True
    desk.event.save(update_fields=["locked"])
    desk.owner.post(at("close_registration", desk.event))
    assert RegistrationGate.objects.get(event=desk.event).closed_at is not None


def test_the_editor_leads_to_the_registrations_and_says_how_many(desk):
    page = text(desk.owner.get(reverse("wagtailadmin_pages:edit", args=[desk.event.pk])))
    assert "Inscriptions (1/3)" in page
    assert "Annuler l’événement" in page


# --- What people count on stays ----------------------------------------------------------------


def rows() -> tuple:
    return EventPage.objects.count(), Registration.objects.count(), EventPage.objects.live().count()


@pytest.mark.parametrize(
    "address",
    ["wagtailadmin_pages:delete", "wagtailadmin_pages:unpublish"],
)
def test_an_event_with_registrations_is_neither_deleted_nor_unpublished(desk, address):
    person = browser_of(communicator())
    before = rows()
    response = person.post(reverse(address, args=[desk.event.pk]), follow=True)
    assert "1 inscription" in text(response) or "1 personne inscrite" in text(response)
    assert "Annuler l’événement" in text(response)
    assert rows() == before


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_nor_in_a_bulk_action(desk, action):
    person = browser_of(communicator())
    before = rows()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    response = person.post(f"{url}?id={desk.event.pk}", follow=True)
    assert "Annuler l’événement" in text(response)
    assert rows() == before


def test_nor_by_a_superuser_who_deletes_what_stands_above(desk):
    before = rows()
    local_page = desk.event.get_parent().get_parent()
    response = browser_of(superuser()).post(
        reverse("wagtailadmin_pages:delete", args=[local_page.pk]), follow=True
    )
    assert "1 inscription" in text(response)
    assert rows() == before


def test_a_capacity_below_the_seats_taken_cancels_nobody_and_says_so(desk):
    RegistrationFactory.create_batch(2, event=desk.event)
    person = browser_of(communicator())
    url = reverse("wagtailadmin_pages:edit", args=[desk.event.pk])
    data = page_form(person, url, **{"registration_settings-0-capacity": "2", "action-publish": "1"})
    page = text(person.post(url, data, follow=True))
    assert "3 places sont déjà prises, plus que de places ouvertes (2)" in page
    assert Registration.objects.filter(attendees__status=Status.CONFIRMED).count() == 3


def test_a_ceiling_below_the_people_of_the_room_is_not_published(desk):
    RegistrationFactory.create_batch(2, event=desk.event)
    person = browser_of(communicator())
    url = reverse("wagtailadmin_pages:edit", args=[desk.event.pk])
    typed = {"registration_settings-0-capacity": "2", "registration_settings-0-ceiling": "2"}
    page = text(person.post(url, page_form(person, url, **typed, **{"action-publish": "1"}), follow=True))
    assert "3 personnes ont déjà une place dans la salle" in page
    assert desk.event.registration_settings.get().ceiling is None
    typed["registration_settings-0-ceiling"] = "3"
    person.post(url, page_form(person, url, **typed, **{"action-publish": "1"}), follow=True)
    assert RegistrationSettings.objects.get(event=desk.event).ceiling == 3


def test_the_filter_offers_the_nearest_events_and_the_one_asked_for(desk, monkeypatch):
    monkeypatch.setattr(filters, "NEAR", 1)
    events = {}
    for days in (-20, -10, 10, 20):
        event = open_event(title=f"À {days} jours", parent=desk.event.get_parent().specific)
        RegistrationFactory(event=event)
        moment = timezone.now() + timedelta(days=days)
        EventPage.objects.filter(pk=event.pk).update(start=moment, over_at=moment)
        events[days] = event
    EventPage.objects.filter(pk=desk.event.pk).update(
        start=None, over_at=None
    )  # no date yet: after the others

    def offered(browser=desk.owner, **asked) -> set[str]:
        page = BeautifulSoup(text(browser.get(reverse("inscriptions:index"), asked)), "html.parser")
        return {option.text.strip() for option in page.select("select[name=event] option")}

    nearest = {"Tous", "À -10 jours", "À 10 jours"}
    assert offered() == nearest
    assert offered(event=events[20].pk) == nearest | {"À 20 jours"}
    assert offered(event="9" * 30) == nearest
    assert offered(desk.stranger, event=events[20].pk) == {"Tous"}
