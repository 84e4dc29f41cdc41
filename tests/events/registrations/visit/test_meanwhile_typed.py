"""The event fills up or closes, the browser forgets its cookie, while somebody types: nothing is lost."""

import pytest
from django.core import mail as mails
from django.test import Client
from django.utils import timezone

from events.lifecycle import Postpone, cancel_event
from events.operations import operate
from events.registrations.models import Attendee, EventQuestion, Question, Registration, Submission
from events.registrations.seats.gates import close_registration
from tests.conference.platform.worker import run_queue

from ..factories import RegistrationFactory, open_event
from ..pages import TYPED, form_of, link_in, read, words

pytestmark = pytest.mark.django_db

TYPED_ID = "ce-que-vous-aviez-ecrit"
PAUL = {"person": ["2"], "p2-first_name": "Paul", "p2-last_name": "Martin"}
WISH = {"p2-arrangement": "Une place", "p2-consent": "on"}


def fill_up(event) -> None:
    RegistrationFactory(event=event)


def close(event) -> None:
    close_registration(event, by=None, now=timezone.now())


def cancel(event) -> None:
    cancel_event(event, by=None, reason="La salle est fermée.", now=timezone.now())


def postpone(event) -> None:
    late = Postpone(start=None, reason="Le train est en grève.")
    operate(event, late, by=None, now=timezone.now())


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (fill_up, "Toutes les places sont prises"),
        (close, "On ne peut plus s’inscrire"),
        (cancel, "La salle est fermée."),
        (postpone, "Le train est en grève."),
    ],
)
@pytest.mark.parametrize("sent", [{}, {"add": "1"}, {"email": "pas fini"}])
def test_where_nothing_can_be_done_the_page_says_why_and_shows_what_was_typed(
    client: Client, meanwhile, why: str, sent: dict[str, str]
) -> None:
    event = open_event(capacity=1)
    facts = {"purpose": Question.Purpose.CATERING, "readers": Question.Readers.CATERER}
    diet = Question.objects.create(
        label="Votre repas", kind=Question.Kind.SEVERAL, choices="végétarien\nsans porc", **facts
    )
    stay = Question.objects.create(label="Votre trajet", kind=Question.Kind.LONG, **facts)
    EventQuestion.objects.create(event=event, question=diet, of_each=True)
    EventQuestion.objects.create(event=event, question=stay)
    form = client.get(form_of(event))
    assert not read(form).find(id=TYPED_ID)
    meanwhile(event)
    before = Registration.objects.count()
    q, t = f"question-{diet.pk}", f"question-{stay.pk}"
    answers = {q: ["sans porc", "végétarien"], f"p2-{q}": "végétarien", t: "Par le train\nde nuit"}

    page = client.post(form_of(event), TYPED | PAUL | WISH | answers | sent)

    assert page.status_code == 200
    assert why in words(page)
    assert read(page).title.string.startswith("Erreur")
    typed = read(page).find(attrs={"aria-labelledby": TYPED_ID})
    shown = " ".join(typed.get_text(" ").split())
    email = sent.get("email", TYPED["email"])
    for word in (
        *("Aïcha", "Boyer", email, TYPED["organisation"], "une association", "Paul", "Martin"),
        *("Une place", "Votre repas", "Par le train de nuit"),
    ):
        assert word in shown, word
    assert shown.count("végétarien") == 2
    assert "Rien n’en est gardé" in shown
    assert not Submission.objects.exists()
    assert not read(page).main.find("form")
    assert Registration.objects.count() == before
    assert not read(client.get(form_of(event))).find(attrs={"aria-labelledby": TYPED_ID})


def test_too_few_seats_for_the_party_says_how_many_and_keeps_the_form(client: Client) -> None:
    event = open_event(capacity=2)
    fill_up(event)
    page = client.post(form_of(event), TYPED | PAUL)
    assert "Il ne reste qu’une place" in words(page)
    assert read(page).find(id="id_p2-last_name")["value"] == "Martin"
    assert read(page).find(id="id_email")["value"] == TYPED["email"]


def test_who_gets_into_the_queue_without_having_asked_for_it_reads_so_at_once(client: Client) -> None:
    event = open_event(capacity=1, waiting_list=True)
    assert "liste d’attente" not in words(client.get(form_of(event)))
    fill_up(event)

    mailbox = client.post(form_of(event), TYPED | PAUL)["Location"]

    for _reload in range(2):
        page = client.get(mailbox)
        assert "Toutes les places sont prises : votre demande prend rang dans la liste d’attente" in words(
            page
        )
        assert "ce que vous avez écrit est gardé" in words(page)
        assert "dans l’ordre des demandes" in words(page)
        assert "3. Votre rang dans la liste" in words(page)
    mailbox = client.post(mailbox, {"email": "autre.adresse@exemple.invalid"})["Location"]
    assert "prend rang dans la liste d’attente" in words(client.get(mailbox))
    assert Attendee.objects.exclude(queued_at=None).count() == 2


def test_part_of_a_party_waits_and_the_page_says_how_many(client: Client) -> None:
    event = open_event(capacity=2, waiting_list=True)
    fill_up(event)
    page = words(client.get(client.post(form_of(event), TYPED | PAUL)["Location"]))
    assert "1 place vous est gardée ; pour l’autre personne, la liste d’attente" in page
    assert "3. Votre billet" in page


def test_who_clicks_twice_for_the_last_seat_is_not_told_of_the_queue() -> None:
    event, browser = open_event(capacity=1, waiting_list=True), Client(enforce_csrf_checks=True)
    field = read(browser.get(form_of(event))).find("input", {"name": "csrfmiddlewaretoken"})
    sent = TYPED | {"csrfmiddlewaretoken": field["value"]}
    pages = [words(browser.get(browser.post(form_of(event), sent)["Location"])) for _click in range(2)]
    assert not any("prend rang" in page for page in pages)


def test_the_queue_is_told_alike_to_a_known_address() -> None:
    event = open_event(capacity=1, waiting_list=True)
    known = RegistrationFactory(event=event)
    pages = set()
    for address in (known.email, "personne.inconnue@exemple.invalid"):
        browser = Client()
        page = words(browser.get(browser.post(form_of(event), TYPED | {"email": address})["Location"]))
        pages.add(page.replace(address, "…"))
    assert len(pages) == 1
    assert "Si cette adresse avait déjà une place, elle la garde" in pages.pop()


def test_a_browser_that_lost_its_cookies_gets_the_form_back_as_it_was_typed() -> None:
    event, browser = open_event(), Client(enforce_csrf_checks=True)
    browser.get(form_of(event))
    browser.cookies.clear()

    page = browser.post(form_of(event), TYPED | PAUL | WISH | {"csrfmiddlewaretoken": "x" * 64})

    assert page.status_code == 403
    assert "no-store" in page["Cache-Control"]
    assert "Ce que vous avez écrit est gardé ci-dessous" in words(page)
    form = read(page).main.find("form")
    sent = {
        field["name"]: field["value"]
        for field in form.find_all("input")
        if field.get("type") in {"text", "email", "hidden"} and field.get("value")
    }
    assert sent["p2-last_name"] == "Martin"
    assert "Une place" in form.get_text()
    assert not Registration.objects.exists()

    kind = {"organisation_kind": form.find("input", {"type": "radio", "checked": True})["value"]}
    assert form.find("input", {"name": "p2-consent"}).has_attr("checked")
    assert browser.post(form_of(event), sent | kind | WISH).status_code == 303
    assert Registration.objects.get().attendees.count() == 2
    run_queue()
    assert link_in(mails.outbox[0])


def test_an_address_corrected_too_late_stands_in_the_form_one_is_led_to(client: Client) -> None:
    event = open_event()
    page = client.post(f"{form_of(event)}messagerie/", {"email": "x@exemple.invalid"})
    assert page.status_code == 200
    assert "plus d’une demi-heure" in words(page)
    form = read(page).main.find("form")
    assert form["action"] == form_of(event)
    assert form.find(id="id_email")["value"] == "x@exemple.invalid"
