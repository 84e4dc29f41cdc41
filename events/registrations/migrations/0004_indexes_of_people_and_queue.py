from django.db import migrations, models

from conference.platform.schema import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("registrations", "0003_people_queue_and_questions")]

    operations = [
        AddIndexOnline(
            model_name='attendee',
            index=models.Index(fields=['uuid'], name='attendee_uuid'),
        ),
        AddIndexOnline(
            model_name='attendee',
            index=models.Index(fields=['event', 'queued_at'], name='attendee_event_queued_at'),
        ),
        AddIndexOnline(
            model_name='registration',
            index=models.Index(fields=['event', 'email_key'], name='registration_event_email_key'),
        ),
    ]
