"""Wagtail's own groups « Editors » and « Moderators » go, unless somebody is in them.

They come with rights on every page, image and document, which no rule of the house gives.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"])
    groups.filter(user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailcore", "0098_apitoken"),
    ]

    # Nothing to bring back: a group of that name may be made again by hand.
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
