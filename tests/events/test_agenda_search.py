"""The one field of the agenda: a place by kilometres, or words; one typing error forgiven."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from conference.regions.places import find
from events.models import EventFormat, EventPage, EventSpeaker, SessionSpeaker
from events.search.places import Near
from events.search.question import Answer, answer
from events.search.spelling import errors_in
from events.search.terms import terms_in
from measures.models import Measure
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory
from tests.queries import COLD, check_few, check_same, page_queries

pytestmark = [pytest.mark.django_db, pytest.mark.reference, pytest.mark.postgresql]

REGIONS = ("bretagne", "pays-de-la-loire", "la-reunion", "ile-de-france")


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=REGIONS)


def session(tree: SiteTree, town: str, region: str = "bretagne", **values: object) -> EventPage:
    return EventPageFactory(
        parent=tree.regions[region].agenda,
        **{"title": f"Rencontre {town}", "town": town, "postcode": "", "department": "", **values},
    )


@pytest.fixture
def country(tree: SiteTree) -> list[EventPage]:
    """Sessions of four regions, and one on line."""
    online = EventPageFactory(parent=tree.agenda, online=True, title="Webinaire")
    return [
        session(tree, "Brest"),
        session(tree, "Quimper"),
        session(tree, "Rennes"),
        session(tree, "Nantes", "pays-de-la-loire"),
        session(tree, "Saint-Denis", "la-reunion"),
        session(tree, "Paris", "ile-de-france", format=EventFormat.HYBRID),
        online,
    ]


def ask(text: str) -> Answer:
    return answer(text, EventPage.objects.shown().upcoming(timezone.now()))


def titles(text: str) -> list[str]:
    return [event.title for event in ask(text).events]


def sections(client: Client, text: str, **more: str) -> dict[str, list[str]]:
    page = BeautifulSoup(client.get("/agenda/", {"q": text, **more}).content, "html.parser")
    return {
        section.h2.get_text(" ", strip=True): [row.get_text(" ", strip=True) for row in section.select("h3")]
        for section in page.select("section.month")
    }


# --- Places ------------------------------------------------------------------------------------


def test_a_town_or_its_postcode_finds_what_is_near_by_kilometres(
    client: Client, country: list, subtests: pytest.Subtests
):
    for asked in ("Quimper", "quimper", "29000", "29000 Quimper", "Quimper (Finistère)"):
        with subtests.test(asked):
            found = sections(client, asked)
            assert list(found) == [
                "À moins de 10 km de Quimper",
                "À moins de 100 km de Quimper",
                "À moins de 200 km de Quimper",
                "À suivre en ligne",
            ]
            assert found["À moins de 10 km de Quimper"] == ["Rencontre Quimper"]
            assert found["À moins de 100 km de Quimper"] == ["Rencontre Brest"]
            assert sorted(found["À suivre en ligne"]) == ["Rencontre Paris", "Webinaire"]


def test_kilometres_cross_the_borders_of_regions(client: Client, country: list):
    assert sections(client, "Rennes")["À moins de 100 km de Rennes"] == ["Rencontre Nantes"]


def test_a_department_has_its_own_first(client: Client, country: list, subtests: pytest.Subtests):
    for asked in ("29", "Finistère", "finistere", "Finistère (29)"):
        with subtests.test(asked):
            found = sections(client, asked)
            assert found["Finistère (29)"] == ["Rencontre Brest", "Rencontre Quimper"]
            assert list(found)[1] == "À moins de 200 km de Quimper"


def test_a_region_has_its_own_then_those_on_line(client: Client, country: list):
    found = sections(client, "Bretagne")
    assert sorted(found["Bretagne"]) == ["Rencontre Brest", "Rencontre Quimper", "Rencontre Rennes"]
    assert list(found) == ["Bretagne", "À suivre en ligne"]


def test_a_place_that_nobody_knows_is_found_with_its_region(client: Client, tree: SiteTree):
    session(tree, "Lieu à préciser")
    assert sections(client, "Quimper") == {
        "Ailleurs dans la région : Bretagne": ["Rencontre Lieu à préciser"]
    }


def test_homonyms_are_offered(client: Client, country: list):
    page = BeautifulSoup(client.get("/agenda/?q=Saint-Denis").content, "html.parser")
    others = {link.get_text(strip=True): link["href"] for link in page.select(".results .soft a")}
    assert "Saint-Denis (Seine-Saint-Denis)" in others
    found = BeautifulSoup(client.get(others["Saint-Denis (Seine-Saint-Denis)"]).content, "html.parser")
    assert "À moins de 10 km de Saint-Denis" in found.get_text(" ", strip=True)
    assert "Rencontre Paris" in found.get_text(" ", strip=True)


def test_other_filters_count_besides_a_place(client: Client, country: list):
    found = sections(client, "Quimper", format="hybride")
    assert found == {"À suivre en ligne": ["Rencontre Paris"]}


def test_the_archives_answer_alike(client: Client, tree: SiteTree):
    session(tree, "Brest", past=True)
    page = client.get("/agenda/archives/?q=quimper").content.decode()
    assert "À moins de 100 km de Quimper" in page


def test_an_event_stands_under_the_step_by_which_it_was_found(country: list, subtests: pytest.Subtests):
    for asked in ("Quimper", "29", "Bretagne", "La Réunion", "97400", "Paris", "Nantes"):
        with subtests.test(asked):
            near = Near(find(asked)[0])
            found = near.among(EventPage.objects.shown().upcoming(timezone.now()))
            assert found
            steps = found.annotate(step=near._steps())
            assert [(each.pk, near.step_of(each)) for each in steps] == [
                (each.pk, each.step) for each in steps
            ]


def test_a_place_takes_few_questions_however_many_answer(client: Client, tree: SiteTree):
    session(tree, "Quimper")
    few = page_queries(client, "/agenda/?q=Quimper")
    for _each in range(29):
        session(tree, "Brest")
    many = page_queries(client, "/agenda/?q=Quimper")
    check_few(many)
    check_same(few, many)


# --- Words -------------------------------------------------------------------------------------


@pytest.fixture
def full(tree: SiteTree) -> EventPage:
    """A session that says something in each of its parts."""
    event = session(
        tree,
        "Brest",
        title="Une écologie partagée",
        summary="Réparer les chevaux de bois.",
        body=[("paragraph", "<p>Trier les <b>déchets</b> de la rade.</p>")],
    )
    talk = SessionFactory(event=event, title="Table des marins", description="On y parle de filets.")
    SessionSpeaker.objects.create(session=talk, speaker=SpeakerFactory(name="Maëlle Kerdraon"))
    EventSpeaker.objects.create(
        event=event, speaker=SpeakerFactory(name="Yann Tremel", organisation="Ecloserie")
    )
    event = EventPage.objects.get(pk=event.pk)
    event.measures.add(Measure.objects.get(number=9))
    event.save()
    return event


def test_all_that_a_session_says_finds_it(full: EventPage, subtests: pytest.Subtests):
    for asked in (
        "écologies",
        "ecologie",
        "cheval",
        "déchets",
        "dechet",
        "marin",
        "filet",
        "kerdraon",
        "maelle",
        "tremel",
        "écloserie",
        "mesure 9",
        "mesures n° 9",
        "MESURE 9",
        "déchets de la rade",
        "brest écologie",
        "« Brest »",
    ):
        with subtests.test(asked):
            assert titles(asked) == ["Une écologie partagée"]


def test_what_it_does_not_say_does_not(full: EventPage, subtests: pytest.Subtests):
    for asked in ("mesure 19", "mesure 90", "déchets de Quimper", "chevalier"):
        with subtests.test(asked):
            assert titles(asked) == []


def test_one_measure_is_not_another(tree: SiteTree):
    found = terms_in("mesure 16 : bénévolat")
    assert "mesure16" in found
    assert "mesure1" not in found


def test_a_renamed_speaker_is_found_by_the_new_name(full: EventPage):
    speaker = full.event_speakers.get().speaker
    speaker.name = "Yann Abgrall"
    speaker.save()
    assert titles("abgrall") == ["Une écologie partagée"]
    assert titles("tremel") == []


def test_words_take_few_questions(client: Client, full: EventPage):
    for asked in ("écologies", "déchets rade", "brst"):
        path = f"/agenda/?{urlencode({'q': asked})}"
        check_few(page_queries(client, path), of=path)


def test_what_was_meant_instead_takes_three_questions_more(client: Client, country: list, full: EventPage):
    for asked in ("ecologei", "xyzzyx zzzzyy", "saint brieuk", "ecologei partagée", "renes"):
        path = f"/agenda/?{urlencode({'q': asked})}"
        check_few(page_queries(client, path), of=path, most=COLD + 3)


# --- One typing error --------------------------------------------------------------------------


def test_errors_are_a_letter_too_many_missing_wrong_or_exchanged():
    found = errors_in("rene")
    assert {"ren", "renne", "rane", "rnee"} <= found
    assert not {"rennes", "rene"} & found


@pytest.mark.parametrize(
    ("asked", "meant", "found"),
    [
        ("renes", "Rennes", "Rencontre Rennes"),
        ("renens", "Rennes", "Rencontre Rennes"),
        ("quinper", "Quimper", "Rencontre Quimper"),
        ("webinare", "Webinaire", "Webinaire"),
    ],
)
def test_one_typing_error_is_forgiven_and_said(
    client: Client, country: list, asked: str, meant: str, found: str
):
    page = BeautifulSoup(client.get("/agenda/", {"q": asked}).content, "html.parser").get_text(
        " ", strip=True
    )
    assert f"Aucun résultat pour « {asked} » : voici ceux pour « {meant} »." in page.replace("\xa0", " ")
    assert titles(asked)[0] == found


def test_the_correction_keeps_its_accents(full: EventPage):
    assert ask("écologei").text == "écologie"
    assert ask("ecologei partagée").text == "écologie partagée"


def test_a_commune_without_any_session_is_forgiven_too(country: list):
    assert ask("saint brieuk").text == "Saint-Brieuc (Côtes-d’Armor)"


def test_short_words_and_riddles_are_left(country: list, subtests: pytest.Subtests):
    for asked in ("rnes", "brst", "xyzzyx", "12345678", "mesure 77", "a" * 100):
        with subtests.test(asked):
            assert ask(asked).instead_of == ""


def test_odd_questions_are_answered(client: Client, country: list, subtests: pytest.Subtests):
    for asked in ("(", "Quimper (", "«»", "« »", '""', "%", "a(b)c", "29 (", "é" * 90, "١٢٣٤٥"):
        with subtests.test(asked):
            assert client.get("/agenda/", {"q": asked}).status_code == 200
