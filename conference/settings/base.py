"""Settings shared by every way of running the site.

What differs between machines comes from the environment, with a default that is safe on a
developer's machine. `.env.example` lists every variable.
"""

import json
from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from .csp import ADMIN_POLICY, PERMISSIONS_POLICY, PUBLIC_POLICY  # noqa: F401  (conference.platform.policies)
from .database import database
from .login import *  # noqa: F403  (the table of allauth's settings)
from .media import *  # noqa: F403  (which files are taken, and how they are shown)
from .media import DEFAULT_VIDEO_HOSTS, media_storage

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
# A server keeps its settings outside of the code: ENV_FILE names that file.
env.read_env(env.str("ENV_FILE", default="") or BASE_DIR / ".env", overwrite=False)

# Everything a machine writes: database, media, collected files, keys. Ignored by git.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
COMMUNES_FILE = BASE_DIR / "conference/regions/data/communes.csv"  # tests load some of them only

# --- Address ---------------------------------------------------------------------------------
# The one origin of every absolute address: mails, .ics, sitemap, share images, Wagtail's Site.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
_public_host = urlsplit(PUBLIC_URL).hostname or ""
# Probes ask the machine itself, whatever names the site answers to.
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[_public_host]), "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
WAGTAILADMIN_BASE_URL = PUBLIC_URL
# How many proxies of ours stand in front and add to X-Forwarded-For; 0 believes no such header.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "home.desk",
    "home",
    "home.news",
    "home.resources",
    "events.registrations",
    "events",
    "conference",
    "conference.alliances",
    "measures",
    "conference.accounts",
    "conference.regions",
    "conference.core",
    "conference.platform",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "conference.accounts.apps.UsersConfig",  # wagtail.users, with the walls of the accounts
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "conference.platform.metrics.requests.RequestMetrics",
    "conference.platform.policies.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "conference.platform.caching.headers.CacheHeaderMiddleware",  # inside: a 304 repeats its header
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "conference.platform.policies.PathPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "conference.accounts.middleware.SecondFactorMiddleware",
    "conference.regions.titles.viewer.ViewerMiddleware",
    "conference.core.moved_pages.MovedPageMiddleware",
    "conference.core.protected.ProtectedMiddleware",
    "conference.platform.unreadable.UnreadableInputMiddleware",
]

ROOT_URLCONF = "conference.urls"
WSGI_APPLICATION = "conference.wsgi.application"

LOADERS = ["conference.core.template_loader.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # inputs of ours stand in templates/ too

# --- Database --------------------------------------------------------------------------------
TARGET_DATABASE_URL = env.str("TARGET_DATABASE_URL", default="")  # where move_database goes
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{quote(str(VAR_DIR / 'site.sqlite3'))}"
SERVER_SIDE_CURSORS = not env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False)
DATABASES = {"default": database(env.db_url_config(DATABASE_URL), server_side_cursors=SERVER_SIDE_CURSORS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache -----------------------------------------------------------------------------------
# « default »: what each process can compute again, so that no page depends on Redis. « limits »: what the
# processes count together (conference.platform.counters), in Redis or in the database.
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "limits": {
        "BACKEND": f"conference.platform.counters.{'RedisCounters' if CACHE_URL else 'DatabaseCounters'}",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "limits",
    },
}
# How long a shared proxy may serve a public page without asking again, in seconds.
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=10)
PAGE_CACHE = FRAGMENT_CACHE = False  # whole pages, and parts of them, in memory: production and `make serve`
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=64)  # at most, in each process
# The folder of nginx's cache, if this machine has one: refresh_pages empties it too.
PROXY_CACHE_DIR = env.str("PROXY_CACHE_DIR", default="")

# --- Background work -------------------------------------------------------------------------
# The task row is written in the caller's transaction: the table is the outbox.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
# Seconds of silence after which a worker is taken for dead and its task given to another.
WORKER_LEASE_SECONDS = env.int("WORKER_LEASE_SECONDS", default=60)

# --- Mail ------------------------------------------------------------------------------------
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
ANYMAIL = env.dict("ANYMAIL", default={})  # the keys of a provider, where EMAIL_BACKEND is one of anymail's
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = str(VAR_DIR / "courriels")
MAIL_LOOK = "conference.core.mail_look.mail_look"  # colours and cloth of every mail
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="conference@site.invalid")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Limits ----------------------------------------------------------------------------------
# How often the same may be asked for: (times, seconds of the window). A hall, a school or a ministry
# may go out by one address: the limit by address stops machines, the limits by mail stop pestering.
LIMITS = {
    "registration_address": (env.int("LIMIT_REGISTRATIONS_BY_ADDRESS", default=300), 600),
    "registration_mail_and_event": (4, 600),
    "registration_mail": (12, 3600),
    "correction_address": (20, 3600),
    "correction_mail": (4, 3600),
}

# --- Registrations ---------------------------------------------------------------------------
REGISTRATION_CONFIRM_HOURS = env.int("REGISTRATION_CONFIRM_HOURS", default=24)  # once the mail has left
# Seats of an event that one address of the network may hold, in a day, without having confirmed them.
REGISTRATION_UNCONFIRMED_SEATS = env.int("REGISTRATION_UNCONFIRMED_SEATS", default=100)
# Months after the event at which its registrations are anonymised; the notice prints it.
REGISTRATION_RETENTION_MONTHS = env.int("REGISTRATION_RETENTION_MONTHS", default=6)
REGISTRATION_UNCONFIRMED_DAYS = env.int("REGISTRATION_UNCONFIRMED_DAYS", default=7)  # given up unconfirmed
REGISTRATION_LOG_MONTHS = env.int("REGISTRATION_LOG_MONTHS", default=12)  # of acts and of exports of people
MODERATION_WORKING_DAYS = env.int("MODERATION_WORKING_DAYS", default=2)  # until what is submitted is answered
CORRECTION_ERROR_WORKING_DAYS = env.int("CORRECTION_ERROR_WORKING_DAYS", default=5)  # until an answer
CORRECTION_REPLY_WORKING_DAYS = env.int("CORRECTION_REPLY_WORKING_DAYS", default=3)
CORRECTION_RETENTION_MONTHS = env.int("CORRECTION_RETENTION_MONTHS", default=6)  # of who asked, after it

# --- People ----------------------------------------------------------------------------------
# allauth's, at the same price for everybody.
AUTHENTICATION_BACKENDS = ["conference.accounts.login.PasswordBackend"]
# National accounts must have a second factor; production asks for it unless told otherwise.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # an invitation or a reset is good for three days
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser, as the privacy page says
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin's preview panel frames public pages
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which would have DENY there
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français"))]
LOCALE_PATHS = [BASE_DIR / "conference" / "locale"]  # our words before those of the libraries
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
TIME_ZONE = "Europe/Paris"
# What a person of the team may choose: the zones of the regions.
_regions = json.loads((BASE_DIR / "conference" / "regions" / "data" / "regions.json").read_text())
WAGTAIL_USER_TIME_ZONES = list(dict.fromkeys(region["time_zone"] for region in _regions))
USE_I18N = True
USE_TZ = True

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_DIR", default="") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": media_storage(env),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Backups ---------------------------------------------------------------------------------
# Where `manage.py backup` writes by default: a folder, or s3://bucket/prefix.
BACKUP_STORAGE = env.str("BACKUP_STORAGE", default="")
BACKUP_S3_ENDPOINT_URL = env.str("BACKUP_S3_ENDPOINT_URL", default="")

# --- Watching --------------------------------------------------------------------------------
# Networks whose machines may read /sante/metriques.
METRICS_ALLOWED = env.list("METRICS_ALLOWED", default=["127.0.0.0/8", "::1/128"])
# Where the web processes of a machine count together; empty: each counts alone.
METRICS_DIR = env.str("METRICS_DIR", default="")

# --- Wagtail ---------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Conférence des alliances stratégiques"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "conference.core.text.word_search"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no call to a third party
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # the pages of /comptes/, which count attempts
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody chooses the password of another
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a form is sent once, by a person (docs/decisions/0035)
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"  # in the filters of Wagtail's own lists
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"  # « /agenda/?region=… » keeps what it asks
WAGTAIL_I18N_ENABLED = False
VIDEO_HOSTS = env.list("VIDEO_HOSTS", default=DEFAULT_VIDEO_HOSTS)  # whose videos a page may show
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- This way of running ---------------------------------------------------------------------
DEMO = False  # True only where `make serve` runs: readable mails, demo accounts
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"personal_data_out": {"()": "conference.platform.logs.PersonalDataOut"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["personal_data_out"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{app: {"level": "INFO"} for app in ("conference", "events", "home")},
        # Django's own handlers have no filter: all it says goes through ours.
        "django": {"level": "INFO", "handlers": []},
        "django.server": {"level": "INFO", "handlers": ["console"], "propagate": False},
        # The worker says which task failed, without a traceback that may name people.
        "django_tasks": {"level": "CRITICAL"},
    },
}
