"""The test suite: SQLite as a file, or the PostgreSQL server named by TEST_DATABASE_URL."""

from .base import *  # noqa: F403
from .base import BASE_DIR, DATABASES, INSTALLED_APPS, database, env

DEBUG = False
INSTALLED_APPS = ["home.demo", *INSTALLED_APPS]
PAGE_CACHE = env.bool("PAGE_CACHE", default=False)
FRAGMENT_CACHE = env.bool("FRAGMENT_CACHE", default=False)
SECRET_KEY = "tests-only-tests-only-tests-only-tests-only-tests-only"  # noqa: S105
COMMUNES_FILE = BASE_DIR / "tests" / "conference" / "regions" / "communes.csv"
PUBLIC_URL = "https://conference.test"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# tests/conftest.py gives each worker a copy of its own on this server (or a SQLite file).
if env.str("TEST_DATABASE_URL", default=""):
    DATABASES["default"] = database(env.db_url("TEST_DATABASE_URL"))
elif DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

# Files are served from where they are written: nothing is collected before a test.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
