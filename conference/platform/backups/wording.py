"""What a backup holds, in sentences."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.template.defaultfilters import date, filesizeformat
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.platform.backups.manifest import Manifest

SHOWN = 20


def what_it_holds(held: Manifest, *, now: datetime) -> Iterator[str]:
    """The sentences, one a line: when, of which site, which rows, which files, what is not in it."""
    yield _("Faite le %(day)s, %(age)s.") % {
        "day": date(localtime(held.made_at), "l j F Y à G:i"),
        "age": ago(now - held.made_at),
    }
    yield _("Site : %(site)s ; base : %(server)s ; Wagtail %(wagtail)s.") % {
        "site": held.site,
        "server": held.server,
        "wagtail": held.versions.get("wagtail", "?"),
    }
    told = [
        f"{model._meta.verbose_name_plural} : {held.rows[model._meta.db_table]}"
        for model in map(apps.get_model, _counted())
        if model._meta.db_table in held.rows
    ]
    yield _("%(rows)d lignes dans %(tables)d tables (%(told)s).") % {
        "rows": sum(held.rows.values()),
        "tables": len(held.rows),
        "told": " ; ".join(told),
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
        yield from (f"  {name}" for name in held.missing[:SHOWN])
        if count > SHOWN:
            yield _("  … et %d autres.") % (count - SHOWN)


def ago(age: timedelta) -> str:
    """« il y a 3 heures »; whole units, rounded down."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return ngettext("il y a %d minute", "il y a %d minutes", minutes) % minutes
    if minutes < 48 * 60:
        return _("il y a %d heures") % (minutes // 60)
    return _("il y a %d jours") % (minutes // (24 * 60))


def _counted() -> Iterator[str]:
    """The models that a person asks of a backup first; the other tables are counted together.

    An app says its own in its configuration (``counted_in_backups``).
    """
    yield "wagtailcore.page"
    for config in apps.get_app_configs():
        yield from getattr(config, "counted_in_backups", ())
    yield "auth.user"
