"""What a visitor sent by the form, kept for half an hour."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import EventPage


class Submission(models.Model):
    """One form sent, the same whether or not its address was known (submissions.py).

    ``applicant`` is written and read by applicants.Applicant, with ``waiting`` beside it; ``email_key`` finds
    it at an erasure.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="+")
    email_key = models.CharField(max_length=254, db_index=True)
    applicant = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("formulaire envoyé")
        verbose_name_plural = _("formulaires envoyés")

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def waiting(self) -> int:
        """How many of its people there was no seat for when it was sent."""
        return int(self.applicant.get("waiting", 0))
