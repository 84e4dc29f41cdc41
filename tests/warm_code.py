"""What the server of forks holds (warm.py): the site's code, under the tests' settings; nothing runs."""

import gc
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "conference.settings.test"
gc.disable()

import django  # noqa: E402

django.setup()

import gunicorn.app.wsgiapp  # noqa: E402, F401
from django.core.management import get_commands, load_command_class  # noqa: E402
from django.urls import get_resolver  # noqa: E402

load_command_class(get_commands()["worker"], "worker")
list(get_resolver().url_patterns)
gc.freeze()
gc.enable()
