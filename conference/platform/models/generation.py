"""That something which public pages show has changed: one row a transaction that changed it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
