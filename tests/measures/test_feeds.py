"""The published notes as Atom feeds: of all measures, or of one; nothing fictional, no draft."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from measures.models import Measure, Progress
from measures.progress import WITHDRAWN, correct, publish, withdraw_passage
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import communicator
from tests.measures.factories import MeasureFactory, ProgressFactory, ReviewFactory, cite
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def measure() -> Measure:
    make_site_tree(regions=())
    return MeasureFactory(number=3)


def entries(client: Client, url: str) -> list[dict[str, str]]:
    answer = client.get(url)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    return [
        {part.tag.removeprefix(ATOM): part.text or part.get("href", "") for part in entry}
        for entry in feed.findall(f"{ATOM}entry")
    ]


def test_all_published_notes_latest_first(client: Client, measure: Measure) -> None:
    note = ProgressFactory(measure=measure, text="Une note.", date=date(2022, 5, 1), date_precision="month")
    source = cite(note).source
    cite(note, title="Non lue", shown=False)
    ProgressFactory(measure=None, subject="Un sujet", published_at=note.published_at + timedelta(days=1))
    ProgressFactory(measure=measure, published_at=None)
    ProgressFactory(measure=measure, review=ReviewFactory(fictional=True))
    first, second = entries(client, "/mesures.atom")
    assert first["title"].startswith("Un sujet")
    assert second["title"] == "3. Titre court 3 – mai 2022"
    assert second["id"] == f"urn:uuid:{note.uuid}"
    assert second["link"].endswith(f"/mesures/3-adresse-3/#note-{note.uuid}")
    assert second["summary"].startswith("<p>Une note.</p>")
    assert source.url in second["summary"]
    assert "Non lue" not in second["summary"]


def test_one_measure_has_its_own(client: Client, measure: Measure) -> None:
    ProgressFactory(measure=measure, text="a < b\n\nLa sienne.")
    ProgressFactory(measure=MeasureFactory(number=4))
    assert [entry["summary"] for entry in entries(client, "/mesures/3.atom")] == [
        "<p>a &lt; b</p>\n\n<p>La sienne.</p>"
    ]
    assert entries(client, "/mesures.atom") != entries(client, "/mesures/3.atom")
    for number in ("22", "0", "99", "x"):
        assert client.get(f"/mesures/{number}.atom").status_code == 404


def test_the_pages_lead_to_the_feeds(client: Client, measure: Measure) -> None:
    assert 'href="/mesures/3.atom"' in client.get(measure.get_absolute_url()).content.decode()
    assert 'href="/mesures.atom"' in client.get("/mesures/").content.decode()


def test_a_correction_says_what_it_corrects_and_a_passage_is_gone(client: Client, measure: Measure) -> None:
    by = communicator()
    note = ProgressFactory(measure=measure, text="Madame Dupontel s’en va.", date=date(2022, 5, 1))
    cite(note)
    draft = correct(note, by=by)
    draft.text = "Elle reste."
    draft.save()
    publish(draft, by=by, now=NOW)
    withdraw_passage(note, passage="Madame Dupontel", reason="Décision", by=by, now=NOW + timedelta(days=1))
    correction, corrected = sorted(entries(client, "/mesures/3.atom"), key=lambda entry: entry["summary"])
    if "Corrige" not in correction["summary"]:
        correction, corrected = corrected, correction
    assert correction["summary"].startswith("<p>Corrige\xa0: avancée de la mesure 3, 1er mai 2022.")
    assert corrected["summary"].startswith(f"<p>{WITHDRAWN} s’en va.")
    assert "Passage retiré\xa0: Décision." in corrected["summary"]
    assert corrected["updated"].startswith("2026-11-21")
    assert "Dupontel" not in client.get("/mesures.atom").content.decode()


def test_a_feed_asks_as_few_questions_with_thirty_notes(client: Client, measure: Measure) -> None:
    cite(ProgressFactory(measure=measure))
    few = page_queries(client, "/mesures.atom")
    check_few(few, most=12, of="the feed")
    for _each in range(30):
        cite(ProgressFactory(measure=measure))
    assert Progress.objects.count() == 31
    check_same(few, page_queries(client, "/mesures.atom"), of="the feed")
