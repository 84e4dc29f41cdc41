"""The 21 measures are on the board, without an end date: none can be unpublished any more."""

from django.db import migrations


def publish_measures(apps, schema_editor):
    apps.get_model("measures", "Measure").objects.update(live=True, expired=False, expire_at=None)


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_fictional_contribution")]
    operations = [migrations.RunPython(publish_measures, migrations.RunPython.noop)]
