"""Production with the commands of the demonstration: to load its content on a trial site, or take it away.

    DJANGO_SETTINGS_MODULE=conference.settings.demonstration manage.py migrate
    DJANGO_SETTINGS_MODULE=conference.settings.demonstration manage.py load_demo   (or remove_demo)

For commands only: the site and its worker run with ``production``. Demonstration accounts are no part of it:
``DEMO`` stays off.
"""

from .production import *  # noqa: F403
from .production import INSTALLED_APPS

INSTALLED_APPS = ["home.demo", *INSTALLED_APPS]
