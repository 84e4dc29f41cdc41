"""What `make serve` runs: what ships (DEBUG off, collected files), with the demonstration's extras.

Never for a real site: mails are written to a folder that anybody can read at /demo/courriels/.
"""

import secrets

from django.conf.global_settings import PASSWORD_HASHERS

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, STORAGES, VAR_DIR, env


def kept_secret_key() -> str:
    """The secret key of this machine, made on the first start and kept with its other files."""
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()


DEBUG = False
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)
FRAGMENT_CACHE = True
DEMO = True
INSTALLED_APPS = ["home.demo", *INSTALLED_APPS]
ROOT_URLCONF = "conference.settings.serve_urls"
# What is opened here opens nothing elsewhere: a real site knows neither of the two (home/demo/accounts.py).
AUTHENTICATION_BACKENDS = ["home.demo.accounts.DemonstrationBackend"]
PASSWORD_HASHERS = ["home.demo.accounts.DemonstrationHasher", *PASSWORD_HASHERS]
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key()
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost, which browsers hold for safe
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the accounts are everybody's: no mail of theirs goes elsewhere
EMAIL_BACKEND = "home.demo.mail_folder.MailFolderBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "conference.platform.static_files.JoinedStaticFilesStorage"},
}
