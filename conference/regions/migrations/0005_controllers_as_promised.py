"""Until now one organisation, written in the site's settings, answered for the data of every session.

It goes on answering for them until each team writes its own: nothing closes at the update. It had no postal
address: `check_installation` asks for it.
"""

from django.db import migrations


def take_over(apps, schema_editor):
    SiteSettings = apps.get_model("core", "SiteSettings")
    RelayTeam = apps.get_model("regions", "RelayTeam")
    DataController = apps.get_model("regions", "DataController")
    site = SiteSettings.objects.exclude(controller="").exclude(data_protection_contact="").first()
    if site is None or DataController.objects.exists():
        return
    facts = {
        "name": site.controller[:160],
        "rights_contact": site.data_protection_contact,
        "fictional": site.demo_loaded_at is not None,
    }
    regions = RelayTeam.objects.order_by("region").values_list("region", flat=True)
    DataController.objects.bulk_create(
        DataController(region_id=region, **facts) for region in [None, *regions]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0004_data_controllers"),
        ("core", "0001_initial"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
