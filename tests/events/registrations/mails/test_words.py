"""What mails say: nothing that a stranger typed, who acted and why, each person what is theirs."""

import re
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail as mails
from django.utils import timezone

from conference.platform.mails import RenderedMail
from conference.regions.models import DataController
from events.models import EventPage
from events.registrations.access import link_for, link_of, ticket_path
from events.registrations.models import Arrangement, Attendee, Registration, RegistrationMail
from events.registrations.outbox import send_link, write_to
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.registrations.factories import RegistrationFactory

from .writing import december, entry_of, mail_of, plain

pytestmark = pytest.mark.django_db
Kind = RegistrationMail.Kind


def with_companion(**values) -> tuple:
    registration = RegistrationFactory(event=december(), first_name="Aïcha", last_name="Payet", **values)
    other = Attendee.objects.create(
        registration=registration,
        event=registration.event,
        first_name="Paul",
        last_name="Martin",
        status=Status.CONFIRMED,
    )
    return registration, other


def plain_subject(mail: RenderedMail) -> str:
    return mail.subject.replace("\N{NO-BREAK SPACE}", " ")


def test_a_mail_to_an_unconfirmed_address_greets_nobody_by_what_a_stranger_typed() -> None:
    registration = RegistrationFactory(
        event=december(), unconfirmed=True, first_name="Gagnez 1000 euros", last_name="sur bit.ly/promo"
    )
    for kind in (Kind.CONFIRM, Kind.HELD):
        mail = mail_of(registration, kind)
        assert "Gagnez" not in mail.text + mail.html + mail.subject
    text = plain(mail_of(registration, Kind.CONFIRM))
    assert "appuyez sur son bouton" in text
    assert "1 place vous est gardée jusque-là." in text


def test_a_cancellation_says_who_and_why_and_who_still_comes() -> None:
    registration, other = with_companion()
    Attendee.objects.filter(pk=other.pk).update(status=Status.CANCELLED)
    facts = {"by": "team", "reason": "Salle trop petite & basse"}
    mail = mail_of(registration, Kind.CANCELLED, facts=facts)
    text = plain(mail)
    assert "Annulation par l’équipe d’organisation." in text
    assert "La raison : Salle trop petite & basse" in text
    assert "Salle trop petite &amp; basse" in mail.html
    assert "- Paul Martin : annulée" in text
    assert mail.subject == "Inscription modifiée\xa0: Rencontre"
    assert "- Aïcha Payet : confirmée, billet" in text
    assert entry_of(mail)[0] == "PUBLISH"  # one of them still comes
    assert plain_subject(mail) == "Inscription modifiée : Rencontre"
    Attendee.objects.filter(registration=registration).update(status=Status.CANCELLED)
    assert plain_subject(mail_of(registration, Kind.CANCELLED, facts=facts)).startswith("Inscription annulée")


def test_an_answer_about_one_person_of_a_party_does_not_repeat_that_about_another() -> None:
    registration, other = with_companion()
    now, answered = timezone.now(), {}
    for person, reply in (
        (registration.first_attendee, "Une rampe est prévue."),
        (other, "Une boucle aussi."),
    ):
        answered[reply] = Arrangement.objects.create(
            attendee=person, wish="…", state=Arrangement.State.POSSIBLE, reply=reply, replied_at=now
        )
    for reply, arrangement in answered.items():
        text = plain(mail_of(registration, Kind.ARRANGEMENT, facts={"arrangement": arrangement.pk}))
        assert [each for each in answered if each in text] == [reply]


@pytest.mark.parametrize("status", [Status.PENDING_APPROVAL, Status.WAITLISTED])
def test_the_link_sent_again_reaches_whoever_has_no_ticket_yet(status: Status) -> None:
    make_site_tree()
    registration = RegistrationFactory(event=december(), status=status, queued_at=timezone.now())
    send_link(registration, now=timezone.now())
    run_queue()
    [sent] = mails.outbox
    assert link_for(registration) in sent.body
    assert "Voir mon billet" not in sent.body


def test_who_was_registered_by_another_is_not_told_that_they_asked_for_the_cancellation() -> None:
    registration, other = with_companion()
    other.email, other.status = "paul@exemple.invalid", Status.CANCELLED
    other.save()
    text = plain(mail_of(registration, Kind.CANCELLED, attendee=other, facts={"by": "visitor"}))
    assert "à votre demande" not in text
    assert "ou par la personne qui vous a inscrit" in text
    assert "ou par la personne elle-même" in plain(
        mail_of(registration, Kind.CANCELLED, facts={"by": "visitor"})
    )


def test_leaving_the_queue_gives_back_a_rank_and_takes_nothing_out_of_a_calendar() -> None:
    registration, _other = with_companion(status=Status.CANCELLED)
    facts = {"by": "visitor", "freed": False}
    part = mail_of(registration, Kind.CANCELLED, facts=facts)
    assert "les autres personnes gardent le leur" in plain(part)
    registration.attendees.update(status=Status.CANCELLED)
    whole = mail_of(registration, Kind.CANCELLED, facts=facts)
    assert "Vous avez quitté la liste d’attente : votre rang est rendu." in plain(whole)
    assert "profitera" not in part.text + whole.text
    assert whole.attachments == []
    assert mail_of(registration, Kind.EVENT_CANCELLED).attachments == []


def test_a_party_is_told_of_a_part_of_what_it_asked_for() -> None:
    registration, other = with_companion(
        status=Status.OFFERED, held_until=timezone.now() + timedelta(hours=5), queued_at=timezone.now()
    )
    Attendee.objects.filter(pk=other.pk).update(status=Status.WAITLISTED, queued_at=timezone.now())
    text = plain(mail_of(registration, Kind.OFFER, facts={"offered": 1}))
    assert "nous vous proposons 1 place." in text
    assert "1 place sur 2" in text


def test_who_waits_is_told_the_rank_and_the_rules() -> None:
    event, now = december(waiting_list=True), timezone.now()
    for hours in (2, 1):
        last = RegistrationFactory(
            event=event, status=Status.WAITLISTED, queued_at=now - timedelta(hours=hours)
        )
    text = plain(mail_of(last, Kind.WAITING))
    assert "Avant vous dans la liste : 1 personne." in text
    first = Registration.objects.get(attendees__queued_at=now - timedelta(hours=2))
    assert "Vous êtes en tête de la liste." in plain(mail_of(first, Kind.WAITING))
    assert "Votre rang est l’instant de votre demande." in text


def test_an_offer_of_one_seat_speaks_of_no_part_of_it() -> None:
    offer = {"status": Status.OFFERED, "held_until": timezone.now() + timedelta(hours=5)}
    alone = RegistrationFactory(event=december(), queued_at=timezone.now(), **offer)
    assert "une partie" not in mail_of(alone, Kind.OFFER).text


@pytest.mark.parametrize("kind", [Kind.CHANGED, Kind.EVENT_CANCELLED])
def test_news_of_the_event_promises_no_seat_to_whoever_waits_for_one(kind: str) -> None:
    registration = RegistrationFactory(event=december(), status=Status.WAITLISTED, queued_at=timezone.now())
    mail = mail_of(registration, kind)
    assert "« Rencontre »" in plain(mail)
    assert " une place" not in plain(mail)


def test_whoever_is_offered_a_seat_meanwhile_is_told_of_the_offer_alone() -> None:
    registration = RegistrationFactory(event=december(), status=Status.WAITLISTED, queued_at=timezone.now())
    row = write_to(registration, Kind.WAITING, now=timezone.now())
    assert row is not None
    assert row.is_still_wanted(now=timezone.now())
    later = timezone.now() + timedelta(hours=5)
    registration.attendees.update(status=Status.OFFERED, held_until=later)
    assert not RegistrationMail.objects.get(pk=row.pk).is_still_wanted(now=timezone.now())


def test_who_waits_for_an_approval_is_told_so_and_of_no_queue() -> None:
    registration = RegistrationFactory(event=december(needs_approval=True), status=Status.PENDING_APPROVAL)
    row = write_to(registration, Kind.WAITING, now=timezone.now())
    assert row is not None
    assert row.is_still_wanted(now=timezone.now())
    mail = mail_of(registration, Kind.WAITING)
    assert mail.subject == "Demande reçue\xa0: Rencontre"
    assert "lit votre demande pour « Rencontre »" in plain(mail)
    assert "attente" not in mail.text + mail.html


def test_a_person_with_an_address_of_their_own_reads_of_themselves_alone_and_gets_their_link() -> None:
    registration, other = with_companion()
    other.email = "paul@exemple.invalid"
    other.save()
    mail = mail_of(registration, Kind.TICKET, attendee=other)
    assert link_of(other) in mail.text
    assert link_for(registration) not in mail.text + mail.html
    assert "Aïcha" not in mail.text
    row = write_to(registration, Kind.TICKET, now=timezone.now(), attendee=other)
    assert row is not None
    assert row.is_still_wanted(now=timezone.now())
    Attendee.objects.filter(pk=other.pk).update(email="autre@exemple.invalid")
    assert not RegistrationMail.objects.get(pk=row.pk).is_still_wanted(now=timezone.now())


def test_the_information_of_a_person_registered_by_another_names_nobody() -> None:
    registration, other = with_companion()
    other.email = "paul@exemple.invalid"
    other.save()
    mail = mail_of(registration, Kind.ATTENDEE, attendee=other)
    assert link_of(other) in mail.text
    assert not {"Paul", "Martin", "Payet"} & set(re.findall(r"\w+", mail.subject + mail.text + mail.html))
    assert [each.name for each in mail.attachments] == ["evenement.ics"]
    assert "Votre place : confirmée." in plain(mail)
    Attendee.objects.filter(pk=other.pk).update(status=Status.WAITLISTED)
    other.refresh_from_db()
    assert "Votre place : en liste d’attente." in plain(mail_of(registration, Kind.ATTENDEE, attendee=other))


def test_the_mail_of_what_is_held_names_the_people_of_all_requests_of_the_address() -> None:
    registration, _other = with_companion()
    RegistrationFactory(
        event=registration.event,
        email=registration.email,
        first_name="Zoé",
        last_name="Le Goff",
    )
    RegistrationFactory(
        event=registration.event, email=registration.email, unconfirmed=True, first_name="Inconnue"
    )
    text = plain(mail_of(registration, Kind.HELD))
    for name in ("Aïcha Payet", "Paul Martin", "Zoé Le Goff"):
        assert name in text
    assert "Inconnue" not in text
    assert "1 personne attend la confirmation de cette adresse." in text


def test_the_joining_link_is_for_confirmed_people_who_follow_on_line() -> None:
    event = december()
    EventPage.objects.filter(pk=event.pk).update(online_url="https://visio.test/salle")
    here = RegistrationFactory(event=event, mode="sur-place")
    there = RegistrationFactory(event=event, mode="en-ligne")
    waiting = RegistrationFactory(event=event, unconfirmed=True)
    assert "visio.test" in mail_of(there, Kind.TICKET).text
    assert "visio.test" in str(entry_of(mail_of(there, Kind.TICKET))[1]["description"])
    assert "visio.test" not in mail_of(here, Kind.TICKET).text
    assert "visio.test" not in mail_of(waiting, Kind.CONFIRM).text


def test_the_relay_is_the_sender_and_says_who_answers_for_the_data() -> None:
    tree = make_site_tree(regions=("bretagne",))
    event = december(parent=tree.regions["bretagne"].agenda, contact_email="rennes@exemple.invalid")
    DataController.objects.update_or_create(
        region=event.region,
        defaults={
            "name": "Association Relais",
            "address": "1 rue d’Essai\r\n35000 Rennes",
            "rights_contact": "droits@exemple.invalid",
            "role": DataController.Role.PROCESSOR,
        },
    )
    write_to(RegistrationFactory(event=event), Kind.TICKET, now=timezone.now())
    run_queue()
    [sent] = mails.outbox
    name, _address = parseaddr(str(make_header(decode_header(str(sent.from_email)))))
    assert name == "Relais de Bretagne – Conférence des alliances stratégiques"
    assert sent.reply_to == ["rennes@exemple.invalid"]
    said = (
        "Qui répond de vos données\xa0: Association Relais (sous-traitant de l’équipe nationale),"
        " 1 rue d’Essai, 35000 Rennes, droits@exemple.invalid"
    )
    [html] = [each.content for each in sent.alternatives]
    assert said in sent.body
    assert said in html
    names = [part.get_filename() for part in sent.message().walk() if part.get_filename()]
    assert names == ["evenement.ics", "billet.pdf"]
    [calendar] = [part for part in sent.message().walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "PUBLISH"


def test_the_calendar_file_keeps_its_identifier_and_grows_until_it_is_cancelled() -> None:
    event = december()
    registration, other = RegistrationFactory(event=event), RegistrationFactory(event=event)
    method, first = entry_of(mail_of(registration, Kind.TICKET))
    assert (method, str(first["status"])) == ("PUBLISH", "CONFIRMED")
    assert ticket_path(registration.first_attendee) in str(first["description"])
    assert link_for(registration) not in str(first["description"]), "calendars are shared"
    assert str(entry_of(mail_of(other, Kind.TICKET))[1]["uid"]) != str(first["uid"])

    EventPage.objects.filter(pk=event.pk).update(sequence=5)
    _method, moved = entry_of(mail_of(registration, Kind.LINK))
    Attendee.objects.filter(registration=registration).update(status=Status.CANCELLED)
    method, last = entry_of(mail_of(registration, Kind.CANCELLED, facts={"by": "visitor"}))
    assert (method, str(last["status"])) == ("CANCEL", "CANCELLED")
    assert str(first["uid"]) == str(moved["uid"]) == str(last["uid"])
    assert first["sequence"] < moved["sequence"] <= last["sequence"]
    assert "/inscriptions/" not in str(last["description"])
