"""Sessions imported from a CSV file: looked at line by line, then drafts of one's own region."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conference.core.spreadsheets import BYTE_ORDER_MARK
from events.announcing.import_files import COLUMNS
from events.models import EventPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.events.factories import EventPageFactory, at

pytestmark = pytest.mark.django_db

HEAD = ";".join(COLUMNS)
HEDGES = (
    "Atelier des haies;mardi 9 mars 2027;9h30;midi;présentiel;atelier;Quimper;29000;"
    "Maison commune;;À plusieurs."
)
WEBINAR = "Webinaire;10/03/2027;18:00;;en ligne;webinaire;;;;;Une heure en ligne."


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


@pytest.fixture
def client(tree: SiteTree) -> Client:
    return browser_of(relay(tree.regions["bretagne"].region))


def look(client: Client, *lines: str, encoding: str = "utf-8", raw: bytes | None = None, **values: object):
    content = "\r\n".join((HEAD, *lines)).encode(encoding) if raw is None else raw
    file = SimpleUploadedFile("sessions.csv", content, content_type="text/csv")
    return client.post(reverse("event_import"), {"file": file, **values})


def take(client: Client, answer, **values: object):
    """Send back what was looked at."""
    checked = answer.context["again"].initial["checked"]
    return client.post(reverse("event_import"), {"checked": checked, **values})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_french_excel_is_looked_at_then_written_as_drafts(
    client: Client, tree: SiteTree, encoding: str
) -> None:
    answer = look(client, HEDGES, WEBINAR, encoding=encoding)
    assert [(line.event.title, line.there) for line, _when in answer.context["lines"]] == [
        ("Atelier des haies", False),
        ("Webinaire", False),
    ]
    assert EventPage.objects.count() == 0
    assert take(client, answer).status_code == 302
    hedges, webinar = EventPage.objects.order_by("start")
    assert (hedges.start, hedges.end) == (at("2027-03-09", "09:30"), at("2027-03-09", "12:00"))
    assert (hedges.town, hedges.venue_name, hedges.kind) == ("Quimper", "Maison commune", "atelier")
    assert (webinar.end, webinar.format) == (at("2027-03-10", "20:00"), "en-ligne")
    for event in (hedges, webinar):
        assert (event.live, event.region.slug, event.owner.username) == (False, "bretagne", "relais-bretagne")
        assert event.get_latest_revision_as_object().title == event.title


def test_what_is_wrong_is_told_line_by_line_and_nothing_is_written(client: Client) -> None:
    answer = look(
        client,
        HEDGES,
        ";31/11/2027;25h;;présentiel;atelier;;;;;",
        "Dîner;9 mars 2027;19h;1h;banquet;fête;Rennes;;;;Un repas.",
    )
    said = [(problem.line, problem.column) for problem in answer.context["problems"]]
    assert said == [
        (3, "titre"),
        (3, "résumé"),
        (3, "date"),
        (3, "ville"),
        (4, "format"),
        (4, "type"),
    ]
    assert "Ligne 4, colonne « type »" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert EventPage.objects.count() == 0


def test_an_evening_ends_the_next_day(client: Client) -> None:
    take(client, look(client, "Dîner;9 mars 2027;19h;1h;présentiel;dîner;Rennes;;;;Un repas."))
    event = EventPage.objects.get()
    assert (event.start, event.end) == (at("2027-03-09", "19:00"), at("2027-03-10", "01:00"))


def test_the_same_title_day_and_town_is_known(client: Client, tree: SiteTree) -> None:
    EventPageFactory(
        parent=tree.regions["bretagne"].agenda,
        title="ATELIER DES HAIES",
        start=at("2027-03-09", "14:00"),
        town="Quimper",
    )
    answer = look(client, HEDGES, WEBINAR, WEBINAR)
    assert [line.there for line, _when in answer.context["lines"]] == [True, False, True]
    take(client, answer)
    assert EventPage.objects.count() == 2
    again = look(client, HEDGES, WEBINAR)
    assert again.context["new"] == 0
    assert take(client, again).status_code == 200
    assert EventPage.objects.count() == 2


def test_hours_are_those_of_the_region(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["la-reunion"].region))
    take(client, look(client, WEBINAR))
    event = EventPage.objects.get()
    assert event.region.slug == "la-reunion"
    assert event.start == at("2027-03-10", "18:00", zone="Indian/Reunion")


def test_nobody_writes_into_another_agenda(client: Client, tree: SiteTree) -> None:
    elsewhere = tree.regions["la-reunion"].agenda.pk
    take(client, look(client, WEBINAR, agenda=elsewhere), agenda=elsewhere)
    assert EventPage.objects.get().region.slug == "bretagne"
    assert browser_of(moderator()).get(reverse("event_import")).status_code == 302
    national = browser_of(communicator())
    assert look(national, WEBINAR).context["form"].errors.keys() == {"agenda"}
    answer = look(national, WEBINAR, agenda=elsewhere)
    take(national, answer, agenda=elsewhere)
    assert EventPage.objects.filter(region__slug="la-reunion").count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"a" * 5_000_000,
        (HEAD + "\n" + "x;" * 2_400_000).encode(),
        b"titre\x00date;\x00" * 100,
        b"PK\x03\x04 a workbook",
        b"",
        HEAD.encode() + b'\n"never closed;;;;;;;;;;\n' * 50,
        HEAD.encode() + b"\n" + (HEDGES + "\n").encode() * 201,
        "une;autre;tête\n1;2;3".encode(),
    ],
    ids=["5 MB", "5 MB of cells", "NUL", "workbook", "empty", "quotes", "too many", "columns"],
)
def test_a_hostile_file_is_refused_in_words_within_a_second(client: Client, raw: bytes) -> None:
    client.get(reverse("event_import"))  # templates are compiled
    before = time.process_time()
    answer = look(client, raw=raw)
    assert time.process_time() - before < 1
    assert answer.status_code == 200
    assert answer.context["problems"]
    assert EventPage.objects.count() == 0


def test_formulas_and_odd_signs_are_texts(client: Client) -> None:
    answer = look(client, "=cmd|' /C calc'!A0;9 mars 2027;9h;;en ligne;;;;;;<script>alert(1)</script>")
    assert "<script>alert" not in answer.content.decode()
    take(client, answer)
    assert EventPage.objects.get().title.startswith("=cmd")
    for checked in ("x", "eJw=", ""):
        assert client.post(reverse("event_import"), {"checked": checked}).status_code == 200
    assert EventPage.objects.count() == 1


def test_the_example_is_taken_as_it_is(client: Client) -> None:
    example = client.get(reverse("event_import"), {"exemple": ""})
    assert example.content.startswith(BYTE_ORDER_MARK)
    answer = look(client, raw=example.content)
    assert answer.context["problems"] == []
    assert answer.context["new"] == 1
