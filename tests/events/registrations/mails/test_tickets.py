"""The ticket: a reference, a code that a telephone opens, one tagged page that is read without a network."""

import io
from datetime import timedelta
from unittest.mock import patch

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from events.lifecycle import MoveOnline
from events.models import EventFormat
from events.operations import operate
from events.registrations import access
from events.registrations.access import link_for, ticket_path
from events.registrations.models import Attendee, RegistrationMail
from events.registrations.states import Status
from events.registrations.tickets.codes import qr_for_page, reference_of, ticket_url
from events.registrations.tickets.pdf import ticket_pdf
from tests.events.factories import at
from tests.events.registrations.factories import RegistrationFactory, open_event
from tests.events.registrations.pages import words

from .writing import december, entry_of, mail_of

pytestmark = pytest.mark.django_db


def party(number: int, **values) -> list[Attendee]:
    event = open_event(
        title="L’étoffe & <nous> #1",
        start=at("2099-12-15", "08:30"),
        end=at("2099-12-15", "16:00"),
        capacity=20,
    )
    registration = RegistrationFactory(event=event, first_name="*Zoé*", last_name="#let Ó’Łucja", **values)
    for each in range(number - 1):
        Attendee.objects.create(
            registration=registration,
            event=event,
            first_name="Camille",
            last_name=f"Martin-Dupont de la Rochefoucauld {each}",
            organisation="Association pour l’étude des alliances de la région Nouvelle-Aquitaine",
            mode="sur-place",
            status=Status.CONFIRMED,
        )
    return list(registration.attendees.select_related("registration", "event"))


def text_of(content: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return len(document), "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("number", [1, 2, 4, 10])
def test_a_party_has_one_page_however_large(number: int) -> None:
    people = party(number)
    content = ticket_pdf(people[0].event, people, now=timezone.now())
    pages, text = text_of(content)
    assert pages == 1
    assert all(reference_of(each) in text for each in people)
    assert "*Zoé* #let Ó’Łucja" in text.replace("\r\n", " ")  # data, never markup
    assert b"/MarkInfo" in content
    assert b"pdfuaid" in content


def test_references_are_stable_and_differ() -> None:
    people = party(10)
    references = [reference_of(each) for each in people]
    assert len(set(references)) == 10
    assert reference_of(Attendee.objects.get(pk=people[0].pk)) == references[0]


def test_the_code_opens_the_ticket_which_changes_nothing(client: Client) -> None:
    [person] = party(1)
    path = ticket_path(person)
    assert ticket_url(person).startswith("https://conference.test/inscriptions/")
    page = client.get(path)
    assert reference_of(person) in page.content.decode()
    assert 'role="img"' in qr_for_page(person)
    assert "no-store" not in page["Cache-Control"]
    assert "private" in page["Cache-Control"]
    assert client.post(path).status_code == 405
    assert "csrfmiddlewaretoken" not in page.content.decode()


def test_a_cancelled_ticket_says_so_and_has_no_file(client: Client) -> None:
    [person] = party(1)
    file = link_for(person.registration) + "billet.pdf"
    answer = client.get(file)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    Attendee.objects.update(status=Status.CANCELLED)
    assert "Ce billet ne vaut plus" in client.get(ticket_path(person)).content.decode()
    assert client.get(file).status_code == 404


def test_a_forged_link_and_an_erased_person_have_no_ticket(client: Client) -> None:
    [person] = party(1)
    token = ticket_path(person).split("/")[2]
    assert client.get(f"/inscriptions/{token[:-1]}/billet/").status_code == 404
    assert client.get(f"/inscriptions/{token[:-1]}x/billet.pdf").status_code == 404
    assert access.registration_for(token) is None  # the ticket gives no right on the registration
    Attendee.objects.update(status=Status.ANONYMISED)
    assert client.get(ticket_path(person)).status_code == 404


def test_the_ticket_mail_carries_the_file_and_the_calendar() -> None:
    [person] = party(1)
    mail = RegistrationMail(
        registration=person.registration,
        event=person.event,
        kind="ticket",
        to=person.registration.email,
    )
    rendered = mail.render(now=timezone.now() - timedelta(days=1))
    assert [each.name for each in rendered.attachments] == ["evenement.ics", "billet.pdf"]
    with patch("events.registrations.mails.attached.ticket_pdf", return_value=b"%PDF") as made:
        mail.render(now=timezone.now())
    assert made.call_args.args[1] == [person]


def test_whoever_was_to_come_to_a_hybrid_event_moved_on_line_gets_the_joining_link(client: Client) -> None:
    event = december(format=EventFormat.HYBRID)
    here = RegistrationFactory(event=event, mode="sur-place")
    moved = MoveOnline(online_url="https://visio.test/salle", reason="Neige")
    operate(event, moved, by=None, now=timezone.now())
    reminder = mail_of(here, RegistrationMail.Kind.REMINDER, facts={"days": 1})
    assert "visio.test" in reminder.text
    assert "visio.test" in str(entry_of(reminder)[1]["description"])
    assert "sur place" not in reminder.text
    page = words(client.get(link_for(here)))
    assert "Pour vous connecter : https://visio.test/salle" in page
    assert "Maison commune" not in page
    assert "Sur place" not in page
    assert "Maison commune" not in words(client.get(ticket_path(here.first_attendee)))
