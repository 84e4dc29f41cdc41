"""A stolen backup opens no door: what would let its reader in is not copied."""

import re
import subprocess
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from conference.platform.backups import programs, restoring, taking
from conference.platform.backups.databases import LIVE_KEYS
from conference.platform.backups.storage import storage_at
from tests.conference.platform.backups.conftest import Elsewhere

pytestmark = pytest.mark.postgresql

# Columns that are named like keys and open nothing.
HARMLESS = {
    "accounts_accountmail.uuid": "the number of a mail",
    "auth_user.password": "hashed",
    "platform_counter.key": "sealed",
    "platform_sharedentry.cache_key": "sealed, or names nobody",
    "events_eventpage.uuid": "public",
    "home_referencemark.key": "a word of the code",
    "measures_chantier.key": "a word of the code",
    "measures_dimension.key": "a word of the code",
    "measures_correctionmail.uuid": "the number of a mail",
    "measures_progress.uuid": "public",
    "measures_regionalcontribution.uuid": "public",
    "measures_scalestep.key": "a word of the code",
    "measures_source.key": "public",
    "measures_tool.key": "a word of the code",
    "registrations_arrangementmail.uuid": "the number of a mail",
    "registrations_attendee.uuid": "opens nothing without its signature",
    "registrations_organisermail.uuid": "the number of a mail",
    "registrations_question.key": "a word of the code",
    "registrations_registration.email_key": "the address, folded",
    "registrations_registration.submission_key": "hashed",
    "registrations_registration.uuid": "opens nothing without its signature",
    "registrations_registrationmail.uuid": "the number of a mail",
    "registrations_submission.email_key": "the address, folded",
    "registrations_submission.uuid": "opens nothing without its signature",
    "wagtailcore_apitoken.key_hash": "hashed",
    "wagtailcore_collectionviewrestriction.password": "shared by visitors, opens no account",
    "wagtailcore_modellogentry.uuid": "groups lines of a journal",
    "wagtailcore_page.translation_key": "joins translations",
    "wagtailcore_pagelogentry.uuid": "groups lines of a journal",
    "wagtailcore_pageviewrestriction.password": "shared by visitors, opens no account",
    "core_rendition.focal_point_key": "a place in a picture",
    "wagtailimages_rendition.focal_point_key": "the same, of a model that the site does not use",
}
NAMED_LIKE_A_KEY = re.compile(r"(^|_)(key|token|secret|password|uuid)(_hash)?$")


def readable(dump: Path) -> bytes:
    """The dump as its thief reads it: PostgreSQL's is compressed."""
    if connection.vendor != "postgresql":
        return dump.read_bytes()
    program = programs.find("pg_restore", at_least=programs.server_major(connection))
    return subprocess.run([program, "--file=-", dump], capture_output=True, check=True).stdout


@pytest.mark.django_db(transaction=True)
def test_a_stolen_backup_holds_no_open_login(tmp_path: Path, elsewhere: Elsewhere, settings) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    irene = User.objects.create_superuser(
        "irene", email="irene@exemple.invalid", password="longue et secrète"
    )
    browser = Client()
    browser.force_login(irene)
    key = browser.cookies["sessionid"].value
    UserSession.objects.create(user=irene, session_key=key, ip="203.0.113.9", user_agent="Navigateur d’Irène")
    storage = storage_at(str(tmp_path / "kept"))
    taken = taking.take_backup(storage, now=timezone.now())
    bytes_of_dump = readable(Path(storage.address) / taken.name / taken.manifest.dump)
    assert b"irene@exemple.invalid" in bytes_of_dump
    assert key.encode() not in bytes_of_dump
    assert "d’Irène".encode() not in bytes_of_dump
    assert taken.manifest.rows["django_session"] == taken.manifest.rows["usersessions_usersession"] == 0
    assert Session.objects.filter(session_key=key).exists(), "the site itself goes on"
    with elsewhere():
        restoring.restore(storage, taken.name)
        assert User.objects.get().username == "irene"
        assert browser.get("/admin/").status_code == 302


def test_each_column_that_is_named_like_a_key_is_left_out_or_opens_nothing() -> None:
    found = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if model._meta.db_table not in LIVE_KEYS and NAMED_LIKE_A_KEY.search(str(field.column))
    }
    assert found == HARMLESS.keys()
