"""What one person asked for with one address."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.core.worlds import ON_BEHALF_OF
from events.models import EventPage

from ..querysets import RegistrationQuerySet


class Registration(models.Model):
    """A request for seats at an event, made with one mail address. The seats are its attendees'.

    The same address may ask several times. ``email_key`` is the address folded for comparison; both are
    empty for whoever registered by telephone without one. ``note`` is the team's. ``confirmed_at``: when the
    owner of the address first followed the link. ``answers``: nothing writes it since 2.0 (Answer).
    ``network`` tells, until the address is confirmed, that requests came from one address of the network
    (rate_limits.py). ``submission_key`` identifies the form that asked for the seat, should it be sent
    twice (visit/form_pages.py).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        EventPage, verbose_name=_("événement"), on_delete=models.PROTECT, related_name="registrations"
    )
    email = models.EmailField(_("courriel"), blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    organisation_kind = models.CharField(_("au titre de"), max_length=20, choices=ON_BEHALF_OF, blank=True)
    answers = models.JSONField(_("réponses"), default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("reçue le"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saisie par"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    phone = models.CharField(_("téléphone"), max_length=40, blank=True, default="", db_default="")
    note = models.TextField(_("note de l’équipe"), max_length=1000, blank=True, default="", db_default="")
    confirmed_at = models.DateTimeField(_("adresse confirmée le"), null=True, editable=False)
    network = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    submission_key = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        indexes = [models.Index(fields=["event", "email_key"], name="registration_event_email_key")]

    def __str__(self) -> str:
        return str(self.first_attendee)

    @property
    def first_attendee(self) -> "Attendee":  # noqa: F821
        """Its first attendee, who asked; read once, a list loads all together (``with_attendees``)."""
        prefetch_related_objects([self], "attendees")
        return self.attendees.all()[0]
