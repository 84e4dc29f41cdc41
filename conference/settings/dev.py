"""A developer's machine: DEBUG on, mails printed in the terminal."""

import os

os.environ.setdefault("SECRET_KEY", "developers-only-never-in-production-0123456789abcdef")

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, env

DEBUG = True
INSTALLED_APPS = ["home.demo", *INSTALLED_APPS]
SECRET_KEY = env.str("SECRET_KEY")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost, which browsers hold for safe
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
