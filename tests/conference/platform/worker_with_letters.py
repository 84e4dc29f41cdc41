"""`manage.py worker`, in a process that knows the tests' own mail model."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

if __name__ == "__main__":
    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    from tests.conference.platform import letters

    letters.make_known()
    call_command("worker", *sys.argv[1:])
