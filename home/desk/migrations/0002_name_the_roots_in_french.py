from django.db import migrations

NAMES = {"wagtailcore.collection": ("name", "Root", "Tous les fichiers"), "wagtailcore.page": ("title", "Root", "Racine")}


def rename(apps, *, back):
    for label, (field, english, french) in NAMES.items():
        old, new = (french, english) if back else (english, french)
        roots = apps.get_model(label).objects.filter(depth=1, **{field: old})
        roots.update(**{field: new})
    apps.get_model("wagtailcore.page").objects.filter(depth=1).update(draft_title="Root" if back else "Racine")


def to_french(apps, schema_editor):
    rename(apps, back=False)


def to_english(apps, schema_editor):
    rename(apps, back=True)


class Migration(migrations.Migration):
    """What Wagtail's first migrations name « Root » is read in the choices of collections and in the explorer."""

    dependencies = [("desk", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(to_french, to_english)]
