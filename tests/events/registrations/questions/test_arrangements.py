"""What a person wishes for: asked, told to the organiser, answered, withdrawn."""

import pytest
from django.core import mail as mails
from django.utils import timezone

from events.models import EventPage, EventStatus
from events.registrations.errors import RegistrationErased
from events.registrations.models import Arrangement, ArrangementMail, Attendee, MailKind, RegistrationMail
from events.registrations.questions.arrangements import (
    ArrangementWithdrawn,
    NoReply,
    NoWish,
    ask,
    reply,
    to_answer,
    withdraw,
)
from events.registrations.questions.telling import tell_organisers_of_wishes
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import superuser
from tests.events.registrations.factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db
State = Arrangement.State
WISH = "une place en fauteuil, au premier rang"


def asked_at(event, **values) -> Attendee:
    person = RegistrationFactory(event=event, **values).first_attendee
    ask(person, wish=WISH, now=timezone.now())
    return person


def test_the_organiser_is_told_how_many_once_and_neither_who_nor_what() -> None:
    now, event = timezone.now(), open_event(contact_email="equipe@exemple.invalid")
    asked_at(event)
    asked_at(event)
    asked_at(event, unconfirmed=True)
    assert tell_organisers_of_wishes(now=now) == 1
    assert tell_organisers_of_wishes(now=now) == 0
    run_queue()
    [sent] = mails.outbox
    assert sent.to == ["equipe@exemple.invalid"]
    assert "2 personnes inscrites souhaitent un aménagement" in sent.body
    assert f"/admin/evenements/{event.pk}/reponses/" in sent.body
    for told in (sent.body, sent.subject, str(sent.alternatives)):
        assert "fauteuil" not in told
        assert "Payet" not in told


def test_a_wish_is_told_once_it_is_known_to_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    event = open_event()
    monkeypatch.setattr(EventPage, "contact_in_force", "")
    asked_at(event)
    assert tell_organisers_of_wishes(now=timezone.now()) == 0
    monkeypatch.setattr(EventPage, "contact_in_force", "equipe@exemple.invalid")
    assert tell_organisers_of_wishes(now=timezone.now()) == 1


def test_a_wish_is_told_when_its_address_is_confirmed() -> None:
    event = open_event(contact_email="equipe@exemple.invalid")
    person = asked_at(event, unconfirmed=True)
    assert tell_organisers_of_wishes(now=timezone.now()) == 0
    assert not to_answer(now=timezone.now()).exists()
    Attendee.objects.filter(pk=person.pk).update(status=Status.CONFIRMED)
    assert tell_organisers_of_wishes(now=timezone.now()) == 1


def test_a_mail_about_what_was_answered_meanwhile_does_not_leave() -> None:
    event = open_event(contact_email="equipe@exemple.invalid")
    person = asked_at(event)
    tell_organisers_of_wishes(now=timezone.now())
    withdraw(person, now=timezone.now())
    run_queue()
    assert not mails.outbox
    assert ArrangementMail.objects.get().state == ArrangementMail.State.DROPPED


def test_the_answer_reaches_the_person() -> None:
    now, person, organiser = timezone.now(), asked_at(open_event()), superuser()
    answered = reply(
        person.arrangement, state=State.POSSIBLE, reply=" Au premier rang. ", by=organiser, now=now
    )
    assert (answered.state, answered.reply) == (State.POSSIBLE, "Au premier rang.")
    assert (answered.replied_by, answered.replied_at) == (organiser, now)
    mail = RegistrationMail.objects.get(kind=MailKind.ARRANGEMENT)
    assert (mail.attendee, mail.to) == (person, person.registration.email)
    assert mail.facts == {"arrangement": answered.pk, "state": "possible"}
    assert not to_answer(now=now).exists()


def test_a_person_with_an_address_of_their_own_is_answered_there() -> None:
    person = RegistrationFactory(event=open_event()).first_attendee
    Attendee.objects.filter(pk=person.pk).update(email="malo@exemple.invalid")
    arrangement = ask(person, wish=WISH, now=timezone.now())
    reply(arrangement, state=State.CALL_BACK, reply="", by=superuser(), now=timezone.now())
    assert RegistrationMail.objects.get(kind=MailKind.ARRANGEMENT).to == "malo@exemple.invalid"


def test_another_wish_is_answered_anew_the_same_one_is_not() -> None:
    now, person = timezone.now(), asked_at(open_event())
    reply(person.arrangement, state=State.IMPOSSIBLE, reply="Désolés.", by=superuser(), now=now)
    assert ask(person, wish=f" {WISH} ", now=now).state == State.IMPOSSIBLE
    again = ask(person, wish="un sous-titrage", now=now)
    assert (again.state, again.reply, again.replied_by, again.told_at) == (State.ASKED, "", None, None)
    assert Arrangement.objects.count() == 1
    assert to_answer(now=now).exists()


def test_withdrawn_it_is_erased_and_nobody_answers_it() -> None:
    now, person, organiser = timezone.now(), asked_at(open_event()), superuser()
    reply(person.arrangement, state=State.POSSIBLE, reply="Au premier rang.", by=organiser, now=now)
    RegistrationMail.objects.filter(kind=MailKind.ARRANGEMENT).update(text="Au premier rang.")
    withdraw(person, now=now)
    kept = Arrangement.objects.get()
    assert (kept.wish, kept.reply, kept.withdrawn_at) == ("", "", now)
    mail = RegistrationMail.objects.get(kind=MailKind.ARRANGEMENT)
    assert (mail.to, mail.text) == ("", "")
    with pytest.raises(ArrangementWithdrawn):
        reply(kept, state=State.POSSIBLE, reply="", by=organiser, now=now)
    assert ask(person, wish=WISH, now=now).withdrawn_at is None


def test_an_answer_is_one_of_three() -> None:
    person, organiser = asked_at(open_event()), superuser()
    for state in (State.ASKED, "", "oui"):
        with pytest.raises(NoReply):
            reply(person.arrangement, state=state, reply="", by=organiser, now=timezone.now())


def test_nothing_is_asked_for_nobody_or_for_nothing() -> None:
    person = RegistrationFactory().first_attendee
    with pytest.raises(NoWish):
        ask(person, wish="  ", now=timezone.now())
    person.status = Status.ANONYMISED
    with pytest.raises(RegistrationErased):
        ask(person, wish=WISH, now=timezone.now())


def test_an_event_that_is_over_asks_nobody_for_an_answer() -> None:
    event = open_event()
    asked_at(event)
    assert not to_answer(now=event.over_at).exists()
    assert tell_organisers_of_wishes(now=event.over_at) == 0


def test_a_cancelled_event_asks_nobody_for_an_answer_which_would_reach_nobody() -> None:
    event = open_event()
    asked_at(event)
    assert to_answer(now=timezone.now()).count() == 1
    EventPage.objects.filter(pk=event.pk).update(status=EventStatus.CANCELLED)
    assert not to_answer(now=timezone.now()).exists()
    assert tell_organisers_of_wishes(now=timezone.now()) == 0
