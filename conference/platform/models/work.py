"""What the workers tell each other through the database: who is alive, which chore ran when."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerLeaseQuerySet(models.QuerySet["WorkerLease"]):
    def alive(self, now: datetime) -> "WorkerLeaseQuerySet":
        """Workers that have renewed their lease lately enough to be believed alive."""
        return self.filter(expires_at__gt=now)


class WorkerLease(models.Model):
    """A worker's sign of life, renewed every few seconds; once lapsed, its task is given to another."""

    worker_id = models.CharField(_("processus"), max_length=64, primary_key=True)
    started_at = models.DateTimeField(_("démarré le"))
    expires_at = models.DateTimeField(_("vivant jusqu’au"), db_index=True)

    objects = WorkerLeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("bail d’un processus")
        verbose_name_plural = _("baux des processus")

    def __str__(self) -> str:
        return self.worker_id


class ChoreRun(models.Model):
    """When a chore is due again, and which worker is at it. One row a chore, all workers together."""

    name = models.CharField(_("nom"), max_length=200, primary_key=True)
    due_at = models.DateTimeField(_("prévue le"))
    started_at = models.DateTimeField(_("commencée le"), null=True)
    finished_at = models.DateTimeField(_("finie le"), null=True)
    # Empty when nobody is at it. A name whose lease has lapsed counts as nobody.
    worker_id = models.CharField(_("processus"), max_length=64, blank=True, default="")
    failures = models.PositiveIntegerField(_("échecs de suite"), default=0)

    class Meta:
        verbose_name = _("tâche périodique")
        verbose_name_plural = _("tâches périodiques")

    def __str__(self) -> str:
        return self.name
