"""The public sources of the mission's facts, and what is publicly stated of its measures.

A source is added once, with its citations by the reviews, the steps of the timeline and the notes; what
the team does with them afterwards stays. ``data/sources.json`` says in ``supports`` which fact of which
file each one states; the demonstration's alliances and past events read it too.
"""

from collections import defaultdict

from django.utils import timezone

from conference.core.text import french
from home.models import ReferenceMark
from measures.models import (
    Measure,
    Progress,
    ProgressCitation,
    Review,
    ReviewCitation,
    Source,
    TimelineCitation,
    TimelineEntry,
)
from measures.partial_dates import partly_known

from .facts import read
from .report import Report

REVIEWS = ("bilan-6-mois", "bilan-1-an", "bilan-final")


def load_sources(report: Report) -> None:
    """The sources that are missing and not taken away by the team, with what cites them."""
    published = {f"source:{facts['key']}": facts for facts in read("sources")["sources"]}
    new = set()
    for _key, facts in ReferenceMark.unmarked(published).items():
        day, precision = partly_known(facts["date"])
        _source, created = Source.objects.get_or_create(
            key=facts["key"],
            defaults={
                "title": french(facts["title"]),
                "publisher": french(facts["publisher"]),
                "url": facts["url"],
                "date": day,
                "date_precision": precision,
                "shown": facts["verified"],
                "note": facts.get("note", ""),
            },
        )
        if created:
            new.add(facts["key"])
    report.add(Source, len(new))
    if new:
        cite_reviews(new)
        cite_timeline(new)


def supported(file: str) -> dict[str, list[tuple[Source, str]]]:
    """By the item of ``file`` that they state: the sources shown, each with its words; one query."""
    sources = Source.objects.filter(shown=True).in_bulk(field_name="key")
    found: dict[str, list[tuple[Source, str]]] = defaultdict(list)
    for facts in read("sources")["sources"]:
        for support in facts["supports"]:
            if support["file"] == file and facts["key"] in sources:
                found[support["item"]].append((sources[facts["key"]], french(support["fact"])))
    return found


def cite_reviews(new: set[str]) -> None:
    reviews = Review.objects.in_bulk(field_name="slug")
    for slug, stated in supported("reviews").items():
        if slug in reviews:
            ReviewCitation.objects.bulk_create(
                ReviewCitation(review=reviews[slug], source=source, says=says, sort_order=order)
                for order, (source, says) in enumerate(stated)
                if source.key in new
            )


def cite_timeline(new: set[str]) -> None:
    """A step of the timeline is known by its day; one that the team moved is cited no more."""
    by_day = {entry.date.isoformat(): entry for entry in TimelineEntry.objects.all()}
    for item, stated in supported("programme").items():
        entry = by_day.get(item.removeprefix("timeline:"))
        if entry is not None:
            TimelineCitation.objects.bulk_create(
                TimelineCitation(entry=entry, source=source, says=says, sort_order=order)
                for order, (source, says) in enumerate(stated)
                if source.key in new
            )


def load_progress(report: Report) -> None:
    """What is publicly stated, with the number its source gives or with none; nothing is deduced."""
    stated = read("measures-progress")
    notes = {
        f"progress:{facts['statement_fr']}"[:200]: facts
        for facts in stated["measures"] + stated["unnumbered"]
    }
    measures = Measure.objects.in_bulk(field_name="number")
    reviews = {review.date.isoformat(): review for review in Review.objects.filter(slug__in=REVIEWS)}
    sources = Source.objects.in_bulk(field_name="key")
    now = timezone.now()
    for _key, facts in ReferenceMark.unmarked(notes).items():
        day, precision = partly_known(facts["date_of_fact"])
        number = facts.get("number")
        note = Progress(
            measure=measures.get(number),
            subject=facts.get("subject", ""),
            text=french(facts["statement_fr"]),
            date=day,
            date_precision=precision,
            review=None if number else reviews.get(facts["date_of_fact"]),
            published_at=now,
        )
        note.citations.set(
            ProgressCitation(source=sources[key], sort_order=order)
            for order, key in enumerate([facts["source"], *facts.get("also", ())])
            if key in sources and sources[key].shown
        )
        note.save()
        report.add(Progress)
