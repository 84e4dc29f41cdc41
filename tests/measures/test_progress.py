"""A published note says for good what it said; what is put right is seen to be put right."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.search.index import insert_or_update_object
from wagtail.search.models import IndexEntry

from measures.models import Progress, ProgressCitation
from measures.progress import (
    WITHDRAWN,
    AlreadyPublished,
    Incomplete,
    MoreThanSpelling,
    NoSource,
    NothingMended,
    NotPublished,
    PassageNotFound,
    correct,
    mend,
    notes_with,
    publish,
    withdraw_passage,
)
from measures.querysets import PublishedNoteChanged
from tests.conference.factories import RegionFactory
from tests.conference.regions.people import communicator
from tests.measures.factories import MeasureFactory, ProgressFactory, ReviewFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def by() -> User:
    return communicator()


@pytest.fixture
def draft() -> Progress:
    note = ProgressFactory(measure=MeasureFactory(number=1), text="Un espace est ouvert.", published_at=None)
    cite(note)
    return note


@pytest.fixture
def published(draft: Progress, by: User) -> Progress:
    return publish(draft, by=by, now=NOW)


@contextmanager
def refused() -> Iterator[None]:
    """What is done within is refused, and nothing is written."""
    with pytest.raises(PublishedNoteChanged), transaction.atomic():
        yield


def stored(note: Progress) -> Progress:
    return Progress.objects.get(pk=note.pk)


def test_a_draft_is_published_once_with_its_moment(draft: Progress, by: User) -> None:
    publish(draft, by=by, now=NOW)
    assert stored(draft).published_at == NOW
    with pytest.raises(AlreadyPublished):
        publish(draft, by=by, now=NOW + timedelta(days=1))
    assert stored(draft).published_at == NOW


def test_nothing_is_published_without_a_source_that_is_shown(draft: Progress, by: User) -> None:
    source = draft.citations.get().source
    source.shown = False
    source.save()
    with pytest.raises(NoSource):
        publish(draft, by=by, now=NOW)
    draft.citations.get().delete()
    with pytest.raises(NoSource):
        publish(stored(draft), by=by, now=NOW)
    assert stored(draft).published_at is None


def test_nothing_is_published_of_a_day_to_come_or_about_nothing(draft: Progress, by: User) -> None:
    draft.date = timezone.localdate() + timedelta(days=1)
    draft.save()
    with pytest.raises(Incomplete, match="à venir"):
        publish(draft, by=by, now=NOW)
    draft.date, draft.measure = None, None
    draft.save()
    with pytest.raises(Incomplete, match="Choisissez une mesure"):
        publish(draft, by=by, now=NOW)
    assert stored(draft).published_at is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", "Autre chose."),
        ("subject", "Autre sujet"),
        ("date", date(2020, 1, 1)),
        ("date_precision", "year"),
        ("author", "Une autre"),
        ("measure", None),
        ("published_at", None),
        ("published_at", NOW + timedelta(days=1)),
        ("mended_at", NOW),
    ],
)
def test_a_published_note_cannot_be_saved_with_anything_else(
    published: Progress, name: str, value: object
) -> None:
    before = Progress.objects.filter(pk=published.pk).values().get()
    note = stored(published)
    setattr(note, name, value)
    with refused():
        note.save()
    with refused():
        note.save(update_fields=[name])
    with refused():
        Progress.objects.filter(pk=published.pk).update(**{name: value})
    with refused():
        Progress.objects.bulk_update([note], [name])
    assert Progress.objects.filter(pk=published.pk).values().get() == before


def test_its_sources_and_regions_stay_too(published: Progress) -> None:
    note = stored(published)
    note.citations = [ProgressCitation(source=SourceFactory())]
    with refused():
        note.save()
    note = stored(published)
    note.regions.add(RegionFactory())
    with refused():
        note.save()
    citation = ProgressCitation.objects.get(progress=published)
    citation.says = "autre chose"
    with refused():
        citation.save()
    with refused():
        citation.delete()
    assert [each.says for each in stored(published).citations.all()] == [""]
    assert not stored(published).regions.exists()


def test_it_is_deleted_by_no_way(published: Progress) -> None:
    with refused():
        stored(published).delete()
    with refused():
        Progress.objects.all().delete()
    assert Progress.objects.filter(pk=published.pk).exists()


def test_another_row_of_its_key_does_not_take_its_place(published: Progress) -> None:
    with refused():
        Progress(pk=published.pk, uuid=published.uuid, measure=published.measure, text="Autre chose.").save()
    assert stored(published).text == "Un espace est ouvert."


def test_what_is_fictional_goes_with_the_demonstration() -> None:
    review = ReviewFactory(fictional=True)
    note = ProgressFactory(measure=MeasureFactory(number=1), review=review)
    Progress.objects.filter(review__fictional=True).update(review=None)
    assert stored(note).review is None


def test_what_does_not_change_is_saved(published: Progress) -> None:
    stored(published).save()
    assert stored(published).text == "Un espace est ouvert."


def test_a_draft_changes_and_goes(draft: Progress) -> None:
    draft.text = "Autre chose.\r\nEt encore."
    draft.save()
    assert stored(draft).text == "Autre chose.\nEt encore."
    draft.delete()
    assert not Progress.objects.exists()


def test_a_correction_is_a_draft_that_says_what_it_corrects(published: Progress, by: User) -> None:
    draft = stored(correct(published, by=by))
    assert (draft.corrects, draft.text, draft.published_at) == (published, published.text, None)
    assert draft.uuid != published.uuid
    assert [each.source for each in draft.citations.all()] == [
        each.source for each in published.citations.all()
    ]
    draft.text = "Deux espaces sont ouverts."
    draft.save()
    publish(draft, by=by, now=NOW)
    assert stored(published).text == "Un espace est ouvert."
    assert [note.text for note in stored(published).corrections.all()] == ["Deux espaces sont ouverts."]


def test_a_draft_is_not_corrected_but_changed(draft: Progress, by: User) -> None:
    with pytest.raises(NotPublished):
        correct(draft, by=by)
    with pytest.raises(NotPublished):
        mend(draft, text="Un espace est ouvers.", by=by, now=NOW)
    with pytest.raises(NotPublished):
        withdraw_passage(draft, passage="espace", reason="r", by=by, now=NOW)


def test_spelling_is_mended_and_both_versions_stay(published: Progress, by: User) -> None:
    mend(published, text="Un espace est ouverts.", by=by, now=NOW)
    note = stored(published)
    assert (note.text, note.mended_at) == ("Un espace est ouverts.", NOW)
    assert [(each.text, each.until) for each in note.earlier_texts.all()] == [("Un espace est ouvert.", NOW)]
    assert note.published_at == published.published_at


@pytest.mark.parametrize("text", ["Cela n’a rien donné du tout.", "Un espace est ouvert à 3.", ""])
def test_a_fact_is_not_mended_as_spelling(published: Progress, by: User, text: str) -> None:
    with pytest.raises(MoreThanSpelling):
        mend(published, text=text, by=by, now=NOW)
    with pytest.raises(NothingMended):
        mend(published, text="Un espace est ouvert. ", by=by, now=NOW)
    assert not stored(published).earlier_texts.exists()


def everywhere() -> str:
    """All the text that the database holds of notes: rows, earlier texts, the admin's log, the search."""
    rows = [
        *Progress.objects.values_list("text", flat=True),
        *(
            text
            for note in Progress.objects.all()
            for text in note.earlier_texts.values_list("text", flat=True)
        ),
        *ModelLogEntry.objects.values_list("label", flat=True),
        *(str(entry) for entry in ModelLogEntry.objects.values_list("data", flat=True)),
        *(str(values) for values in IndexEntry.objects.values_list()),
    ]
    return "\n".join(rows).lower()


def test_a_withdrawn_passage_is_gone_from_everywhere(draft: Progress, by: User) -> None:
    draft.text = "Madame Dupontel, trésorière,\nquite la structure."
    draft.save()
    log(draft, "wagtail.edit", user=by)
    published = publish(draft, by=by, now=NOW)
    mend(published, text="Madame Dupontel, trésorière,\nquitte la structure.", by=by, now=NOW)
    insert_or_update_object(published)
    assert everywhere().count("dupontel") >= 4
    withdraw_passage(
        published, passage="Madame Dupontel, trésorière,\r\n", reason="Droit de réponse", by=by, now=NOW
    )
    assert "dupontel" not in everywhere()
    note = stored(published)
    assert note.text == f"{WITHDRAWN}\nquitte la structure."
    assert [each.text for each in note.earlier_texts.all()] == [f"{WITHDRAWN}\nquite la structure."]
    assert [(each.reason, each.at) for each in note.withdrawn_passages.all()] == [("Droit de réponse", NOW)]
    labels = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Progress))
    assert {entry.label for entry in labels} == {str(note)}


def test_a_passage_that_is_not_there_changes_nothing(published: Progress, by: User) -> None:
    for passage in ("Deux espaces", "  "):
        with pytest.raises(PassageNotFound):
            withdraw_passage(published, passage=passage, reason="r", by=by, now=NOW)
    assert not stored(published).withdrawn_passages.exists()


def test_other_notes_with_the_passage_are_told(published: Progress, by: User) -> None:
    repeated = correct(published, by=by)
    assert notes_with("espace est", but=published) == [repeated]
    assert notes_with("", but=published) == []
