"""Describe a backup in French."""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.template.defaultfilters import date, filesizeformat
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.platform.backups.manifest import Manifest

MAX_LISTED = 20


def describe(held: Manifest, *, now: datetime) -> Iterator[str]:
    """Sentences, one a line: when, which site, how many rows and files, which files are missing."""
    yield _("Faite le %(day)s, %(age)s.") % {
        "day": date(localtime(held.made_at), "l j F Y à G:i"),
        "age": ago(held.made_at, now=now),
    }
    yield _("Site : %(site)s ; base : %(server)s ; Wagtail %(wagtail)s.") % {
        "site": held.site,
        "server": held.server,
        "wagtail": held.versions["wagtail"],
    }
    counts = [
        f"{model._meta.verbose_name_plural} : {held.rows[model._meta.db_table]}"
        for model in map(apps.get_model, _counted())
        if model._meta.db_table in held.rows
    ]
    yield _("%(rows)d lignes dans %(tables)d tables (%(counts)s).") % {
        "rows": sum(held.rows.values()),
        "tables": len(held.rows),
        "counts": " ; ".join(counts),
    }
    yield ngettext(
        "%(files)d fichier déposé ; %(size)s en tout.",
        "%(files)d fichiers déposés ; %(size)s en tout.",
        len(held.media),
    ) % {"files": len(held.media), "size": filesizeformat(held.size)}
    if held.missing:
        count = len(held.missing)
        yield (
            ngettext(
                "%d fichier que la base nomme n’était plus sur le disque :",
                "%d fichiers que la base nomme n’étaient plus sur le disque :",
                count,
            )
            % count
        )
        yield from (f"  {name}" for name in held.missing[:MAX_LISTED])
        if count > MAX_LISTED:
            yield _("  … et %d autres.") % (count - MAX_LISTED)


def ago(moment: datetime, *, now: datetime) -> str:
    """« il y a 1 jour, 6 heures »."""
    return _("il y a %s") % timesince(moment, now)


def _counted() -> Iterator[str]:
    """The models whose rows are counted by name; those of the other tables are counted together.

    An app says its own in its configuration (``counted_in_backups``).
    """
    yield "wagtailcore.page"
    for config in apps.get_app_configs():
        yield from getattr(config, "counted_in_backups", ())
    yield "auth.user"
