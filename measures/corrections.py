"""What visitors ask to be put right: received, answered, and forgotten some months later."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from conference.accounts.notices import queue_notice
from conference.core.models import SiteSettings
from conference.core.times.delays import after_working_days, months_before
from conference.platform.limits import Limit, TooOften, count
from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail, erase_mails, queue_mail, render_mail
from conference.platform.visitor_address import network_of

from .models import CorrectionMail, CorrectionRequest, Measure, Progress, Review

Kind = CorrectionRequest.Kind


class CorrectionRefused(Exception):
    """Base of all of them; ``str(error)`` is fit to be shown."""

    sentence: str | Promise = ""

    def __init__(self) -> None:
        super().__init__(str(self.sentence))


class AskedTooOften(CorrectionRefused):
    """Too many come from one network, or with one mail address; ``again_at`` says when one more may."""

    sentence = gettext_lazy("Plusieurs demandes viennent d’être faites : patientez un peu avant la suivante.")

    def __init__(self, *, again_at: datetime) -> None:
        super().__init__()
        self.again_at = again_at


class AlreadyAnswered(CorrectionRefused):
    sentence = gettext_lazy("Cette demande est déjà traitée.")


def working_days_for(kind: str) -> int:
    """Within how many working days a request of that kind is answered."""
    if kind == Kind.REPLY:
        return settings.CORRECTION_REPLY_WORKING_DAYS
    return settings.CORRECTION_ERROR_WORKING_DAYS


def receive(
    subject: Measure | Review | Progress,
    *,
    kind: str,
    text: str,
    name: str,
    email: str,
    address: str,
    now: datetime,
) -> CorrectionRequest:
    """Keep a visitor's request, and write to the team, and to the visitor who left a mail address.

    ``address`` is the visitor's on the network, "" if unknown. Raises AskedTooOften.
    """
    limits = [
        (Limit.of("correction_address"), network_of(address)),
        (Limit.of("correction_mail", required=True), email.casefold()),
    ]
    try:
        count(limits, now=now)
    except TooOften as refusal:
        raise AskedTooOften(again_at=refusal.again_at) from refusal
    with transaction.atomic():
        request = CorrectionRequest.objects.create(
            kind=kind,
            text=text,
            name=name,
            email=email,
            due_on=after_working_days(now, working_days_for(kind)).date(),
            **{_FIELDS[type(subject)]: subject},
        )
        _write_to(request, CorrectionMail.Kind.RECEIPT, now=now)
        _tell_the_team(request)
    return request


_FIELDS = {Measure: "measure", Review: "review", Progress: "progress"}


@transaction.atomic
def answer(request: CorrectionRequest, *, text: str, by: User, now: datetime) -> CorrectionRequest:
    """Mark a request as dealt with; who left a mail address is told what was done. Raises AlreadyAnswered."""
    request = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        raise AlreadyAnswered
    request.answer, request.answered_at = text, now
    request.save(update_fields=["answer", "answered_at"])
    log(request, "wagtail.edit", user=by)
    _write_to(request, CorrectionMail.Kind.ANSWER, now=now)
    return request


@transaction.atomic
def erase_answered(*, now: datetime) -> int:
    """Erase who asked, CORRECTION_RETENTION_MONTHS after the answer, in their mails too; returns how many."""
    before = months_before(now, settings.CORRECTION_RETENTION_MONTHS)
    old = CorrectionRequest.objects.filter(answered_at__lte=before).exclude(name="", email="")
    keys = list(old.values_list("pk", flat=True))
    erase_mails(CorrectionMail.objects.filter(request__in=keys))
    return CorrectionRequest.objects.filter(pk__in=keys).update(name="", email="")


def render_correction_mail(mail: CorrectionMail) -> RenderedMail:
    """The mail as it leaves."""
    request = mail.request
    answered = mail.kind == CorrectionMail.Kind.ANSWER
    return render_mail(
        "measures/mails/correction_answer" if answered else "measures/mails/correction_receipt",
        {
            "request": request,
            "subject_name": request.subject_name,
            "due_on": date_format(request.due_on, "l j F Y"),
            "months": settings.CORRECTION_RETENTION_MONTHS,
        },
        subject=_("Suite donnée à votre demande") if answered else _("Votre demande est arrivée"),
        reply_to=SiteSettings.load().contact_email,
    )


def _write_to(request: CorrectionRequest, kind: CorrectionMail.Kind, *, now: datetime) -> None:
    if request.email:
        queue_mail(CorrectionMail(kind=kind, request=request, to=request.email), now=now)


def _tell_the_team(request: CorrectionRequest) -> None:
    """A notice to those who answer; what the visitor wrote stays in the admin."""
    address = absolute_url(reverse("demandes-de-correction:inspect", args=[request.pk]))
    sentences = [
        _("Un visiteur veut %(kind)s : %(subject)s.")
        % {"kind": request.get_kind_display(), "subject": request.subject_name},
        _("Réponse attendue avant le %s.") % date_format(request.due_on, "l j F Y"),
        address,
    ]
    team = ModelPermissionPolicy(CorrectionRequest).users_with_permission("change")
    for person in team.filter(is_active=True, is_superuser=False).exclude(email=""):
        queue_notice(_("Une demande de correction est arrivée"), "\n\n".join(sentences), to=person.email)
