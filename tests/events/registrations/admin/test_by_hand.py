"""The team registers somebody who telephones, or who stands at the door."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.registrations.actions.applicants import Applicant
from events.registrations.actions.signup import register
from events.registrations.admin import by_hand
from events.registrations.models import Registration, RegistrationMail
from events.registrations.states import Status

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory, open_event, party

pytestmark = pytest.mark.django_db
SOMEBODY = {
    "first_name": "Yann",
    "last_name": "Tanguy",
    "email": "yann.tanguy@exemple.invalid",
    "organisation": "",
    "organisation_kind": "",
}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def text(response) -> str:
    return response.content.decode()


def test_the_team_registers_someone_by_hand(desk):
    desk.owner.post(reverse("inscriptions:add"), SOMEBODY | {"event": desk.event.pk})
    made = Registration.objects.get(attendees__last_name="Tanguy")
    assert (made.first_attendee.status, made.created_by.username) == (Status.CONFIRMED, "relais-bretagne")
    assert made.mails.get().kind == RegistrationMail.Kind.TICKET


def test_nobody_is_registered_by_hand_at_another_region_s_event(desk):
    response = desk.stranger.post(reverse("inscriptions:add"), SOMEBODY | {"event": desk.event.pk})
    assert response.status_code == 200
    assert not Registration.objects.filter(attendees__last_name="Tanguy").exists()
    assert "Rencontre de Rennes" not in text(response)


def test_the_form_by_hand_offers_the_next_events_and_takes_any(desk, monkeypatch):
    monkeypatch.setattr(by_hand, "NEAR", 2)
    agenda = desk.event.get_parent().specific
    start = desk.event.start + timedelta(days=1)
    later = [open_event(title=f"Suivante {n}", parent=agenda, start=start + timedelta(n)) for n in range(3)]
    add = reverse("inscriptions:add")

    def offered(response) -> list[str]:
        page = BeautifulSoup(response.content, "html.parser")
        return [option["value"] for option in page.select("#id_event option")[1:]]

    near = [str(desk.event.pk), str(later[0].pk)]
    assert offered(desk.owner.get(add)) == near
    assert "Les 2 prochains" in text(desk.owner.get(add))
    assert offered(desk.owner.get(add, {"event": later[2].pk})) == [*near, str(later[2].pk)]
    assert offered(desk.stranger.get(add, {"event": later[2].pk})) == []
    wrong = desk.owner.post(add, SOMEBODY | {"event": later[2].pk, "email": "?"})
    assert offered(wrong) == [*near, str(later[2].pk)]
    assert desk.owner.post(add, SOMEBODY | {"event": later[2].pk}).status_code == 302
    assert Registration.objects.get(attendees__last_name="Tanguy").event == later[2]


def test_a_full_event_refuses_a_registration_by_hand_in_words_and_keeps_what_was_typed(desk):
    RegistrationFactory.create_batch(2, event=desk.event)
    response = desk.owner.post(reverse("inscriptions:add"), SOMEBODY | {"event": desk.event.pk})
    assert "Complet" in text(response)
    assert "yann.tanguy@exemple.invalid" in text(response)


def test_what_lacks_is_asked_of_somebody_else_and_not_filled_in_by_ones_own_browser(desk):
    page = BeautifulSoup(desk.owner.post(reverse("inscriptions:add"), {}).content, "html.parser")
    said = [error.get_text(strip=True) for error in page.select(".error-message")]
    assert "Choisissez l’événement." in said
    assert [sentence for sentence in said if "votre" in sentence] == []
    assert sum("de la personne" in sentence for sentence in said) == 2
    fields = page.select("#id_first_name, #id_last_name, #id_email")
    assert [field["autocomplete"] for field in fields] == ["off"] * 3


def test_whoever_telephones_needs_no_address(desk):
    typed = SOMEBODY | {"event": desk.event.pk, "email": "", "phone": "02 99 00 00 00"}
    assert "sans courriel" in text(desk.owner.post(reverse("inscriptions:add"), typed, follow=True))
    made = Registration.objects.get(attendees__last_name="Tanguy")
    assert (made.email, made.phone, made.first_attendee.status) == ("", "02 99 00 00 00", Status.CONFIRMED)
    assert not made.mails.exists()


def test_beyond_the_open_places_a_reason_is_needed_and_the_ceiling_binds_the_team(desk):
    """I10."""
    desk.event.registration_settings.update(ceiling=4, waiting_list=False)
    RegistrationFactory.create_batch(2, event=desk.event)
    add, typed = reverse("inscriptions:add"), SOMEBODY | {"event": desk.event.pk}
    refused = text(desk.owner.post(add, typed))
    assert "Choisissez une raison d’inscrire au-delà des places ouvertes" in refused
    desk.owner.post(add, typed | {"seat": "invite"})
    assert Registration.objects.get(attendees__last_name="Tanguy").first_attendee.beyond == "invite"
    one_more = typed | {"seat": "equipe", "last_name": "Le Bihan", "email": "le.bihan@exemple.invalid"}
    assert "La jauge de la salle est atteinte" in text(desk.owner.post(add, one_more))


def test_a_companion_by_hand_needs_room_and_nobody_else_on_the_same_form(desk):
    desk.event.registration_settings.update(ceiling=4, waiting_list=True)
    RegistrationFactory.create_batch(2, event=desk.event)
    typed = SOMEBODY | {"event": desk.event.pk, "email": "", "seat": "accompagnant"}
    assert "sans courriel" in text(desk.owner.post(reverse("inscriptions:add"), typed, follow=True))
    made = Registration.objects.get(attendees__last_name="Tanguy")
    assert (made.first_attendee.status, made.first_attendee.beyond) == (Status.CONFIRMED, "accompagnant")


def test_a_full_event_lets_somebody_wait_by_hand(desk):
    desk.event.registration_settings.update(waiting_list=True)
    RegistrationFactory.create_batch(2, event=desk.event)
    desk.owner.post(reverse("inscriptions:add"), SOMEBODY | {"event": desk.event.pk, "seat": "attente"})
    assert Registration.objects.get(attendees__last_name="Tanguy").first_attendee.status == Status.WAITLISTED


def test_the_unconfirmed_on_the_same_address_is_not_mistaken_for_whoever_is_registered(desk):
    """I2."""
    RegistrationFactory(
        event=desk.event,
        unconfirmed=True,
        first_name="Paul",
        last_name="Martin",
        email="asso@exemple.invalid",
    )
    typed = SOMEBODY | {"event": desk.event.pk, "first_name": "Marie", "email": "asso@exemple.invalid"}
    said = text(desk.owner.post(reverse("inscriptions:add"), typed, follow=True))
    assert "Marie Tanguy est inscrite ou inscrit" in said
    assert Registration.objects.get(attendees__first_name="Marie").first_attendee.status == Status.CONFIRMED
    assert Registration.objects.get(attendees__first_name="Paul").first_attendee.status == Status.UNCONFIRMED


def test_the_message_names_whom_the_team_registered_not_whoever_wrote(desk):
    first, second = party("Ana Le Bec", "Yves Le Bec").people
    asked = Applicant(email="ana@exemple.invalid", people=(first, second))
    register(desk.event, applicant=asked, now=timezone.now())
    typed = SOMEBODY | {
        "event": desk.event.pk,
        "first_name": "Yves",
        "last_name": "Le Bec",
        "email": "ana@exemple.invalid",
    }
    page = text(desk.owner.post(reverse("inscriptions:add"), typed, follow=True))
    assert "Yves Le Bec est inscrite ou inscrit" in page
    assert "Ana Le Bec est inscrite ou inscrit" not in page
