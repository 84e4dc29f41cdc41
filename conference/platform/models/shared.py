"""What processes share through the database: cached values and counts (where there is no Redis), changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedEntry(models.Model):
    """A row of Django's database cache: the columns are Django's own, here so that migrating makes them."""

    cache_key = models.CharField(_("clé"), max_length=255, primary_key=True)
    value = models.TextField(_("valeur"))
    expires = models.DateTimeField(_("périme le"), db_index=True)

    class Meta:
        verbose_name = _("entrée partagée")
        verbose_name_plural = _("entrées partagées")

    def __str__(self) -> str:
        return self.cache_key


class Counter(models.Model):
    """How often something happened within one window of time. Its key names nobody."""

    key = models.CharField(_("clé"), max_length=255, primary_key=True)
    count = models.PositiveIntegerField(_("compte"))
    # Seconds since 1970: written and compared in one SQL statement, alike on both databases.
    expires_at = models.PositiveBigIntegerField(_("périme à"), db_index=True)

    class Meta:
        verbose_name = _("compteur")
        verbose_name_plural = _("compteurs")

    def __str__(self) -> str:
        return self.key


class Generation(models.Model):
    """A stamp, only ever added: two writers never wait for each other's (docs/decisions/0025).

    What counts is which rows there are, not the highest: a slow transaction commits a lower key later.
    """

    at = models.DateTimeField(_("le"), auto_now_add=True)

    class Meta:
        verbose_name = _("changement de ce que les pages montrent")
        verbose_name_plural = _("changements de ce que les pages montrent")

    def __str__(self) -> str:
        return str(self.pk)
