"""The events published so far, a thousand at a time."""

from django.db import migrations
from django.db.models import F

BATCH = 1_000


def fill(apps, schema_editor):
    events = apps.get_model("events", "EventPage").objects
    unlisted = events.filter(live=True, over_at__isnull=False, listed_until__isnull=True).order_by("pk")
    while keys := list(unlisted.values_list("pk", flat=True)[:BATCH]):
        events.filter(pk__in=keys).update(listed_until=F("over_at"))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("events", "0004_listed_until"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
