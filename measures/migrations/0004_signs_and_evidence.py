"""The sign and tone of the levels of the published scales; a proof given as an address becomes a source."""

from hashlib import sha256

from django.db import migrations

SIGNS = {
    "depasse": ("double", "favourable"),
    "tres-satisfaisant": ("double", "favourable"),
    "conforme": ("whole", "neutral"),
    "satisfaisant": ("whole", "neutral"),
    "partiel": ("stitched", "unfavourable"),
    "retard-explique": ("stitched", "unfavourable"),
    "remis-en-cause": ("cut", "unfavourable"),
}


def sign_levels(apps, schema_editor):
    steps = apps.get_model("measures", "ScaleStep").objects
    for key, (sign, tone) in SIGNS.items():
        steps.filter(key=key).update(sign=sign, tone=tone)


def cite_evidence(apps, schema_editor):
    assessments = apps.get_model("measures", "Assessment").objects.exclude(evidence="")
    sources = apps.get_model("measures", "Source").objects
    citations = apps.get_model("measures", "AssessmentCitation").objects
    for assessment in assessments:
        address = assessment.evidence
        key = f"preuve-{sha256(address.encode()).hexdigest()[:16]}"
        facts = {"title": address[:250], "publisher": address.split("/")[2][:160], "url": address}
        source, _created = sources.get_or_create(key=key, defaults=facts)
        citations.get_or_create(assessment=assessment, source=source)


class Migration(migrations.Migration):
    dependencies = [("measures", "0003_memory")]
    operations = [
        migrations.RunPython(sign_levels, migrations.RunPython.noop),
        migrations.RunPython(cite_evidence, migrations.RunPython.noop),
    ]
