"""Production runs without home.demo: its settings, its pages and its admin never ask for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests import databases

from .test_production import COMPLETE

# Like a checkout from which the folder was deleted; the requests are those of a person of the team.
ASKED = """
import json, sys
import conference.settings.production
sys.modules["home.demo"] = None
import django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
call_command("check")
person = User.objects.create_user("alix", "alix@site.invalid", "un fil de trame")
person.groups.add(Group.objects.get(name="Relais – Bretagne"))
client, found = Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"}), {}
client.raise_request_exception = True
login = client.post("/comptes/connexion/", {"login": "alix", "password": "un fil de trame"})
found["login"] = [login.status_code, login.headers.get("Location", "")]
for path in ("/", "/agenda/", "/admin/", "/admin/pages/", "/comptes/securite/", "/demo/courriels/"):
    found[path] = client.get(path, follow=True).status_code
print(json.dumps(found))
"""


def test_signed_in_pages_open_where_the_demonstrations_folder_was_deleted(tmp_path: Path) -> None:
    databases.copy_sqlite("reference", tmp_path / "site.sqlite3")
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}", "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env=os.environ
        | COMPLETE
        | environment
        | {"DJANGO_SETTINGS_MODULE": "conference.settings.production", "SECOND_FACTOR_REQUIRED": "false"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "login": [302, "/admin/"],
        "/": 200,
        "/agenda/": 200,
        "/admin/": 200,
        "/admin/pages/": 200,
        "/comptes/securite/": 200,
        "/demo/courriels/": 404,
    }


def test_only_the_settings_of_the_demonstration_know_its_app() -> None:
    for name in ("production", "base"):
        text = "import conference.settings.{0} as s; print([a for a in s.INSTALLED_APPS if 'demo' in a])"
        done = subprocess.run(
            [sys.executable, "-c", text.format(name)],
            env=os.environ | COMPLETE,
            capture_output=True,
            text=True,
        )
        assert done.stdout.strip() == "[]"
