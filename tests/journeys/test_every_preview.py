"""Everything that has a preview is seen before it is saved: each field empty, and each field full."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.blocks import BaseStructBlock, Block, ChooserBlock, ListBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PreviewableMixin, Revision

from conference.models import LocalConferencePage
from conference.regions.models import Region
from tests.events.factories import SpeakerFactory
from tests.journeys.test_previews import placed
from tests.journeys.test_queries import furnish

pytestmark = pytest.mark.django_db

PAST, COMING = date(2021, 5, 4), date(2041, 5, 4)
WAGTAILS_OWN = {"comments"}


def previewed_types() -> list[type[models.Model]]:
    ours = [model for model in apps.get_models() if not model.__module__.startswith(("wagtail", "tests"))]
    return [model for model in ours if issubclass(model, PreviewableMixin)]


def filled(model: type[models.Model], *, day: date, holds: type[models.Model] | None = None) -> models.Model:
    """An unsaved row with something in every field that an editor fills, and one row of each kind below.

    ``holds``: the type of the row that this one stands below, whose field is left to it.
    """
    row = model() if holds else new(model)
    inherited = {field.name for field in Page._meta.fields} if issubclass(model, Page) else set()
    for field in (*model._meta.fields, *model._meta.many_to_many):
        wanted = field.editable and field.name not in inherited | {"id"}
        if wanted and not field.primary_key and not (holds and field.related_model is holds):
            value = value_for(field, day)
            if value is not None:
                setattr(row, field.name, value)
    if issubclass(model, Page):
        row.title, row.slug = "Un titre assez long pour tenir sur deux lignes", "un-titre"
        row.search_description = "Ce dont parle la page."
    for relation in get_all_child_relations(model):
        if (name := relation.get_accessor_name()) not in WAGTAILS_OWN:
            setattr(row, name, [filled(relation.related_model, day=day, holds=relation.model)])
    return row


def new(model: type[models.Model]) -> models.Model:
    """A row as a form finds it: an empty page; of what nobody may add, one that is there, emptied."""
    if issubclass(model, Page):
        return model(title="Titre provisoire", slug="provisoire")
    row = model._default_manager.first() or model()
    for field in row._meta.fields:
        if row.pk and field.editable and field.empty_strings_allowed and not field.primary_key:
            setattr(row, field.name, "")
    return row


def value_for(field: models.Field, day: date) -> Any:
    """A value as an editor may give it; None where there is nothing to choose from."""
    if isinstance(field, models.ManyToManyField):  # of these, a version holds the parental ones alone
        parental = isinstance(field, ParentalManyToManyField)
        return list(field.related_model.objects.all()[:2]) if parental else None
    if isinstance(field, models.ForeignKey):
        return None if field.related_model is Revision else field.related_model.objects.first()
    if isinstance(field, StreamField):
        every = field.stream_block.child_blocks.items()
        return field.to_python([{"type": name, "value": shown_in_picker(block)} for name, block in every])
    if isinstance(field, models.CharField) and field.has_default() and field.default:
        return field.default
    if field.choices:
        return field.choices[0][0] or field.choices[1][0]
    if isinstance(field, models.DateTimeField):
        return datetime.combine(day, datetime.min.time(), UTC)
    values: dict[type[models.Field], Any] = {
        models.DateField: day,
        models.BooleanField: True,
        models.JSONField: None,
        models.URLField: "https://exemple.invalid/page",
        models.EmailField: "equipe@exemple.invalid",
        models.FloatField: 1.5,
        models.DecimalField: 1,
        models.IntegerField: 7,
        RichTextField: "<p>Un texte.</p>",
        models.TextField: "Une phrase.\nUne autre.",
    }
    value = next((value for kind, value in values.items() if isinstance(field, kind)), "mot")
    return value[: field.max_length] if isinstance(value, str) and field.max_length else value


def just_added(stream: StreamField) -> Any:
    """One block of each kind, as it stands in the form before anything is written or chosen."""
    blocks = stream.stream_block.child_blocks.items()
    return stream.to_python(
        [{"type": name, "value": block.get_prep_value(block.get_default())} for name, block in blocks]
    )


def shown_in_picker(block: Block) -> Any:
    """What the block's own preview shows, with something chosen wherever one chooses."""

    def chosen(block: Block, value: Any) -> Any:
        if isinstance(block, BaseStructBlock):
            return {name: chosen(child, value.get(name)) for name, child in block.child_blocks.items()}
        if isinstance(block, ListBlock):
            items = [item["value"] for item in value] or [None]
            values = [chosen(block.child_block, item) for item in items]
            return [{"type": "item", "id": str(n), "value": value} for n, value in enumerate(values)]
        if isinstance(block, ChooserBlock) and value is None:
            return block.model_class.objects.order_by("-pk").first().pk
        return value

    return chosen(block, block.get_prep_value(block.get_preview_value()))


def unsaved(model: type[models.Model]) -> Iterator[tuple[str, models.Model]]:
    """What an editor's form may hold."""
    for name in ("empty", "blocks just added"):
        row = new(model)
        if name != "empty":
            for field in row._meta.fields:
                if isinstance(field, StreamField):
                    setattr(row, field.name, just_added(field))
        yield name, row
    yield "full, past", filled(model, day=PAST)
    yield "full, to come", filled(model, day=COMING)


@pytest.fixture
def parents() -> dict[type[Page], Page]:
    """One page of each type, below which others may stand; a picture, a document, somebody to choose."""
    furnish(1)
    SpeakerFactory()
    get_image_model().objects.create(title="Le port", file=get_test_image_file("port.png"))
    get_document_model().objects.create(title="Le dossier", file=ContentFile(b"%PDF-1.7", "dossier.pdf"))
    found: dict[type[Page], Page] = {}
    for page in Page.objects.order_by("path").specific():
        found.setdefault(type(page), page)
    return found


@pytest.mark.long
def test_every_type_is_seen_before_it_is_saved_with_its_fields_empty_or_full(
    parents: dict[type[Page], Page],
) -> None:
    types = previewed_types()
    assert len(types) >= 15
    assert timezone.localdate() < COMING
    broken = {}
    for model in types:
        for name, row in unsaved(model):
            if isinstance(row, Page):
                above = next(parents[kind] for kind in model.allowed_parent_page_models() if kind in parents)
                placed(row, above)
            if isinstance(row, LocalConferencePage):  # the tree gives it
                row.region = Region.objects.first()
            for mode, _label in row.preview_modes:
                try:
                    status = row.make_preview_request(preview_mode=mode).status_code
                except Exception as error:  # the walk goes on, and tells of all
                    status = repr(error)
                if status != 200:
                    broken[model.__name__, name, mode] = status
    assert broken == {}
