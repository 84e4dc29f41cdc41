import uuid

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 1_000  # attendees


def number_attendees(apps, schema_editor):
    """Each attendee made before gets its registration's organisation, and a number."""
    attendees = apps.get_model("registrations", "Attendee").objects
    of_registration = apps.get_model("registrations", "Registration").objects.filter(
        pk=OuterRef("registration")
    )
    while batch := list(attendees.filter(uuid=None).order_by("pk")[:BATCH]):
        attendees.filter(pk__in=[each.pk for each in batch]).update(
            organisation=Subquery(of_registration.values("organisation")[:1])
        )
        for attendee in batch:
            attendee.uuid = uuid.uuid4()
        attendees.bulk_update(batch, ["uuid"])  # last: an interruption begins again


def date_confirmations(apps, schema_editor):
    """A registration whose seat was confirmed has its address confirmed."""
    registrations = apps.get_model("registrations", "Registration").objects
    attendees = apps.get_model("registrations", "Attendee").objects
    first = attendees.filter(registration=OuterRef("pk"), confirmed_at__isnull=False).order_by("pk")
    confirmed = registrations.filter(confirmed_at=None, attendees__confirmed_at__isnull=False)
    registrations.filter(pk__in=confirmed.values("pk")).update(
        confirmed_at=Subquery(first.values("confirmed_at")[:1])
    )


class Migration(migrations.Migration):
    atomic = False  # visitors write to the same rows meanwhile: none is locked longer than its batch

    dependencies = [("registrations", "0004_indexes_of_people_and_queue")]

    operations = [
        migrations.RunPython(number_attendees, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(date_confirmations, migrations.RunPython.noop, elidable=True),
    ]
