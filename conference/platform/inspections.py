"""What the ground looks at: the machine, its settings, what runs beside the site."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.platform.backups.wording import ago
from conference.platform.counters import keeps
from conference.platform.inspection import Finding, blocks, inspects, weak
from conference.platform.mails import OutgoingMail, kinds_of_mails
from conference.platform.models import BackupRecord, ChoreRun, WorkerLease
from conference.platform.schema import missing_migrations
from conference.platform.tasks.queue import failed_for_good
from conference.platform.visitor_address import addresses_are_hidden

SHORTEST_KEY = 40
OLDEST_BACKUP = timedelta(hours=36)


@inspects(gettext_lazy("Secrets"))
def secrets(*, now: datetime) -> Iterator[Finding]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.startswith("django-insecure"):
        yield blocks(
            _("SECRET_KEY est trop facile à deviner."),
            _("Donnez-lui un long texte tiré au hasard : .env.example dit par quelle commande."),
        )
    if settings.DEBUG:
        yield blocks(
            _("Le site montre ses erreurs en détail (DEBUG)."),
            _("Donnez à DJANGO_SETTINGS_MODULE la valeur conference.settings.production."),
        )


@inspects(gettext_lazy("Adresse"))
def address(*, now: datetime) -> Iterator[Finding]:
    parts = urlsplit(settings.PUBLIC_URL)
    host = parts.hostname or ""
    if host in ("127.0.0.1", "localhost") or host.endswith((".example.org", ".invalid")):
        yield blocks(
            _("PUBLIC_URL (%s) n’est pas l’adresse d’un vrai site.") % settings.PUBLIC_URL,
            _("Écrivez-y l’adresse que les visiteurs tapent : courriels et calendriers la reprennent."),
        )
    if parts.scheme != "https":
        yield blocks(
            _("PUBLIC_URL ne commence pas par https."),
            _("Obtenez un certificat (docs/installation.md), puis corrigez PUBLIC_URL."),
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield weak(
            _("Le site répond sous n’importe quel nom (ALLOWED_HOSTS)."), _("Ne gardez que les siens.")
        )
    elif host not in settings.ALLOWED_HOSTS:
        yield blocks(
            _("ALLOWED_HOSTS n’a pas le nom de PUBLIC_URL (%s).") % host, _("Ajoutez-le à ALLOWED_HOSTS.")
        )
    if addresses_are_hidden():
        yield weak(
            _("Depuis moins d’un jour, l’adresse de visiteurs est restée inconnue (TRUSTED_PROXIES=%d).")
            % settings.TRUSTED_PROXIES,
            _("Donnez à TRUSTED_PROXIES le nombre de mandataires devant le site : 1 pour nginx seul."),
        )


@inspects(gettext_lazy("Base de données"))
def database(*, now: datetime) -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        yield weak(
            _("La base est un fichier SQLite : elle convient à un essai."),
            _("Passez à PostgreSQL avec « manage.py move_database » (docs/operations.md)."),
        )
    try:
        missing = len(missing_migrations(connection))
    except (DatabaseError, InterfaceError) as error:
        yield blocks(
            _("La base ne répond pas (%s).") % type(error).__name__,
            _("Vérifiez DATABASE_URL et que le serveur tourne (systemctl status postgresql)."),
        )
        return
    if missing:
        yield blocks(
            ngettext("Il manque %d migration.", "Il manque %d migrations.", missing) % missing,
            _("Lancez « manage.py migrate »."),
        )


@inspects(gettext_lazy("Fichiers déposés"))
def media(*, now: datetime) -> Iterator[Finding]:
    name = ""
    try:
        name = default_storage.save("essai-installation.txt", ContentFile(b"essai"))
        with default_storage.open(name) as written:
            same = written.read() == b"essai"
    except Exception as error:  # each storage has errors of its own
        yield blocks(
            _("Impossible d’écrire un fichier (%s).") % type(error).__name__,
            _("Donnez au compte du site le droit d’écrire dans %s, ou vérifiez les réglages MEDIA_S3_…")
            % settings.MEDIA_ROOT,
        )
        return
    finally:
        if name:
            default_storage.delete(name)
    if not same:
        yield blocks(_("Un fichier ne se relit pas comme il a été écrit."), _("Vérifiez le disque."))


@inspects(gettext_lazy("Feuilles de style et scripts"))
def static_files(*, now: datetime) -> Iterator[Finding]:
    try:
        staticfiles_storage.url("css/main.css")
    except ValueError:
        yield blocks(
            _("Les fichiers du site ne sont pas rassemblés."),
            _("Lancez « manage.py collectstatic --no-input »."),
        )


@inspects(gettext_lazy("Caches"))
def shared_caches(*, now: datetime) -> Iterator[Finding]:
    for alias in caches.settings:
        if not keeps(caches[alias], "essai-installation"):
            yield blocks(_("Le cache « %s » ne garde rien.") % alias, _("Vérifiez Redis et CACHE_URL."))


@inspects(gettext_lazy("Tâches de fond"))
def background_work(*, now: datetime) -> Iterator[Finding]:
    if not WorkerLease.objects.alive(now).exists():
        yield blocks(
            _("Aucun processus ne travaille : aucun courriel ne part, rien n’est effacé à son terme."),
            _("Lancez « manage.py worker » comme un service qui redémarre (docs/installation.md)."),
        )
    if given_up := len(failed_for_good()):
        yield weak(
            ngettext("%d tâche a été abandonnée.", "%d tâches ont été abandonnées.", given_up) % given_up,
            _("Cherchez « abandonnée » ou « a échoué » dans les journaux du worker."),
        )
    for chore in ChoreRun.objects.filter(failures__gt=1).order_by("name"):
        yield weak(
            _("La tâche périodique %(name)s a échoué %(times)d fois de suite.")
            % {"name": chore.name, "times": chore.failures},
            _("Cherchez son nom dans les journaux du worker."),
        )


@inspects(gettext_lazy("Courriels"))
def mails(*, now: datetime) -> Iterator[Finding]:
    if settings.DEFAULT_FROM_EMAIL.endswith(".invalid"):
        yield blocks(
            _("Les courriels partent de l’adresse d’exemple %s.") % settings.DEFAULT_FROM_EMAIL,
            _("Donnez à DEFAULT_FROM_EMAIL une adresse que votre serveur de courriel accepte."),
        )
    for model in kinds_of_mails():
        if failed := model._default_manager.filter(state=OutgoingMail.State.FAILED).count():
            yield weak(
                ngettext("%d courriel n’a pas pu partir", "%d courriels n’ont pas pu partir", failed) % failed
                + f" ({model._meta.verbose_name_plural}).",
                _("Voyez la raison dans l’administration, et renvoyez-les."),
            )


@inspects(gettext_lazy("Sauvegardes"))
def backups(*, now: datetime) -> Iterator[Finding]:
    if not settings.BACKUP_STORAGE:
        yield weak(
            _("BACKUP_STORAGE ne dit pas où vont les sauvegardes."),
            _("Donnez-lui un dossier d’un autre disque, ou s3://espace/préfixe."),
        )
    last = BackupRecord.objects.first()
    if last is None:
        yield weak(
            _("Aucune sauvegarde n’a jamais été faite."),
            _("Lancez « manage.py backup », puis chaque nuit par une minuterie (docs/installation.md)."),
        )
    elif now - last.made_at > OLDEST_BACKUP:
        yield weak(
            _("La dernière sauvegarde a été faite %s.") % ago(last.made_at, now=now),
            _("Lancez « manage.py backup » et lisez ce qu’il dit ; vérifiez la minuterie."),
        )
