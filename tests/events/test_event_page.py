"""What an event is, and what its page says."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from events import wording
from events.models import EventFormat, EventPage, EventSpeaker, EventStatus, SessionSpeaker
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at

pytestmark = pytest.mark.django_db
REUNION = "Indian/Reunion"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def read(client: Client, event: EventPage) -> BeautifulSoup:
    response = client.get(event.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content.replace(b"<wbr>", b""), "html.parser")


def said(page: BeautifulSoup, selector: str = "main") -> str:
    """The words of a part of the page, with ordinary spaces."""
    words = " ".join(page.select_one(selector).get_text(" ").split())
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {
        each.dt.get_text(): " ".join(each.dd.get_text(" ").split())
        for each in page.select("aside .facts > div")
    }


# --- The event -------------------------------------------------------------------------------


def test_an_event_belongs_to_the_region_where_it_stands(tree: SiteTree) -> None:
    local = EventPageFactory(parent=tree.regions["la-reunion"].agenda)
    national = EventPageFactory(national=True)

    assert local.region == tree.regions["la-reunion"].region
    assert local.get_url() == f"/regions/la-reunion/agenda/{local.slug}/"
    assert national.region is None
    assert national.get_url() == f"/agenda/{national.slug}/"


def test_a_moved_event_belongs_to_its_new_region(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    event.move(tree.regions["la-reunion"].agenda, pos="last-child")

    moved = EventPage.objects.get()
    assert moved.region == tree.regions["la-reunion"].region
    assert list(EventPage.objects.matching("réunion")) == [moved]
    assert list(EventPage.objects.matching("bretagne")) == []


@pytest.mark.parametrize("slug", ["archives", "inscription"])
@pytest.mark.parametrize("live", [True, False])
def test_an_event_cannot_take_an_address_of_the_site(tree: SiteTree, slug: str, live: bool) -> None:
    with pytest.raises(ValidationError) as refused:
        EventPageFactory(national=True, slug=slug, live=live)

    sentence = f"« {slug} » est une adresse du site : choisissez-en une autre."
    assert refused.value.messages == [
        sentence.replace(" »", "\N{NO-BREAK SPACE}»")
        .replace("« ", "«\N{NO-BREAK SPACE}")
        .replace(" :", "\N{NO-BREAK SPACE}:")
    ]


def test_publishing_an_old_draft_does_not_bring_a_cancelled_event_back(tree: SiteTree) -> None:
    event = EventPageFactory()
    draft = event.save_revision()
    EventPage.objects.update(status=EventStatus.CANCELLED, status_reason="Tempête.", sequence=4)
    draft.publish()

    published = EventPage.objects.get()
    assert (published.status, published.status_reason, published.sequence) == ("cancelled", "Tempête.", 4)


# --- Its page --------------------------------------------------------------------------------


def test_the_page_tells_the_whole_event(tree: SiteTree, client: Client) -> None:
    edition = NationalConferencePageFactory(parent=tree.editions, title="Édition 2026", slug="2026")
    event = EventPageFactory(
        parent=tree.regions["la-reunion"].agenda,
        title="Conférence locale de La Réunion",
        time_zone=REUNION,
        start=at("2026-12-15", "08:30", REUNION),
        end=at("2026-12-15", "16:00", REUNION),
        venue_name="Maison des associations",
        postcode="97400",
        town="Saint-Denis",
        access_note="Entrée de plain-pied.",
        contact_email="relais@reunion.invalid",
        edition=edition,
        fictional=True,
    )
    opening = SessionFactory(event=event, title="Ouverture", room="Grande salle")
    SessionFactory(event=event, title="Ateliers", start=event.start + timedelta(hours=2), end=None)
    maelle = SpeakerFactory(name="Maëlle Payet", role="relais régional", organisation="Alliance de l’île")
    SessionSpeaker.objects.create(session=opening, speaker=maelle)
    EventSpeaker.objects.create(event=event, speaker=SpeakerFactory(name="Idriss Fontaine"))

    page = read(client, event)

    assert page.select_one("article")["data-event"] == str(event.uuid)
    assert page.h1.get_text() == "Conférence locale de La Réunion"
    assert said(page, ".bigdate") == "mardi 15 décembre 2026"
    assert page.select_one(".bigdate time")["datetime"] == "2026-12-15"
    assert facts(page) == {
        "Quand": "Mardi 15 décembre 2026, de 8 h 30 à 16 h "
        "heure de La Réunion (UTC+4) : de 5 h 30 à 13 h à Paris",
        "Où": "Maison des associations, 97400 Saint-Denis",
        "Format": "Rencontre, présentiel",
        "Région": "La Réunion",
        "Édition": "Édition 2026 déclinée localement",
        "Contact": "relais@reunion.invalid",
    }
    assert [each.get_text() for each in page.select(".programme h3")] == ["Ouverture", "Ateliers"]
    assert said(page, ".programme__speakers").startswith(
        "Maëlle Payet , relais régional, Alliance de l’île (personne fictive)"
    )
    assert said(page, ".programme > li").startswith("8 h 30 Ouverture jusqu’à 9 h 30 · Grande salle")
    assert [said(BeautifulSoup(str(each), "html.parser"), "li") for each in page.select(".people li")] == [
        "Idriss Fontaine déléguée (personne fictive)",
        "Maëlle Payet relais régional, Alliance de l’île (personne fictive)",
    ]
    assert "Besoin d’un aménagement ? relais@reunion.invalid" in said(page)
    assert "Session fictive" in said(page)
    assert page.select_one(f'a[href="{event.get_url()}evenement.ics"]')
    assert page.select_one('.facts a[href="/regions/la-reunion/"]')
    assert page.select_one('.facts a[href="/conference/2026/"]')
    assert "Lire l’étoffe" in said(page)


@pytest.mark.parametrize("format", [EventFormat.ONLINE, EventFormat.HYBRID])
def test_the_link_to_an_online_event_stands_on_no_public_page(
    tree: SiteTree, client: Client, format: EventFormat
) -> None:
    event = EventPageFactory(format=format, online_url="https://visio.invalid/salon")
    page = read(client, event)

    assert "visio.invalid" not in page.decode()
    assert "ligne" in facts(page)["Où"]
    assert "visio.invalid" not in client.get("/agenda/").content.decode()


def test_the_preview_of_an_event_shows_no_link_and_its_unsaved_programme(tree: SiteTree) -> None:
    event = EventPageFactory(online=True)
    event.sessions.add(SessionFactory.build(event=event, title="Temps pas encore enregistré"))
    event.title = "Titre pas encore publié"
    response = event.make_preview_request()
    response.render()
    html = response.content.decode()

    assert "Titre pas encore publié" in html
    assert "Temps pas encore enregistré" in html
    assert "visio.invalid" not in html


@pytest.mark.parametrize("complete", [True, False])
def test_a_new_event_is_seen_before_it_is_saved(tree: SiteTree, complete: bool) -> None:
    agenda = tree.regions["bretagne"].agenda
    event = EventPage(title="Session neuve", slug="session-neuve", summary="Ce qui se prépare.")
    if complete:
        event.start, event.end = at("2026-12-15", "09:00"), at("2026-12-15", "16:00")
        event.sessions = [SessionFactory.build(event=event, title="Ouverture", start=event.start)]
        event.town = "Rennes"
    event.depth = agenda.depth + 1
    event.path = EventPage._get_children_path_interval(agenda.path)[1]
    event.set_url_path(agenda)
    answer = event.make_preview_request()
    page = BeautifulSoup(answer.content, "html.parser")

    assert page.h1.get_text() == "Session neuve"
    assert [each.get_text() for each in page.select(".programme h3")] == (["Ouverture"] if complete else [])
    assert "evenement.ics" not in page.decode()


def test_a_cancelled_event_keeps_its_page_and_says_so(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(cancelled=True)
    page = read(client, event)

    assert " ".join(page.title.get_text().split()).startswith("Annulé – ")
    assert said(page, ".event-state") == "Annulé"
    assert said(page, ".message") == "Cet événement est annulé Salle fermée."
    assert [
        said(row, ".event-row__state")
        for row in [BeautifulSoup(client.get("/agenda/").content, "html.parser")]
    ] == ["Annulé"]


def test_a_postponed_event_says_so(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(status=EventStatus.POSTPONED)
    page = read(client, event)

    assert " ".join(page.title.get_text().split()).startswith("Reporté – ")
    start = event.start.astimezone(ZoneInfo(event.time_zone))
    day = wording.day(start.date()).replace("\N{NO-BREAK SPACE}", " ")
    assert said(page, ".message") == (f"Reporté : prévu d’abord le {day} La nouvelle date sera donnée ici.")
    assert said(page, ".subject .kicker") == "Nouvelle date à venir"


def test_an_event_of_others_is_quoted_for_the_record(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(national=True, by_others=True, whole_day=True, contact_email="x@site.invalid")
    page = read(client, event)

    assert "Événement organisé par d’autres acteurs, cité pour mémoire" in said(page, ".note")
    assert "aménagement" not in said(page)
    assert "S’inscrire" not in said(page)
    rows = BeautifulSoup(client.get("/agenda/archives/").content, "html.parser")
    assert said(rows, ".event-row__state") == "Cité pour mémoire"


def test_a_date_that_is_not_sure_is_not_told_as_one(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(
        title="Rencontre",
        national=True,
        by_others=True,
        date_uncertain=True,
        start=at("2022-11-23"),
        end=at("2022-11-23", "18:00"),
    )
    page = read(client, event)

    assert said(page, ".kicker") == "Novembre 2022, date à confirmer"
    assert facts(page)["Quand"] == "Date à confirmer"
    assert "23" not in said(page, ".subject")
    rows = BeautifulSoup(client.get("/agenda/archives/").content, "html.parser")
    assert said(rows, ".event-row__date") == "nov. 2022"
    assert "date à confirmer" in said(rows, ".event-row__facts")


def test_a_day_without_hours_tells_none(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(whole_day=True, start=at("2020-07-08", "00:00"), end=at("2020-07-09", "00:00"))

    assert facts(read(client, event))["Quand"] == "Mercredi 8 juillet 2020"


def test_an_event_of_several_days(tree: SiteTree, client: Client) -> None:
    event = EventPageFactory(start=at("2026-12-31", "09:00"), end=at("2027-01-01", "16:00"))
    SessionFactory(event=event, title="Premier jour")
    SessionFactory(event=event, title="Second jour", start=at("2027-01-01", "10:00"))
    page = read(client, event)

    assert facts(page)["Quand"] == "Du jeudi 31 décembre 2026 à 9 h au vendredi 1er janvier 2027 à 16 h"
    assert [each.get_text() for each in page.select("#t-programme ~ h3")] == [
        "Jeudi 31\N{NO-BREAK SPACE}décembre 2026",
        "Vendredi 1er\N{NO-BREAK SPACE}janvier 2027",
    ]
    rows = BeautifulSoup(client.get("/agenda/").content, "html.parser")
    assert said(rows, ".event-row__facts").startswith(
        "Rennes, Bretagne · jeudi, jusqu’au vendredi 1er janvier 2027"
    )


def test_a_draft_is_not_found(tree: SiteTree, client: Client) -> None:
    assert client.get(EventPageFactory(draft=True).get_url()).status_code == 404


def test_the_page_is_the_same_for_everybody(tree: SiteTree, client: Client) -> None:
    response = client.get(EventPageFactory().get_url())

    assert not response.cookies
    assert response["Cache-Control"].startswith("public")
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response.content.decode().count("<script") == 1  # the data block: no script, see its type
    assert " style=" not in response.content.decode()
