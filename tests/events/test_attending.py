"""How one takes part: access, the map, interpretation, what is recorded, and calendars."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from events.feeds.calendar_links import calendar_links
from events.models import EventFormat, EventPage, EventStatus
from events.registrations.models import RegistrationSettings
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def said(client: Client, event: EventPage, selector: str = "main", path: str = "") -> str:
    page = BeautifulSoup(client.get(f"{event.get_url()}{path}").content.replace(b"<wbr>", b""), "html.parser")
    words = " ".join(" ".join(each.get_text(" ") for each in page.select(selector)).split())
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


# --- Access --------------------------------------------------------------------------------------


def test_each_fact_of_access_is_answered_yes_no_or_not_said(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(step_free="oui", lift="non")
    assert said(client, event, ".access-facts").startswith(
        "Accès de plain-pied : oui Ascenseur : non Boucle magnétique : non précisé"
    )
    assert said(client, EventPageFactory(), ".access-facts") == ""


def test_on_line_only_what_holds_there_is_told(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(online=True, captions="oui", lift="non")
    assert said(client, event, ".access-facts") == "Langue des signes : non précisé Sous-titrage : oui"


def test_whom_to_ask_about_access(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(
        access_contact="Nadia", access_phone="02 98 76 54 32", contact_email="a@b.invalid"
    )
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")
    assert "Besoin d’un aménagement ? Nadia, 02 98 76 54 32 , a@b.invalid" in said(client, event, ".coming")
    assert page.select_one('a[href="tel:0298765432"]')


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-12-05", "Les demandes d’interprète sont reçues jusqu’au samedi 5 décembre 2026."),
        ("2026-12-06", "Les demandes d’interprète étaient reçues jusqu’au samedi 5 décembre 2026."),
    ],
)
def test_the_last_day_to_ask_for_interpretation(tree: SiteTree, client: Client, day: str, words: str) -> None:
    event = EventPageFactory(
        start=at("2026-12-15"), end=at("2026-12-15", "17:00"), interpretation_until=date(2026, 12, 5)
    )
    with time_machine.travel(at(day, "12:00"), tick=False):
        assert words in said(client, event, ".coming")


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"address": "1 rue du Fil"}, "1 rue du Fil, 35000 Rennes"),
        ({}, "35000 Rennes"),
        ({"town": "", "postcode": "", "address": ""}, None),
        ({"format": EventFormat.ONLINE}, None),
    ],
)
def test_the_place_on_an_open_map(
    tree: SiteTree, client: Client, values: dict[str, str], asked: str | None
) -> None:
    event = EventPageFactory(**values)
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")
    links = [each["href"] for each in page.select('main a[href*="openstreetmap.org"]')]
    assert [parse_qs(urlsplit(link).query)["query"] for link in links] == ([[asked]] if asked else [])


# --- Pictures --------------------------------------------------------------------------------------


def test_what_is_recorded_is_said_before_one_registers(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(
        photographed=True, filmed=True, recorded=True, shown_where="la chaîne du relais."
    )
    RegistrationSettings.objects.create(event=event, enabled=True)
    words = "Cette session est photographiée, filmée et enregistrée. Diffusion : la chaîne du relais."
    assert words in said(client, event, "aside")
    assert words in said(client, event, ".ticket", "inscription/")
    assert "Cette session est" not in said(client, EventPageFactory())


def test_hybrid_is_said_plainly(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(format=EventFormat.HYBRID, online_url="https://visio.invalid/")
    RegistrationSettings.objects.create(event=event, enabled=True)
    assert "Rencontre, sur place ou en ligne" in said(client, event, ".facts")
    assert "Sur place ou en ligne, à votre choix" in said(client, event, ".coming")


LINK = "https://visio.invalid/"


@pytest.mark.parametrize(
    ("url", "uncertain", "words"),
    [
        (LINK, False, "le lien est envoyé aux personnes inscrites"),
        ("", False, "le lien sera envoyé aux personnes inscrites avant le mardi 15 décembre 2026"),
        ("", True, "le lien sera envoyé aux personnes inscrites dès qu’il sera prêt"),
    ],
)
@pytest.mark.parametrize("form", [EventFormat.ONLINE, EventFormat.HYBRID])
def test_a_link_that_is_not_there_yet_is_promised_for_a_day_that_is_known(
    tree: SiteTree, client: Client, form: EventFormat, url: str, uncertain: bool, words: str
) -> None:
    event = EventPageFactory(
        format=form,
        online_url=url,
        date_uncertain=uncertain,
        start=at("2026-12-15", "08:30", "Europe/Paris"),
        end=at("2026-12-15", "16:00", "Europe/Paris"),
    )
    RegistrationSettings.objects.create(event=event, enabled=True)
    with time_machine.travel(at("2026-12-01", "12:00"), tick=False):
        assert words in said(client, event, ".facts")


# --- Calendars -------------------------------------------------------------------------------------


def queries(event: EventPage) -> dict[str, dict[str, str]]:
    return {
        link.name: {name: values[0] for name, values in parse_qs(urlsplit(link.url).query).items()}
        for link in calendar_links(event)
    }


def test_services_are_given_what_the_file_says(tree: SiteTree) -> None:
    event = EventPageFactory(
        title="Chaîne & trame",
        start=at("2026-12-15", "08:30", "Indian/Reunion"),
        end=at("2026-12-15", "16:00", "Indian/Reunion"),
        time_zone="Indian/Reunion",
        format=EventFormat.HYBRID,
        online_url="https://visio.invalid/",
    )
    asked = queries(event)
    assert list(asked) == ["Google Agenda", "Outlook.com", "Office 365", "Yahoo"]
    assert asked["Google Agenda"]["dates"] == "20261215T043000Z/20261215T120000Z"
    assert asked["Outlook.com"]["startdt"] == asked["Office 365"]["startdt"] == "2026-12-15T04:30:00Z"
    assert asked["Yahoo"]["et"] == "20261215T120000Z"
    assert {each.get("text") or each.get("subject") or each["title"] for each in asked.values()} == {
        "Chaîne & trame"
    }
    assert "visio.invalid" not in str(asked)


def test_a_whole_day_is_a_whole_day_there_too(tree: SiteTree) -> None:
    event = EventPageFactory(whole_day=True, start=at("2028-02-29", "00:00"), end=at("2028-03-01", "00:00"))
    asked = queries(event)
    assert asked["Google Agenda"]["dates"] == "20280229/20280301"
    assert (asked["Outlook.com"]["startdt"], asked["Outlook.com"]["allday"]) == ("2028-02-29", "true")
    assert (asked["Yahoo"]["st"], asked["Yahoo"]["dur"]) == ("20280229", "allday")


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_of_what_nobody_comes_to_only_the_file_is_left(
    tree: SiteTree, client: Client, status: EventStatus
) -> None:
    event = EventPageFactory(status=status, status_reason="Une raison.")
    words = said(client, event)
    page = BeautifulSoup(client.get(event.get_url()).content, "html.parser")

    assert "Ajouter à mon agenda" not in words
    assert "Le mettre à jour" in words
    assert page.select_one('.event-calendar a[href$="evenement.ics"]')
    assert not page.select(".event-calendar details")
    assert words.count("Une raison.") == 1


def test_an_event_that_is_over_goes_into_no_calendar(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(start=at("2026-12-15"), end=at("2026-12-15", "17:00"))
    with time_machine.travel(at("2026-12-15", "16:59"), tick=False):
        assert "Ajouter à mon agenda" in said(client, event)
    with time_machine.travel(at("2026-12-15", "17:00"), tick=False):
        assert "agenda ?" not in said(client, event, "aside")
        assert said(client, event, ".event-state") == "Terminé"
