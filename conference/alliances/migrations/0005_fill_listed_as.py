"""The alliances published so far, a thousand at a time."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 1_000


def fill(apps, schema_editor):
    alliances = apps.get_model("alliances", "AlliancePage").objects
    title = apps.get_model("wagtailcore", "Page").objects.filter(pk=OuterRef("pk")).values("title")
    unlisted = alliances.filter(live=True, listed_as__isnull=True).order_by("pk")
    while keys := list(unlisted.values_list("pk", flat=True)[:BATCH]):
        alliances.filter(pk__in=keys).update(listed_as=Subquery(title))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("alliances", "0004_listed_as"),
        ("wagtailcore", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
