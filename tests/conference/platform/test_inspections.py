"""What `manage.py check_installation` finds, where everything lacks and where nothing does."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from conference.core.inspections import FACTS
from conference.core.models import SiteSettings
from conference.platform import inspection, inspections
from conference.platform.mails import server
from conference.platform.models import BackupRecord, ChoreRun, WorkerLease
from conference.platform.visitor_address import client_address
from conference.regions.scoping import ADMINISTRATION
from events.registrations.models import RegistrationMail
from tests.conference.factories import DataControllerFactory
from tests.events.registrations.factories import RegistrationFactory
from tests.web_process import free_port

pytestmark = pytest.mark.django_db


def told(capsys, **options: str) -> tuple[dict[str, list[str]], str]:
    """The findings by subject (« ! … » or « ✗ … »), and how it ended."""
    end = ""
    try:
        call_command("check_installation", **options)
    except CommandError as refused:
        end = str(refused)
    lines = capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    found: dict[str, list[str]] = {}
    for line in lines:
        if match := re.match(r"([✓!✗]) ([^:]+)(?: : (.*))?$", line):
            sign, subject, said = match.groups()
            found.setdefault(subject, [])
            found[subject] += [f"{sign} {said}"] if said else []
    return found, end or lines[-1]


@pytest.fixture
def complete(settings, db) -> None:
    """A site to which nothing is missing."""
    settings.SECRET_KEY = "s7Vq_2mXn8LrT4kZp0WbY6cHd1Gf5JaE9uQi3oRx"
    settings.PUBLIC_URL = "https://conference.gouv.fr"
    settings.ALLOWED_HOSTS = ["conference.gouv.fr", "testserver"]
    settings.DEFAULT_FROM_EMAIL = "conference@conference.gouv.fr"
    settings.BACKUP_STORAGE = "/srv/sauvegardes"
    settings.SECOND_FACTOR_REQUIRED = True
    now = timezone.now()
    WorkerLease.objects.create(worker_id="w", started_at=now, expires_at=now + timedelta(minutes=1))
    BackupRecord.objects.create(name="b", location="/srv", made_at=now, size=1, files=0)
    site = SiteSettings.load()
    for name in FACTS:
        setattr(site, name, "info@conference.gouv.fr")
    site.save()
    DataControllerFactory()
    group, _made = Group.objects.get_or_create(name=ADMINISTRATION)
    for name in ("irene", "sacha"):
        user = User.objects.create_user(name)
        user.groups.add(group)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def test_a_complete_site_is_said_to_be_in_order_and_sends_its_message(complete, capsys, monkeypatch) -> None:
    monkeypatch.setattr(inspections.connection, "vendor", "postgresql")
    found, end = told(capsys, mail_to="claire@exemple.invalid")
    assert {subject: said for subject, said in found.items() if said} == {}
    assert end == "Tout est en ordre."
    assert [message.to for message in mail.outbox] == [["claire@exemple.invalid"]]


def test_what_is_missing_is_said_with_its_weight(capsys, settings) -> None:
    settings.SECRET_KEY = "django-insecure-abc"
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["ailleurs.fr"]
    settings.SECOND_FACTOR_REQUIRED = False
    now = timezone.now()
    BackupRecord.objects.create(name="b", location="/b", made_at=now - timedelta(days=3), size=1, files=0)
    ChoreRun.objects.create(name="erase", due_at=now, failures=4)
    registration = RegistrationFactory()
    RegistrationMail.objects.create(
        registration=registration, event=registration.event, kind="ticket", state="failed"
    )
    User.objects.create_superuser("irene")
    SiteSettings.objects.update_or_create(defaults={"demo_loaded_at": now})
    found, end = told(capsys)
    assert found["Secrets"] == ["✗ SECRET_KEY est trop facile à deviner."]
    assert [said[0] for said in found["Adresse"]] == ["✗", "✗", "✗"]
    assert found["Tâches de fond"][0].startswith("✗ Aucun processus ne travaille")
    assert found["Tâches de fond"][1] == "! La tâche périodique erase a échoué 4 fois de suite."
    assert found["Courriels"][-1] == "! 1 courriel n’a pas pu partir (courriels)."
    assert found["Sauvegardes"][1] == "! La dernière sauvegarde a été faite il y a 3 jours."
    assert "! Encore « à compléter »" in " ".join(found["Mentions légales et contacts"])
    assert found["Comptes nationaux"] == [
        "! Il faut deux personnes dans « Administration nationale », il y en a 0.",
        "! 1 compte national n’a pas de second facteur : irene.",
        "! Le second facteur n’est pas exigé des comptes nationaux.",
    ]
    assert found["Démonstration"] == ["! Le site contient encore le contenu fictif de la démonstration."]
    assert found["Message d’essai"] == ["! aucun message n’a été envoyé."]
    assert re.fullmatch(r"\d points empêchent d’ouvrir le site\.", end)


def test_a_mail_server_that_is_away_blocks(complete, capsys, monkeypatch) -> None:
    class Away:
        def open(self) -> None:
            raise ConnectionRefusedError

    monkeypatch.setattr(server, "get_connection", Away)
    found, end = told(capsys, mail_to="claire@exemple.invalid")
    assert found["Message d’essai"][0].startswith("✗ le serveur de courriel ne répond pas")
    assert end == "1 point empêche d’ouvrir le site."


def test_a_storage_that_refuses_is_said(complete, capsys, settings, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = str(tmp_path / "file" / "media")
    found, _end = told(capsys)
    assert found["Fichiers déposés"] == ["✗ Impossible d’écrire un fichier (NotADirectoryError)."]


def test_a_look_that_finds_no_database_stops_no_other(monkeypatch) -> None:
    def away(*, now: object):
        raise DatabaseError("away")

    inspection.inspect(now=timezone.now())  # whatever is to be registered has been
    monkeypatch.setattr(inspection, "_looks", [("Premier", away), ("Second", lambda now: [])])
    first, second = inspection.inspect(now=timezone.now())
    assert first.findings[0].weight == inspection.Weight.BLOCKS
    assert (second.subject, second.findings) == ("Second", ())


def test_a_redis_that_is_away_is_found(complete, settings, capsys) -> None:
    settings.CACHES = settings.CACHES | {
        "limits": {
            "BACKEND": "conference.platform.counters.RedisCounters",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
        }
    }
    found, _end = told(capsys)
    assert found["Caches"][0].endswith("Le cache « limits » ne garde rien.")


def test_addresses_that_stay_unknown_are_said(complete, capsys, settings, rf) -> None:
    settings.TRUSTED_PROXIES = 0
    assert client_address(rf.get("/", REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="203.0.113.9")) == ""
    found, _end = told(capsys)
    assert found["Adresse"] == [
        "! Depuis moins d’un jour, l’adresse de visiteurs est restée inconnue (TRUSTED_PROXIES=0)."
    ]
