"""The text filter: beginnings of words, no accents, no case, alike on both databases, by an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from django.db import connection, transaction

from events.models import EventPage, EventSearchTerm
from events.models.session import EventSpeaker, SessionSpeaker
from events.search import terms
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def session() -> EventPage:
    return EventPageFactory(
        parent=make_site_tree().regions["bretagne"].agenda,
        title="L’Œuvre commune : écologie & emploi",
        venue_name="Halle aux Toiles",
        town="Saint-Brieuc",
        department="Côtes-d’Armor",
        postcode="22000",
    )


OFTEN = 1_500


@contextmanager
def little_work() -> Iterator[None]:
    """Refuse what reads the square of OFTEN rows, which takes each database more than a second."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '500ms'")
            yield
            cursor.execute("SET LOCAL statement_timeout = 0")
        return
    steps = count(1)
    connection.connection.set_progress_handler(lambda: next(steps) > 100, 10_000)  # a million of its steps
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


@pytest.mark.parametrize(
    "text",
    [
        "écologie",
        "ECOLOGIE",
        "ecol",
        "oeuv",
        "œuvre",
        "l'œuvre",
        "saint brieuc",
        "brieuc saint",
        "Saint-Brieuc",
        "armor",
        "cotes d'armor",
        "22",
        "22000",
        "halle",
        "bretagne",
        "emploi & écologie",
        "  emploi  ",
        "…",
    ],
)
def test_found(session: EventPage, text: str) -> None:
    assert list(EventPage.objects.matching(text)) == [session]


@pytest.mark.parametrize("text", ["cologie", "logie", "brest", "2200 29", "emploi formation", "000"])
def test_not_found(session: EventPage, text: str) -> None:
    assert list(EventPage.objects.matching(text)) == []


@pytest.mark.parametrize(
    "text", ["%", "_", "*", "[a-z]*", "e%", "22_00", "\\", "'; --", "écologie%", "x" * 500]
)
def test_signs_that_mean_something_to_a_database_mean_nothing_here(session: EventPage, text: str) -> None:
    found = list(EventPage.objects.matching(text))
    alike = list(EventPage.objects.matching(" ".join(terms.terms_in(text))))
    assert found == alike


def test_a_word_longer_than_the_column_is_found() -> None:
    event = EventPageFactory(title="Interdépartementalisationnellementparlantoui")
    assert list(EventPage.objects.matching("interdépartementalisationnellementparlantoui")) == [event]


def test_a_corrected_event_is_found_by_its_new_words_only(session: EventPage) -> None:
    session.title = "Agir ensemble"
    session.save_revision().publish()

    assert list(EventPage.objects.matching("agir")) == [session]
    assert list(EventPage.objects.matching("ecologie")) == []


def test_a_draft_changes_nothing_of_what_is_found(session: EventPage) -> None:
    session.title = "Agir ensemble"
    session.save_revision()

    assert list(EventPage.objects.matching("agir")) == []
    assert list(EventPage.objects.matching("ecologie")) == [session]


def test_an_unpublished_event_leaves_the_index(session: EventPage) -> None:
    session.unpublish()
    assert not EventSearchTerm.objects.filter(event=session).exists()

    session.save_revision().publish()
    assert list(EventPage.objects.matching("ecologie")) == [session]


def test_the_words_are_written_in_the_transaction_that_publishes(session: EventPage) -> None:
    session.title = "Agir ensemble"
    with transaction.atomic():
        session.save_revision().publish()
        assert list(EventPage.objects.matching("agir")) == [session]
        transaction.set_rollback(True)

    assert list(EventPage.objects.matching("agir")) == []
    assert list(EventPage.objects.matching("ecologie")) == [session]


def test_an_event_whose_words_cannot_be_written_is_not_published(
    session: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(event: EventPage) -> set[str]:
        raise OSError("no room left")

    session.title = "Agir ensemble"
    revision = session.save_revision()
    monkeypatch.setattr(terms, "terms_of", fail)
    with pytest.raises(OSError, match="no room left"):
        revision.publish()

    assert EventPage.objects.get(pk=session.pk).title == "L’Œuvre commune : écologie & emploi"


def test_the_filter_is_served_by_the_index(session: EventPage) -> None:
    events = [session, *EventPageFactory.create_batch(3)]
    EventSearchTerm.objects.bulk_create(
        EventSearchTerm(event=event, term=f"mot{number}") for event in events for number in range(500)
    )
    rows = EventSearchTerm.objects.filter(term__begins="ecol")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = rows.explain()

    if connection.vendor == "postgresql":
        assert "Index Cond: (((term)::text ~>=~ 'ecol'::text) AND ((term)::text ~<~ 'ecom'::text))" in plan
        assert "Seq Scan" not in plan
    else:
        assert "SEARCH events_eventsearchterm USING" in plan
        assert "(term>? AND term<?)" in plan
    assert {row.event_id for row in rows} == {session.pk}


def test_the_words_of_an_event_cost_the_same_however_much_its_speakers_speak_elsewhere(
    session: EventPage,
) -> None:
    item, person = SessionFactory(event=session), SpeakerFactory(name="Zénobie Unetelle")
    SessionSpeaker.objects.create(session=item, speaker=person)
    elsewhere = SessionFactory(event=EventPageFactory())
    items = [SessionSpeaker(session=elsewhere, speaker=person) for _ in range(OFTEN)]
    SessionSpeaker.objects.bulk_create(items)
    there = elsewhere.event
    EventSpeaker.objects.bulk_create(EventSpeaker(event=there, speaker=person) for _ in range(OFTEN))
    with little_work():
        person.save()  # writes the words of both
        session.save()

    assert list(EventPage.objects.matching("zenobie").order_by("pk")) == [session, there]


def test_only_letters_and_digits_reach_the_index() -> None:
    with pytest.raises(ValueError, match="only letters and digits"):
        list(EventSearchTerm.objects.filter(term__begins="a%"))
