"""The backups that were made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BackupRecord(models.Model):
    """A finished backup; the rotation may have removed it since.

    ``location``: the address of its storage. ``size``: in bytes, database included. ``files``: how many
    uploaded files.
    """

    name = models.CharField(_("nom"), max_length=60)
    location = models.CharField(_("lieu"), max_length=500)
    made_at = models.DateTimeField(_("faite le"), db_index=True)
    size = models.PositiveBigIntegerField(_("taille"))
    files = models.PositiveIntegerField(_("fichiers"))

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("sauvegarde")
        verbose_name_plural = _("sauvegardes")

    def __str__(self) -> str:
        return self.name
