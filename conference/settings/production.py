"""Production: refuses to start while a secret or the public address is missing, and names it."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import LOGGING, METRICS_DIR, PUBLIC_URL, STORAGES, VAR_DIR, env


def required(name: str) -> str:
    """The value of an environment variable that production cannot do without."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"La variable d’environnement {name} manque : la production ne démarre pas sans elle "
            "(voir .env.example)."
        )
    return value


DEBUG = False
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)
FRAGMENT_CACHE = True
SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # while it is being changed
if not required("PUBLIC_URL").startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"PUBLIC_URL={PUBLIC_URL} n’est pas une adresse complète : elle commence par https:// ou http://."
    )
required("DATABASE_URL")
required("DEFAULT_FROM_EMAIL")

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "conference.platform.static_files.JoinedStaticFilesStorage"},
}

SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)

HTTPS = PUBLIC_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sante/"]  # probes come from inside, over plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

LOGGING = {**LOGGING, "formatters": {"plain": {"()": "conference.platform.logs.JsonLines"}}}

METRICS_DIR = METRICS_DIR or str(VAR_DIR / "mesures")
