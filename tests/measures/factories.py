"""Measures, dimensions and reviews with made-up words: tests never depend on the mission's texts."""

from datetime import UTC, date, datetime

import factory
from django.db.models import Model
from factory.django import DjangoModelFactory

from measures.models import (
    Assessment,
    Chantier,
    Citation,
    Dimension,
    Measure,
    Progress,
    RegionalContribution,
    Review,
    ScaleStep,
    Sign,
    Source,
    Stage,
    TimelineEntry,
)

DIMENSIONS = ("operationnelle", "strategique", "politique")


class DimensionFactory(DjangoModelFactory):
    key = DIMENSIONS[0]
    name = factory.LazyAttribute(lambda dimension: f"Dimension {dimension.key}")
    horizon_min = 3
    horizon_max = 9
    purpose = "relier celles et ceux qui agissent"
    position = factory.LazyAttribute(lambda dimension: DIMENSIONS.index(dimension.key))

    class Meta:
        model = Dimension
        django_get_or_create = ("key",)


class MeasureFactory(DjangoModelFactory):
    """A published measure; its dimension follows from its number, seven to each."""

    number = factory.Sequence(lambda n: n % 21 + 1)
    title = factory.LazyAttribute(lambda measure: f"Titre exact de la mesure {measure.number}")
    short_title = factory.LazyAttribute(lambda measure: f"Titre court {measure.number}")
    keyword = factory.LazyAttribute(lambda measure: f"Mot {measure.number}")
    slug = factory.LazyAttribute(lambda measure: f"adresse-{measure.number}")
    dimension = factory.LazyAttribute(
        lambda measure: DimensionFactory(key=DIMENSIONS[(measure.number - 1) // 7])
    )

    class Meta:
        model = Measure
        django_get_or_create = ("number",)


def make_measures(*numbers: int) -> dict[int, Measure]:
    """The measures of these numbers, or all 21, by number."""
    return {number: MeasureFactory(number=number) for number in numbers or range(1, 22)}


def correct(measure: Measure, *, publish: bool = True, **words: str) -> None:
    """What an editor does in the form: change some words, then publish or only keep the draft."""
    measure = Measure.objects.get(pk=measure.pk)
    for name, value in words.items():
        setattr(measure, name, value)
    revision = measure.save_revision()
    if publish:
        revision.publish()


class ReviewFactory(DjangoModelFactory):
    """A review with a scale of two levels."""

    title = factory.Sequence(lambda n: f"Bilan {n + 1}")
    slug = factory.Sequence(lambda n: f"bilan-{n + 1}")
    date = date(2024, 3, 5)

    class Meta:
        model = Review
        skip_postgeneration_save = True

    @factory.post_generation
    def levels(review: Review, create: bool, labels: tuple[str, ...] | None, **kwargs: object) -> None:
        for position, label in enumerate(labels or ("Tenue", "En retard")):
            ScaleStep.objects.create(
                review=review,
                key=f"niveau-{position}",
                label=label,
                position=position,
                published_total=7,
                sign=Sign.values[position],
            )


def give_levels(review: Review, levels: dict[int, str], **said: object) -> None:
    """A level of the review's scale (« niveau-0 », « niveau-1 ») to each measure, by its number."""
    Assessment.objects.bulk_create(
        Assessment(review=review, measure=MeasureFactory(number=number), level=level, **said)
        for number, level in levels.items()
    )


class ContributionFactory(DjangoModelFactory):
    """What a region does for a measure, as its relay published it."""

    text = factory.Sequence(lambda n: f"Ce que fait la région {n}")
    stage = Stage.UNDER_WAY
    declared_on = date(2026, 3, 3)

    class Meta:
        model = RegionalContribution


class ChantierFactory(DjangoModelFactory):
    key = factory.Sequence(lambda n: f"chantier-{n}")
    name = factory.Sequence(lambda n: f"Chantier {n}")

    class Meta:
        model = Chantier


class TimelineEntryFactory(DjangoModelFactory):
    date = date(2023, 6, 1)
    text = factory.Sequence(lambda n: f"Étape {n}")

    class Meta:
        model = TimelineEntry


class ProgressFactory(DjangoModelFactory):
    """A published note about a measure, of a day; ``regions`` with it, since it does not change."""

    text = factory.Sequence(lambda n: f"Note {n}")
    date = date(2023, 6, 1)
    published_at = datetime(2026, 11, 3, 9, tzinfo=UTC)

    class Meta:
        model = Progress

    @classmethod
    def _create(cls, model_class, *args, regions=(), **kwargs):
        note = model_class(*args, **kwargs)
        note.regions.set(regions)
        note.save()
        return note


class SourceFactory(DjangoModelFactory):
    key = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Page publique {n}")
    publisher = "Un éditeur"
    url = factory.LazyAttribute(lambda source: f"https://exemple.fr/{source.key}")
    date = date(2022, 5, 10)

    class Meta:
        model = Source


def cite(fact: Model, *, says: str = "", **of_source: object) -> Citation:
    """Let a fact say where it comes from."""
    parent = type(fact)._meta.get_field("citations").field
    source = SourceFactory(**of_source)
    return parent.model.objects.create(**{parent.name: fact}, source=source, says=says)
