"""The visitor's pages, from the form to the ticket, as a browser without script sees them."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail as mails
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from conference.core.models import SiteSettings
from events.lifecycle import cancel_event
from events.models import EventPage
from events.registrations.gates import close_registration
from events.registrations.links import link_for
from events.registrations.models import Registration, RegistrationMail
from events.registrations.states import Status
from tests.conference.core.worker import run_queue
from tests.conference.factories import make_site_tree

from .factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db
TYPED = {
    "first_name": "Aïcha",
    "last_name": "Boyer",
    "email": "aicha.boyer@exemple.invalid",
    "organisation": "Les Jardins du Barachois",
    "organisation_kind": "association",
}
LINK = "https://visio.invalid/salon-secret"


def form_of(event: EventPage) -> str:
    return f"{event.url}inscription/"


def read(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(response) -> str:
    """The words of the page's main part, spaces made plain."""
    return " ".join(read(response).main.get_text(" ").split())


def link_in(sent) -> str:
    """The path of the person's link in a mail."""
    return re.search(r"https://conference\.test(/inscriptions/\S+)", sent.body)[1]


# --- The whole way -----------------------------------------------------------------------------


@pytest.mark.parametrize("national", [False, True])
def test_a_visitor_registers_confirms_and_gives_the_seat_back(client: Client, national: bool) -> None:
    event = open_event(capacity=2, online=True, online_url=LINK, national=national)
    assert "2 places encore libres" in words(client.get(form_of(event)))

    answer = client.post(form_of(event), TYPED)
    assert (answer.status_code, answer["Location"]) == (303, f"{form_of(event)}messagerie/")
    page = client.get(answer["Location"])
    assert TYPED["email"] in words(page)
    assert TYPED["email"] not in answer["Location"]
    assert "1 place encore libre" in words(client.get(form_of(event)))

    run_queue()
    link = link_in(mails.outbox[0])
    for _again in range(2):
        assert "Confirmer ma place" in words(client.get(link))
    assert Registration.objects.get().status == Status.UNCONFIRMED
    assert LINK not in client.get(link).content.decode() + mails.outbox[0].body

    assert client.post(link, {"action": "confirm"})["Location"] == link
    assert "Votre place est confirmée" in words(client.get(link))
    assert LINK in client.get(link).content.decode()
    run_queue()
    assert LINK in mails.outbox[1].body
    assert LINK in mails.outbox[1].alternatives[0][0]

    assert client.post(link, {"action": "cancel"}).status_code == 303
    assert "Votre inscription est annulée" in words(client.get(link))
    assert LINK not in client.get(link).content.decode()
    assert "2 places encore libres" in words(client.get(form_of(event)))

    client.post(link, {"action": "confirm"})
    assert Registration.objects.get().status == Status.CONFIRMED


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address() -> None:
    event = open_event(capacity=10)
    known = RegistrationFactory(event=event)
    pages = []
    for address in (known.email, "personne.inconnue@exemple.invalid"):
        client = Client()
        answer = client.post(form_of(event), TYPED | {"email": address})
        page = client.get(answer["Location"])
        text = re.sub(r'value="[A-Za-z0-9]{64}"', "", page.content.decode()).replace(address, "ADRESSE")
        pages.append((answer.status_code, answer["Location"], answer.cookies.keys(), page.status_code, text))
    assert pages[0] == pages[1]


def test_on_a_full_event_everybody_sees_the_same(client: Client) -> None:
    event = open_event(capacity=1)
    known = RegistrationFactory(event=event)
    texts = set()
    for address in (known.email, "personne.inconnue@exemple.invalid"):
        answer = client.post(form_of(event), TYPED | {"email": address})
        assert (answer.status_code, answer.cookies) == (200, {})
        texts.add(answer.content)
    assert len(texts) == 1
    assert "Complet" in words(answer)
    assert Registration.objects.count() == 1


# --- The form ----------------------------------------------------------------------------------


def test_what_was_typed_is_kept_and_each_error_is_tied_to_its_field(client: Client) -> None:
    event = open_event()
    page = read(client.post(form_of(event), TYPED | {"first_name": " ", "email": "aicha.exemple.invalid"}))

    assert page.title.string.startswith("Erreur")
    summary = page.find(attrs={"role": "alert"})
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"
    assert [a["href"] for a in summary.find_all("a")] == ["#id_first_name", "#id_email"]
    for name in ("first_name", "email"):
        field = page.find(id=f"id_{name}")
        assert field["aria-invalid"] == "true"
        assert f"id_{name}_error" in field["aria-describedby"].split()
        assert page.find(id=f"id_{name}_error").get_text(strip=True)
    assert "Il manque un «\xa0@\xa0»" in page.find(id="id_email_error").get_text()
    assert page.find(id="id_email")["value"] == "aicha.exemple.invalid"
    assert page.find(id="id_organisation")["value"] == TYPED["organisation"]
    assert page.find("input", {"name": "organisation_kind", "checked": True})["value"] == "association"
    assert not Registration.objects.exists()


def test_each_field_says_what_a_browser_may_fill_in(client: Client) -> None:
    page = read(client.get(form_of(open_event())))
    tokens = {
        field["name"]: field.get("autocomplete")
        for field in page.main.find_all("input", type=["text", "email"])
    }
    assert tokens == {
        "first_name": "given-name",
        "last_name": "family-name",
        "email": "email",
        "organisation": "organization",
    }
    assert "Erreur" not in page.title.string
    assert not page.find(attrs={"role": "alert"})


@pytest.mark.parametrize("name", ["Gagnez https://spam.invalid", "www.spam.invalid", "a@b.fr", "<b>x"])
def test_a_name_does_not_carry_an_advertisement_into_our_mails(client: Client, name: str) -> None:
    answer = client.post(form_of(open_event()), TYPED | {"first_name": name})
    assert "sans adresse ni lien" in words(answer)
    assert not RegistrationMail.objects.exists()


def test_the_notice_prints_the_sites_facts_and_says_what_is_missing(client: Client, settings) -> None:
    settings.REGISTRATION_RETENTION_MONTHS = 9
    event = open_event()
    assert words(client.get(form_of(event))).count("à compléter") == 3
    facts = SiteSettings.load()
    facts.controller, facts.legal_basis = "Ministère fictif", "mission d’intérêt public"
    facts.data_protection_contact = "donnees@exemple.invalid"
    facts.save()

    notice = words(client.get(form_of(event)))

    assert "à compléter" not in notice
    for fact in ("Ministère fictif", "mission d’intérêt public", "donnees@exemple.invalid", "9 mois", "CNIL"):
        assert fact in notice
    assert read(client.get(form_of(event))).main.find("a", href="/donnees-personnelles/")


# --- The mistyped address ------------------------------------------------------------------------


def test_the_address_is_corrected_on_the_page_that_shows_it(client: Client) -> None:
    event = open_event()
    mailbox = client.post(form_of(event), TYPED | {"email": "aicha@exmple.invalid"})["Location"]
    assert read(client.get(mailbox)).find(id="id_email")["value"] == "aicha@exmple.invalid"

    wrong = client.post(mailbox, {"email": "aicha"})
    assert read(wrong).title.string.startswith("Erreur")
    assert client.post(mailbox, {"email": TYPED["email"]})["Location"] == mailbox

    assert TYPED["email"] in words(client.get(mailbox))
    assert Registration.objects.get().email == TYPED["email"]
    run_queue()
    assert [sent.to for sent in mails.outbox] == [[TYPED["email"]]]


def test_without_its_cookie_the_page_shows_no_address_and_takes_none(client: Client) -> None:
    event = open_event()
    mailbox = f"{form_of(event)}messagerie/"
    assert not read(client.get(mailbox)).find("form")
    assert client.post(mailbox, {"email": "x@exemple.invalid"})["Location"] == form_of(event)


def test_the_cookie_of_one_event_is_worth_nothing_at_another(client: Client) -> None:
    mine, other = open_event(), open_event()
    client.post(form_of(mine), TYPED)
    stolen = client.cookies["inscription"].value
    client.cookies.clear()
    client.cookies["inscription"] = stolen
    assert TYPED["email"] not in words(client.get(f"{form_of(other)}messagerie/"))
    assert TYPED["email"] in words(client.get(f"{form_of(mine)}messagerie/"))


# --- What is not open ----------------------------------------------------------------------------


def test_each_reason_is_said_and_shows_no_form(client: Client) -> None:
    now = timezone.now()
    closed, cancelled = open_event(), open_event()
    close_registration(closed, by=None, now=now)
    cancel_event(cancelled, by=None, reason="La salle est fermée.", now=now)
    for event, sentence in [
        (open_event(capacity=0), "Toutes les places sont prises"),
        (closed, "On ne peut plus s’inscrire"),
        (cancelled, "La salle est fermée."),
        (open_event(past=True), "Cet événement est terminé"),
        (open_event(by_others=True, past=False, start=now + timedelta(days=3)), "On ne s’inscrit pas"),
        (open_event(enabled=False), "On ne s’inscrit pas"),
    ]:
        for answer in (client.get(form_of(event)), client.post(form_of(event), TYPED)):
            assert answer.status_code == 200
            assert sentence in words(answer)
            assert not read(answer).main.find("form")


def test_a_draft_a_restricted_event_and_no_event_at_all_are_not_found(client: Client) -> None:
    draft, restricted = open_event(live=False), open_event()
    agenda = make_site_tree(regions=("bretagne",)).regions["bretagne"].agenda
    PageViewRestriction.objects.create(page=agenda, restriction_type=PageViewRestriction.LOGIN)
    for path in (form_of(draft), form_of(restricted), "/agenda/rien/inscription/"):
        for address in (path, f"{path}messagerie/"):
            assert client.get(address).status_code == 404
            assert client.post(address, TYPED).status_code == 404
    assert not Registration.objects.exists()


# --- The link ------------------------------------------------------------------------------------


def test_a_lapsed_link_says_so_and_takes_a_seat_again(client: Client) -> None:
    lapsed = RegistrationFactory(lapsed=True, event=open_event(capacity=1))
    link = link_for(lapsed)
    page = words(client.get(link))
    assert "Le délai est passé" in page
    assert "Reprendre une place" in page

    client.post(link, {"action": "confirm"})

    assert "Votre place est confirmée" in words(client.get(link))


def test_a_lapsed_link_of_an_event_that_filled_meanwhile_says_that_too(client: Client) -> None:
    event = open_event(capacity=1)
    lapsed = RegistrationFactory(lapsed=True, event=event)
    page = client.get(link_for(lapsed))
    RegistrationFactory(event=event)

    refused = client.post(link_for(lapsed), {"action": "confirm"})

    assert "Reprendre une place" in words(page)
    assert "il ne reste plus de place" in words(refused)
    assert read(refused).title.string.startswith("Erreur")
    assert "Reprendre une place" not in words(client.get(link_for(lapsed)))


def test_the_hour_until_which_the_seat_is_held_stands_on_the_page_in_the_events_zone(client: Client) -> None:
    event = open_event(parent=make_site_tree().regions["la-reunion"].agenda, time_zone="Indian/Reunion")
    held = RegistrationFactory(event=event, unconfirmed=True)
    Registration.objects.update(confirm_by="2099-06-02T06:05:00Z")
    assert "2 juin 2099 à 10 h 05 (heure de La Réunion)" in words(client.get(link_for(held)))


def test_a_cancelled_event_is_said_on_the_link_and_nothing_can_be_done_there(client: Client) -> None:
    registration = RegistrationFactory(unconfirmed=True)
    cancel_event(registration.event, by=None, reason="La salle est fermée.", now=timezone.now())
    page = client.get(link_for(registration))
    assert "La salle est fermée." in words(page)
    assert not read(page).main.find("form")


def test_the_ticket_of_an_unpublished_event_still_opens(client: Client) -> None:
    registration = RegistrationFactory()
    EventPage.objects.update(live=False)
    page = client.get(link_for(registration))
    assert page.status_code == 200
    assert registration.event.url not in {a["href"] for a in read(page).main.find_all("a")}


def test_a_forged_a_foreign_and_an_erased_link_are_answered_with_the_same_page(client: Client) -> None:
    registration = RegistrationFactory()
    good = link_for(registration)
    Registration.objects.update(status=Status.ANONYMISED)
    bodies = set()
    for link in (good, good[:-2] + "x/", "/inscriptions/n-importe-quoi/"):
        for answer in (client.get(link), client.post(link, {"action": "confirm"})):
            assert answer.status_code == 404
            bodies.add(words(answer))
    assert len(bodies) == 1


@pytest.mark.parametrize("action", ["", "effacer", "__init__"])
def test_an_unknown_action_changes_nothing(client: Client, action: str) -> None:
    registration = RegistrationFactory(unconfirmed=True)
    assert client.post(link_for(registration), {"action": action}).status_code == 200
    registration.refresh_from_db()
    assert registration.status == Status.UNCONFIRMED


# --- Caches, cookies, forgery ---------------------------------------------------------------------


def test_no_cache_keeps_these_pages_and_no_robot_lists_them(client: Client) -> None:
    event = open_event()
    link = link_for(RegistrationFactory(event=event))
    for path in (form_of(event), f"{form_of(event)}messagerie/", link, "/inscriptions/faux/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert read(answer).find("meta", {"name": "robots"})["content"] == "noindex, nofollow"
    assert "no-store" in client.post(form_of(event), TYPED)["Cache-Control"]


def test_the_receipt_stays_with_the_addresses_of_its_event(client: Client) -> None:
    event = open_event()
    cookie = client.post(form_of(event), TYPED).cookies["inscription"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == (
        form_of(event),
        True,
        "Lax",
        True,
    )
    assert TYPED["email"] not in cookie.value


def test_another_site_cannot_post_for_a_visitor() -> None:
    strict = Client(enforce_csrf_checks=True)
    event = open_event()
    held = RegistrationFactory(event=event, unconfirmed=True)
    assert strict.post(form_of(event), TYPED).status_code == 403
    assert strict.post(link_for(held), {"action": "confirm"}).status_code == 403
    assert Registration.objects.get().status == Status.UNCONFIRMED


def test_outside_the_demonstration_nothing_leads_to_its_mailbox(client: Client) -> None:
    page = client.get(f"{form_of(open_event())}messagerie/")
    assert "/demo/courriels/" not in page.content.decode()


@pytest.mark.urls("tests.home.demo.urls")
def test_in_the_demonstration_the_page_leads_to_its_mailbox(client: Client, settings) -> None:
    settings.DEMO = True
    page = client.get(f"{form_of(open_event())}messagerie/")
    assert read(page).main.find("a", href="/demo/courriels/")
