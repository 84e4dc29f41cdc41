"""The team corrects answers and telephones, and exchanges seats: each stands in the log."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from events.registrations.access import link_for
from events.registrations.models import Attendee, EventQuestion, OrderReason, Question, Registration
from events.registrations.queue.order import reorder
from events.registrations.states import Status

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def person(desk: Desk) -> Attendee:
    return desk.registration.attendees.get()


def test_an_answer_corrected_by_the_team_stands_in_the_log(desk):
    asked = Question.objects.create(label="Votre train", kind=Question.Kind.SHORT)
    EventQuestion.objects.create(event=desk.event, question=asked)
    url = reverse("inscriptions:person", args=[person(desk).pk])
    typed = {"first_name": person(desk).first_name, "last_name": person(desk).last_name, "organisation": ""}
    lines = desk.registration.log.count()
    desk.owner.post(url, typed)
    assert desk.registration.log.count() == lines
    desk.owner.post(url, typed | {f"question-{asked.pk}": "8 h 12"})
    entry = desk.registration.log.latest("pk")
    assert (entry.note, entry.user.username) == ("réponses corrigées", "relais-bretagne")


def test_the_team_corrects_the_telephone_of_whoever_has_no_address(desk):
    Registration.objects.filter(pk=desk.registration.pk).update(phone="02 99 00 00 00")
    url = reverse("inscriptions:person", args=[person(desk).pk])
    typed = {"first_name": person(desk).first_name, "last_name": person(desk).last_name, "organisation": ""}
    assert "02 99 00 00 00" in desk.owner.get(url).content.decode()
    desk.owner.post(url, typed | {"phone": "02 99 00 00 01"})
    assert Registration.objects.get(pk=desk.registration.pk).phone == "02 99 00 00 01"
    entry = desk.registration.log.latest("pk")
    assert (entry.note, entry.user.username) == ("téléphone corrigé", "relais-bretagne")


def test_the_team_exchanges_the_seats_of_two_people_of_a_party(desk):
    ana = person(desk)
    yves = Attendee.objects.create(
        registration=desk.registration,
        event=desk.event,
        first_name="Yves",
        last_name="Le Bec",
        status=Status.WAITLISTED,
        queued_at=timezone.now(),
    )
    url = reverse("inscriptions:person", args=[yves.pk])
    typed = {"first_name": "Yves", "last_name": "Le Bec", "organisation": ""}
    desk.owner.post(url, typed | {"swap": RegistrationFactory(event=desk.event).first_attendee.pk})
    assert Attendee.objects.get(pk=yves.pk).status == Status.WAITLISTED
    desk.owner.post(url, typed | {"swap": ana.pk})
    assert [Attendee.objects.get(pk=each.pk).status for each in (ana, yves)] == [
        Status.WAITLISTED,
        Status.CONFIRMED,
    ]
    entry = desk.registration.log.latest("pk")
    assert (entry.note, entry.user.username) == ("places échangées", "relais-bretagne")


def test_the_log_says_in_words_why_the_order_was_changed(desk):
    Attendee.objects.update(status=Status.WAITLISTED, queued_at=timezone.now())
    by = get_user_model().objects.get(username="relais-bretagne")
    reorder(person(desk), reason=OrderReason.ACCESS, by=by, now=timezone.now())
    for page in (
        desk.owner.get(reverse("inscriptions:inspect", args=[desk.registration.pk])),
        desk.owner.get(f"{link_for(desk.registration)}donnees/"),
    ):
        assert "aménagement à préparer pour venir" in page.content.decode()
        assert "ordre-acces" not in page.content.decode()
