"""The form: the same for everybody, exact, and clear about what is to be mended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from conference.core.models import SiteSettings
from conference.regions.models import DataController
from events.lifecycle import cancel_event
from events.registrations.models import Registration, RegistrationMail
from events.registrations.seats.gates import close_registration
from tests.conference.factories import make_site_tree

from ..factories import open_event
from ..pages import TYPED, form_of, read, words

pytestmark = pytest.mark.django_db


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


def test_who_lost_the_link_reads_how_to_have_it_again(client: Client) -> None:
    event = open_event()
    assert "nous vous renvoyons le lien" in words(client.get(form_of(event)))
    assert "nous vous renvoyons le lien" in words(client.get("/inscriptions/perdu/"))


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


def test_the_notice_says_who_answers_and_what_is_missing(client: Client, settings) -> None:
    settings.REGISTRATION_RETENTION_MONTHS = 9
    event = open_event()
    assert words(client.get(form_of(event))).count("à compléter") == 1
    facts = SiteSettings.load()
    facts.legal_basis = "mission d’intérêt public"
    facts.save()
    DataController.objects.filter(region=event.region).update(
        name="Association de Bretagne", address="2 quai d’Essai, Brest", rights_contact="droits@bzh.invalid"
    )

    notice = words(client.get(form_of(event)))

    assert "à compléter" not in notice
    for fact in (
        "Association de Bretagne (responsable de traitement)",
        "2 quai d’Essai, Brest",
        "droits@bzh.invalid",
        "mission d’intérêt public",
        "9 mois",
        "CNIL",
    ):
        assert fact in notice
    assert "Service national fictif" not in notice
    assert read(client.get(form_of(event))).main.find("a", href="/donnees-personnelles/")


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


def test_the_form_that_took_the_last_seat_leads_there_again_and_no_other_does() -> None:
    event, browser = open_event(capacity=1), Client(enforce_csrf_checks=True)

    def opened() -> dict[str, str]:
        field = read(browser.get(form_of(event))).find("input", {"name": "csrfmiddlewaretoken"})
        return TYPED | {"csrfmiddlewaretoken": field["value"]}

    this, other = opened(), opened()
    clicks = [browser.post(form_of(event), this) for _click in range(2)]

    assert [answer.get("Location") for answer in clicks] == [f"{form_of(event)}messagerie/"] * 2
    assert "Toutes les places sont prises" in words(browser.post(form_of(event), other))
    assert "Toutes les places sont prises" in words(Client().post(form_of(event), TYPED))
