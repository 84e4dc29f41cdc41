"""The mission's facts, from data/*.json: added where they are missing, never written over.

A fact is recognised by its key (a number, a slug), which nobody can change in the admin. What the
team may delete or rewrite whole (a step of the timeline, a review) is also remembered by a mark: once
loaded, it never comes back by itself (docs in README.md).
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models

from conference.core.models import Sdg
from conference.core.text import french
from conference.regions.models import Region
from conference.regions.reference import REGIONS
from events.registrations.mails.texts import BUILT_IN
from events.registrations.models import MailText, Question
from home.models import ReferenceMark
from measures.models import Chantier, Dimension, Measure, Review, ScaleStep, TimelineEntry, Tool

from .report import Report

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> Any:
    """The content of data/<name>.json."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def load_facts(report: Report) -> None:
    """Everything the mission published, and the regions and goals it refers to."""
    add_missing(Sdg, "number", read("sdgs"), report)
    add_missing(Region, "insee_code", REGIONS, report)
    load_programme(report)
    load_measures(report)
    load_reviews(report)
    load_questions(report)
    load_mail_texts(report)


def load_programme(report: Report) -> None:
    """The four chantiers and impulsions, the three tools, the timeline."""
    programme = read("programme")
    add_missing(Chantier, "key", _in_order(programme["chantiers"]), report)
    add_missing(Tool, "key", _in_order(programme["tools"]), report)
    steps = {f"timeline:{day}:{text}"[:200]: (day, text) for day, text in programme["timeline"]}
    for _key, (day, text) in ReferenceMark.unmarked(steps).items():
        entry = {"date": date.fromisoformat(day), "text": text}
        _step, created = TimelineEntry.objects.get_or_create(**entry)
        report.add(TimelineEntry, int(created))


def load_measures(report: Report) -> None:
    """The three dimensions and the 21 measures: titles only, the rest was never published."""
    published = read("measures")
    dimensions = [
        {
            "key": dimension["key"],
            "name": dimension["name"],
            "horizon_min": dimension["horizon_months"][0],
            "horizon_max": dimension["horizon_months"][1],
            "purpose": dimension["purpose"],
        }
        for dimension in published["dimensions"]
    ]
    add_missing(Dimension, "key", _in_order(dimensions), report)
    by_key = {dimension.key: dimension for dimension in Dimension.objects.all()}
    measures = [row | {"dimension": by_key[row["dimension"]]} for row in published["measures"]]
    add_missing(Measure, "number", measures, report)


def load_reviews(report: Report) -> None:
    """The three reviews, each with its own scale and its published totals; no level of a measure."""
    published = {f"review:{review['slug']}": review for review in read("reviews")["reviews"]}
    for _key, facts in ReferenceMark.unmarked(published).items():
        if Review.objects.filter(slug=facts["slug"]).exists():
            continue
        review = Review(
            slug=facts["slug"],
            title=facts["title"],
            date=date.fromisoformat(facts["date"]),
            comment=facts["comment"],
        )
        review.scale = [
            ScaleStep(
                **step,
                position=position,
                published_total=facts["published_totals"].get(step["key"]),
            )
            for position, step in enumerate(facts["scale"])
        ]
        review.save()
        report.add(Review)


def load_questions(report: Report) -> None:
    """The national library of questions that a form of registration may ask."""
    typed = ("label", "help_text", "choices")
    rows = [
        {name: french(value) if name in typed else value for name, value in row.items()}
        for row in read("questions")
    ]
    add_missing(Question, "key", rows, report)


def load_mail_texts(report: Report) -> None:
    """One text for each kind of mail, empty: the site's own words until the team writes others."""
    add_missing(MailText, "kind", [{"kind": kind} for kind in BUILT_IN], report)


def add_missing(model: type[models.Model], key: str, rows: list[dict], report: Report) -> None:
    """Create the rows whose ``key`` no object has; one query when all are there."""
    there = set(model._default_manager.values_list(key, flat=True))
    for row in rows:
        if row[key] not in there:
            model._default_manager.create(**row)
            report.add(model)


def _in_order(rows: list[dict]) -> list[dict]:
    return [row | {"position": position} for position, row in enumerate(rows)]
