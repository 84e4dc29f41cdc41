"""The parts that stood on every home page become its first sections; the blocks below them, the last one."""

import json

from django.db import migrations
from django.db.models import F, JSONField
from django.db.models.functions import Cast

NOTE = "Ce site en est la toile : il relie les rencontres, les alliances et le suivi des engagements."
SECTIONS = [  # what a section does not say is its block's default
    {"type": "head", "value": {}},
    {"type": "sessions", "value": {}},
    {"type": "measure", "value": {"note": NOTE}},
    {"type": "reviews", "value": {}},
    {"type": "regions", "value": {}},
    {"type": "alliances", "value": {}},
]


def in_sections(blocks):
    return [*SECTIONS, {"type": "body", "value": blocks}] if blocks else SECTIONS


def blocks_alone(sections):
    return [block for section in sections if section["type"] == "body" for block in section["value"]]


def change(apps, made):
    """Each home page, as it is published and in each of its revisions, with the sections ``made`` of its own."""
    pages = apps.get_model("home", "HomePage").objects
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for pk, stored in pages.values_list("pk", Cast(F("sections"), JSONField())):
        pages.filter(pk=pk).update(sections=made(stored or []))
        kept = revisions.filter(
            object_id=str(pk), base_content_type__app_label="wagtailcore", base_content_type__model="page"
        )
        for revision in kept:
            revision.content["sections"] = json.dumps(made(json.loads(revision.content.get("sections") or "[]")))
            revision.save(update_fields=["content"])


def forwards(apps, schema_editor):
    change(apps, in_sections)


def backwards(apps, schema_editor):
    change(apps, blocks_alone)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_covers")]

    operations = [migrations.RunPython(forwards, backwards)]
