"""The mails of the registrations, written in the same transaction as the seat."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from conference.platform.mails import OutgoingMail, RenderedMail
from events.models import EventPage

from .registration import Registration


class MailKind(models.TextChoices):
    """What a mail to a registrant is about. POSTPONED is a text only: of the mails CHANGED that say so."""

    CONFIRM = "confirm", _("confirmer l’inscription")
    TICKET = "ticket", _("billet")
    LINK = "link", _("lien renvoyé")
    CHANGED = "changed", _("changement annoncé")
    POSTPONED = "postponed", _("événement reporté")
    EVENT_CANCELLED = "event_cancelled", _("événement annulé")
    CANCELLED = "cancelled", _("inscription annulée")
    HELD = "held", _("places déjà tenues")
    ATTENDEE = "attendee", _("information d’une personne inscrite par une autre")
    WAITING = "waiting", _("mise en attente")
    OFFER = "offer", _("place proposée")
    LAPSED = "lapsed", _("délai passé")
    APPROVED = "approved", _("inscription acceptée")
    REFUSED = "refused", _("inscription refusée")
    UPDATED = "updated", _("inscription modifiée")
    REMINDER = "reminder", _("rappel")
    STILL_COMING = "still_coming", _("toujours partant ?")
    ARRANGEMENT = "arrangement", _("réponse sur un aménagement")
    LETTER = "letter", _("message de l’organisation")
    THANKS = "thanks", _("remerciements")


class OrganiserMail(OutgoingMail):
    """Two days before an event: who is registered and what is missing, to its organiser (organisers.py).

    ``day``: the first day of the event, where it takes place. Moved to another day, it is told of anew.
    """

    event = models.ForeignKey(
        EventPage,
        verbose_name=_("événement"),
        on_delete=models.CASCADE,
        related_name="organiser_mails",
    )
    day = models.DateField(_("jour de l’événement"))

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel d’avant l’événement")
        verbose_name_plural = _("courriels d’avant l’événement")
        constraints = [
            models.UniqueConstraint(fields=["event", "day"], name="one_mail_before_an_event"),
        ]

    def is_still_wanted(self, *, now: datetime) -> bool:
        from ..organisers import is_still_wanted

        return is_still_wanted(self, now=now)

    def render(self, *, now: datetime) -> RenderedMail:
        from ..organisers import render_organiser_mail

        return render_organiser_mail(self, now=now)


class ArrangementMail(OutgoingMail):
    """To the organiser: people of an event wish for arrangements, or (``CALLS``) are to be rung for a seat.

    Neither who nor which: questions/telling.py, queue/calls.py.
    """

    WISHES, CALLS = "arrangements", "calls"  # ``kind``

    event = models.ForeignKey(
        EventPage,
        verbose_name=_("événement"),
        on_delete=models.CASCADE,
        related_name="arrangement_mails",
    )

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel sur des aménagements souhaités")
        verbose_name_plural = _("courriels sur des aménagements souhaités")

    def is_still_wanted(self, *, now: datetime) -> bool:
        from ..questions import telling
        from ..queue import calls

        return (calls if self.kind == self.CALLS else telling).is_still_wanted(self, now=now)

    def render(self, *, now: datetime) -> RenderedMail:
        from ..questions.telling import render_arrangement_mail
        from ..queue.calls import render_mail_on_calls

        writer = render_mail_on_calls if self.kind == self.CALLS else render_arrangement_mail
        return writer(self, now=now)


class Notice(models.Model):
    """One piece of news of an event for all who held a seat then; a worker writes their mails (notices.py).

    ``facts`` holds what is announced of the event, never of a person; ``told`` in it, the event as it was
    when the news came. ``recipients`` are the keys of registrations, as they were when the news came.
    ``leaves_at``: when its mails are written, unless it is stopped before; ``left_at``: when they were. Both
    are empty in rows of before this delay. At an event one change at most waits: it is written under the
    lock of the seats. A letter (``sent_by`` the team) is a notice as well; its ``facts`` are its subject, its
    text and whom it is for.
    """

    STOPPED = "registrations.stop_letter"  # what the history of its event says of a letter that never left

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="registration_notices")
    kind = models.CharField(max_length=40, choices=MailKind.choices)
    facts = models.JSONField(default=dict)
    recipients = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    leaves_at = models.DateTimeField(null=True, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("annonce aux personnes inscrites")
        verbose_name_plural = _("annonces aux personnes inscrites")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class RegistrationMail(OutgoingMail):
    """A mail to one registrant; ``notice`` when it is one of many that bring the same news.

    ``attendee``: the one person whom it is about, where it is not about all of the registration.
    ``facts``: what it tells beside what is true as it leaves, such as a reason; never a name.
    """

    Kind = MailKind

    kind = models.CharField(_("sujet"), max_length=40, choices=Kind.choices)
    registration = models.ForeignKey(
        Registration, verbose_name=_("inscription"), on_delete=models.CASCADE, related_name="mails"
    )
    event = models.ForeignKey(
        EventPage,
        verbose_name=_("événement"),
        on_delete=models.PROTECT,
        related_name="registration_mails",
    )
    notice = models.ForeignKey(
        Notice, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="mails"
    )
    attendee = models.ForeignKey(
        "registrations.Attendee",
        verbose_name=_("personne"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="mails",
    )
    facts = models.JSONField(default=dict, db_default={}, editable=False)

    class Meta(OutgoingMail.Meta):
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "registration"],
                condition=models.Q(attendee__isnull=True),
                name="one_mail_a_notice_and_registration",
            ),
            models.UniqueConstraint(
                fields=["notice", "registration", "attendee"], name="one_mail_a_notice_and_person"
            ),
        ]

    def is_still_wanted(self, *, now: datetime) -> bool:
        """Whether what the mail says still holds (mails/wanted.py)."""
        from ..mails import is_still_wanted

        return is_still_wanted(self, now=now)

    def render(self, *, now: datetime) -> RenderedMail:
        """Subject, text and HTML, written at the moment of sending (mails/writing.py)."""
        from ..mails import render_registration_mail

        return render_registration_mail(self, now=now)

    def on_sent(self, *, now: datetime, rendered: RenderedMail) -> None:
        """The time to confirm runs from here (actions/confirmations.py)."""
        from ..actions.confirmations import start_clock

        start_clock(self, promised=rendered.facts.get("held_until"), now=now)


class MailText(PreviewableMixin, models.Model):
    """What the communications team wrote for one kind of mail, instead of the built-in words.

    ``text`` may hold the placeholders of mails/texts.py; an empty field keeps the built-in words.
    """

    kind = models.CharField(_("courriel"), max_length=40, choices=MailKind.choices, unique=True)
    subject = models.CharField(_("objet"), max_length=150, blank=True)
    text = models.TextField(_("texte"), max_length=3000, blank=True)

    class Meta:
        ordering = ["kind"]
        verbose_name = _("texte d’un courriel")
        verbose_name_plural = _("textes des courriels")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        from ..mails.texts import check_placeholders

        super().clean()
        if self.kind:
            check_placeholders(self.kind, subject=self.subject, text=self.text)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The mail as the latest person to whom it could go would read it (admin/mail_texts.py)."""
        from ..admin.mail_texts import show_preview

        return show_preview(request, self)
