"""A question of a region's own is asked once the national team has approved it."""

import json
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from conference.regions.scoping import scope_of

from ..errors import RegistrationError
from ..models import Question

# What the national team approves: with any of these changed, the question is to be approved again.
APPROVED = ("region", "label", "help_text", "kind", "choices", "purpose", "readers", "term_days")


class NotTheNationalTeam(RegistrationError):
    sentence = _("L’équipe nationale approuve les questions.")


class QuestionChanged(RegistrationError):
    sentence = _("La question a changé depuis que vous l’avez lue : relisez-la, puis approuvez-la.")


def to_approve() -> QuerySet[Question]:
    """The regions' own questions that nobody has approved, the oldest first."""
    return Question.objects.filter(region__isnull=False, approved_at=None).order_by("pk")


def text_of(question: Question) -> str:
    """All that is approved of a question, to be compared."""
    return json.dumps(model_to_dict(question, APPROVED))


@transaction.atomic
def approve(question: Question, *, read: str, by: User, now: datetime) -> None:
    """From now on the forms of the region's events that ask it show it.

    ``read``: its ``text_of`` when it was read. Raises NotTheNationalTeam, QuestionChanged.
    """
    if text_of(Question.objects.select_for_update().get(pk=question.pk)) != read:
        raise QuestionChanged
    _decide(question, approved_at=now, by=by)
    log(question, "registrations.approve_question", user=by)


@transaction.atomic
def withdraw_approval(question: Question, *, by: User) -> None:
    """From now on no form shows it; what was answered stays until its term. Raises NotTheNationalTeam."""
    _decide(question, approved_at=None, by=by)
    log(question, "registrations.withdraw_question", user=by)


def _decide(question: Question, *, approved_at: datetime | None, by: User) -> None:
    if not scope_of(by).national:
        raise NotTheNationalTeam
    question.approved_at, question.approved_by = approved_at, by if approved_at else None
    question.save(update_fields=["approved_at", "approved_by"])
